package io.drillmaster.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.Selector;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.process.ProcessId;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Placement;
import io.drillmaster.run.port.Target;
import io.drillmaster.run.port.TargetCard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultNemesisTest {
  private static final Duration NO_TIME = Duration.ZERO;
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Fault CRASH =
      new Fault.Crash("crash-1", Role.MASTER, new Selector.Named(List.of("m2")));
  private static final Fault VANISH =
      new Fault.Vanish("vanish-1", Role.MASTER, new Selector.Named(List.of("m2")));
  private static final Fault FREEZE =
      new Fault.Freeze(
          "freeze-1", Role.MASTER, new Selector.Named(List.of("m2")), Duration.ofSeconds(6));

  @TempDir Path run;
  @TempDir Path state;

  /** All that happens, in order: what the ledger has, what the driver does, what is recorded. */
  private final List<String> log = new ArrayList<>();

  private final List<Event> events = new ArrayList<>();
  private final AtomicLong clock = new AtomicLong(1_000);
  private final FakeTimer timer = new FakeTimer();
  private final FakeDriver driver = new FakeDriver();
  private final FakeTarget target = new FakeTarget();
  private Optional<Signature> shown = Optional.of(Signature.CUT);
  private Ledger ledger;
  private TargetLock lock;
  private FaultNemesis nemesis;

  @BeforeEach
  void begin() {
    Instant now = Instant.parse("2026-03-04T09:15:00Z");
    ledger =
        Ledger.begin(run, new LedgerEntry.Opened("r1", "twin:x", "", new ProcessId(1, 1), now));
    lock = TargetLock.take(state, "twin:x", run, now);
    Recorder recorder =
        new Recorder() {
          @Override
          public void record(Event event) {
            events.add(event);
            log.add("record " + event.getClass().getSimpleName());
          }

          @Override
          public void close() {}
        };
    nemesis =
        new FaultNemesis(
            new FaultNemesis.Setup(
                target,
                driver,
                (node, silence, seat) -> new FakeWitness(node.name()),
                ledger,
                lock,
                recorder,
                new Safety(1, Duration.ofMinutes(1)),
                42),
            timer,
            clock::get);
  }

  @AfterEach
  void end() {
    nemesis.close();
  }

  private static Node master(String name) {
    long pid = 100 + Long.parseLong(name.substring(1));
    return new Node(name, Role.MASTER, name + "#1", pid, List.of("127.0.0.1:1"), true);
  }

  private static final class FakeTarget implements Target {
    List<Node> nodes = List.of(master("m1"), master("m2"), master("m3"));

    @Override
    public TargetCard card() {
      return new TargetCard("FAKE", "nothing", "twin:x", "three masters");
    }

    @Override
    public Access access() {
      throw new AssertionError("a nemesis must not need the secret: it asked for access()");
    }

    @Override
    public List<Node> nodes() {
      return nodes;
    }

    @Override
    public void observe(Recorder recorder) {}

    @Override
    public void close() {}
  }

  private final class FakeDriver implements Driver {
    boolean isPrivate = true;
    boolean isPresent = true;
    boolean isEffective = true;
    Duration patience = Observer.BOUND;
    Map<String, Healing> healing = new HashMap<>();

    @Override
    public Intent intent(Fault fault, Node node) {
      return new Intent(
          fault.name(),
          fault.kind(),
          node.role(),
          node.name(),
          node.incarnation(),
          new ProcessId(node.pid(), 7),
          Undo.of(fault.kind()));
    }

    @Override
    public boolean isPresent(Intent intent) {
      return isPresent;
    }

    @Override
    public void act(Intent intent) {
      log.add("act %s on %s, ledger %s".formatted(intent.kind(), intent.node(), unhealed()));
      healing.putIfAbsent(intent.node(), new Healing(State.BROKEN, "process stopped"));
    }

    @Override
    public Duration patience(FaultKind kind) {
      return patience;
    }

    @Override
    public Optional<String> effect(Intent intent) {
      return isEffective ? Optional.of("process gone") : Optional.empty();
    }

    @Override
    public void undo(Intent intent) {
      log.add("undo %s of %s".formatted(intent.undo(), intent.node()));
      if (intent.undo() == Undo.KILL) {
        isPresent = false;
      }
    }

    @Override
    public Healing healing(Intent intent, long actedAt) {
      return healing.getOrDefault(intent.node(), new Healing(State.BROKEN, "?"));
    }

    @Override
    public boolean isPrivate() {
      return isPrivate;
    }
  }

  private List<String> unhealed() {
    return Ledger.unhealed(run).stream().map(Intent::node).toList();
  }

  private final class FakeWitness implements Witness {
    private final String node;

    FakeWitness(String node) {
      this.node = node;
      log.add("witness of " + node + ", ledger " + unhealed());
    }

    @Override
    public Optional<Signature> seen(long actedAt, long now) {
      return shown;
    }

    @Override
    public void close() {
      log.add("witness of " + node + " closed");
    }
  }

  @Test
  void putsIntentAndUndoOnDiskBeforeItActs() {
    assertThat(nemesis.inject(CRASH, List.of(master("m2")))).isTrue();
    assertThat(log)
        .containsExactly(
            "witness of m2, ledger []",
            "record Injecting",
            "act CRASH on m2, ledger [m2]",
            "record Injected",
            "record EffectSeen",
            "record SignatureSeen",
            "witness of m2 closed");
    assertThat(events)
        .containsExactly(
            new FaultEvent.Injecting(
                1_000, "crash-1", FaultKind.CRASH, Role.MASTER, List.of("m2"), List.of("m2#1")),
            new FaultEvent.Injected(1_000, "crash-1"),
            new FaultEvent.EffectSeen(1_000, "crash-1", "m2", "process gone"),
            new FaultEvent.SignatureSeen(1_000, "crash-1", "m2", Signature.CUT));
  }

  @Test
  void touchesNothingWhenAVictimIsNotWhatItWas() {
    driver.isPresent = false;
    assertThat(nemesis.inject(CRASH, List.of(master("m2")))).isFalse();
    assertThat(log).noneMatch(line -> line.startsWith("act"));
    assertThat(events)
        .containsExactly(
            new FaultEvent.Failed(
                1_000, "crash-1", "nothing was touched: m2 is not what it was when it was chosen"));
    assertThat(unhealed()).isEmpty();
  }

  @Test
  void touchesNothingWhenARestartTookTheVictimsName() {
    target.nodes = List.of(master("m1"), renewed("m2"));
    assertThat(nemesis.inject(CRASH, List.of(master("m2")))).isFalse();
    assertThat(log).noneMatch(line -> line.startsWith("act"));
  }

  private static Node renewed(String name) {
    return new Node(name, Role.MASTER, name + "#2", 99, List.of(), true);
  }

  @Test
  void rehearsesWithoutAWordInTheLedger() {
    List<Node> victims = nemesis.choose(CRASH, Placement.UNKNOWN);
    assertThat(nemesis.rehearse(CRASH, victims))
        .containsExactly(
            "crash-1 of m2 (process 102) could be done; undo: nothing to undo: it is replaced, or"
                + " started again where it was");
    assertThat(log).noneMatch(line -> line.startsWith("act") || line.startsWith("record"));
    assertThat(unhealed()).isEmpty();

    target.nodes = List.of(master("m1"), renewed("m2"), master("m3"));
    assertThatThrownBy(() -> nemesis.rehearse(CRASH, victims))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessage("fault crash-1 refused: m2 is not what it was when it was chosen");
  }

  @Test
  void failsAFaultWhoseEffectNobodySaw() {
    driver.isEffective = false;
    shown = Optional.empty();
    assertThat(nemesis.inject(VANISH, List.of(master("m2")))).isFalse();
    assertThat(events)
        .endsWith(
            new FaultEvent.Failed(
                1_000,
                "vanish-1",
                "m2 shows no effect of the vanish; the probe socket to m2 shows nothing of it"));
    assertThat(unhealed()).containsExactly("m2");
  }

  @Test
  void looksNoLongerForAnEffectWhenTheRunIsToStop() {
    driver.isEffective = false;
    driver.patience = Duration.ofMinutes(5);
    nemesis.hurry();

    assertThat(nemesis.inject(VANISH, List.of(master("m2")))).isFalse();
    assertThat(events)
        .endsWith(
            new FaultEvent.Failed(
                1_000,
                "vanish-1",
                "the run was to stop before all was seen: m2 shows no effect of the vanish"));
    assertThat(unhealed()).containsExactly("m2");
  }

  @Test
  void refusesAnEmptySetOfVictims() {
    assertThatThrownBy(() -> nemesis.inject(CRASH, List.of()))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessage("fault crash-1 refused: it has no victims");
  }

  @Test
  void countsWhatIsTakenAlreadyAgainstTheSafetyBound() {
    Fault allButOne = new Fault.Crash("crash-2", Role.MASTER, new Selector.AllButOne());
    nemesis.inject(CRASH, List.of(master("m2")));
    assertThat(nemesis.choose(allButOne, Placement.UNKNOWN)).hasSize(1);
    Fault again = new Fault.Crash("crash-3", Role.MASTER, new Selector.Named(List.of("m2")));
    assertThatThrownBy(() -> nemesis.choose(again, Placement.UNKNOWN))
        .hasMessage(
            "fault crash-3 refused: 'm2', named in the drill, is not up and unharmed; choose among"
                + " [m1, m3]");
    Fault both = new Fault.Crash("crash-4", Role.MASTER, new Selector.Named(List.of("m1", "m3")));
    assertThatThrownBy(() -> nemesis.choose(both, Placement.UNKNOWN))
        .hasMessageStartingWith(
            "fault crash-4 refused: taking [m1, m3] would leave 0 of the healthy masters [m1, m3]");
  }

  @Test
  void endsAFreezeByItselfAfterItsTime() {
    shown = Optional.of(Signature.SILENT);
    assertThat(nemesis.inject(FREEZE, List.of(master("m2")))).isTrue();
    assertThat(nemesis.afflicted()).containsExactly("m2");
    assertThat(timer.once).containsOnlyKeys(Duration.ofSeconds(6));
    timer.ring(Duration.ofSeconds(6));
    assertThat(log).last().isEqualTo("undo CONTINUE of m2");
    driver.healing.put("m2", new Driver.Healing(Driver.State.WHOLE, "runs again"));
    timer.tick();
    assertThat(nemesis.afflicted()).as("it may halt at its first check").containsExactly("m2");
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    timer.tick();
    timer.tick();
    assertThat(nemesis.afflicted()).isEmpty();
    assertThat(events)
        .endsWith(new FaultEvent.Healed(1_000_001_000, "freeze-1", "m2", "runs again"))
        .filteredOn(FaultEvent.Healed.class::isInstance)
        .hasSize(1);
    assertThat(unhealed()).isEmpty();
  }

  @Test
  void notesTheReplacementOfAVanishedNodeAtOnceButKillsItAfterTheRun() {
    shown = Optional.of(Signature.SILENT);
    nemesis.inject(VANISH, List.of(master("m2")));
    driver.healing.put("m2", new Driver.Healing(Driver.State.WHOLE, "replaced by m4"));
    timer.tick();
    assertThat(events).endsWith(new FaultEvent.Healed(1_000, "vanish-1", "m2", "replaced by m4"));
    assertThat(log).doesNotContain("undo KILL of m2");
    assertThat(unhealed()).containsExactly("m2");
    assertThat(nemesis.heal(SOON)).isEmpty();
    assertThat(log).contains("undo KILL of m2");
    assertThat(unhealed()).isEmpty();
    assertThat(events).filteredOn(FaultEvent.Healed.class::isInstance).hasSize(1);
  }

  @Test
  void healsInReverseOrderAndOnlyOnce() {
    nemesis.inject(CRASH, List.of(master("m1")));
    shown = Optional.of(Signature.SILENT);
    nemesis.inject(FREEZE, List.of(master("m2")));
    driver.healing.put("m1", new Driver.Healing(Driver.State.CLEAN, "gone"));
    driver.healing.put("m2", new Driver.Healing(Driver.State.WHOLE, "runs again"));
    assertThat(nemesis.heal(SOON)).isEmpty();
    assertThat(log.stream().filter(line -> line.startsWith("undo")))
        .containsExactly("undo CONTINUE of m2", "undo NOTHING of m1");
    log.clear();
    assertThat(nemesis.heal(SOON)).isEmpty();
    assertThat(log).isEmpty();
  }

  @Test
  void waitsOnASharedClusterUntilTheGroupIsWhole() {
    driver.isPrivate = false;
    nemesis.inject(CRASH, List.of(master("m2")));
    driver.healing.put(
        "m2", new Driver.Healing(Driver.State.CLEAN, "gone; its place is not taken yet"));
    assertThat(nemesis.heal(NO_TIME))
        .containsExactly(
            "crash-1 of m2 (process 102) is not healed: gone; its place is not taken yet");
    driver.healing.put("m2", new Driver.Healing(Driver.State.WHOLE, "replaced by m4"));
    assertThat(nemesis.heal(NO_TIME)).isEmpty();
  }

  @Test
  void leavesWordForTheNextRunWhenSomethingCouldNotBeHealed() {
    nemesis.inject(FREEZE, List.of(master("m2")));
    assertThat(nemesis.heal(NO_TIME))
        .containsExactly("freeze-1 of m2 (process 102) is not healed: process stopped");
    nemesis.close();
    assertThatThrownBy(() -> TargetLock.take(state, "twin:x", run, Instant.EPOCH))
        .hasMessageContaining("has an unhealed run");
  }
}
