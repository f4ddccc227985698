package io.drillmaster.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.chaos.FaultNemesis;
import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.LedgerEntry;
import io.drillmaster.chaos.TargetLock;
import io.drillmaster.chaos.Timer;
import io.drillmaster.chaos.Witness;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.Selector;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.Event;
import io.drillmaster.history.Recorder;
import io.drillmaster.process.ChildCommand;
import io.drillmaster.process.ChildProcess;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.process.Signals;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Placement;
import io.drillmaster.run.port.Target;
import io.drillmaster.run.port.TargetCard;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.TwinRole;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A harness that is killed in the middle of its faults, and what `heal` makes of it. */
class InterruptedRunIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TARGET = "twin:interrupted";

  @TempDir Path folder;

  /** A harness whose cluster are two processes that it is told of: it freezes one, vanishes one. */
  static final class Harness {
    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      FakeTwin twin = new FakeTwin(new ArrayList<>());
      for (int i = 1; i < args.length; i++) {
        ProcessId process = ProcessId.of(ProcessHandle.of(Long.parseLong(args[i])).orElseThrow());
        twin.add("m" + i, TwinRole.MASTER, process, 1, "m" + i + "#1", Map.of());
      }
      Nemesis nemesis = nemesis(folder, twin);
      inject(
          nemesis,
          new Fault.Freeze(
              "freeze-1", Role.MASTER, new Selector.Named(List.of("m1")), Duration.ofMinutes(1)));
      inject(nemesis, new Fault.Vanish("vanish-1", Role.MASTER, new Selector.Named(List.of("m2"))));
      System.out.println("READY");
      Pause.of(Duration.ofMinutes(1));
    }

    private static void inject(Nemesis nemesis, Fault fault) {
      if (!nemesis.inject(fault, nemesis.choose(fault, Placement.UNKNOWN))) {
        throw new IllegalStateException(fault.name() + " had no effect");
      }
    }

    private static Nemesis nemesis(Path folder, FakeTwin twin) {
      Instant now = Instant.now();
      Path run = folder.resolve("run");
      ProcessId me = ProcessId.of(ProcessHandle.current());
      TargetLock lock = TargetLock.take(folder, TARGET, run, now);
      Ledger ledger = Ledger.begin(run, new LedgerEntry.Opened("r1", TARGET, "", me, now));
      return new FaultNemesis(
          new FaultNemesis.Setup(
              new Standing(twin),
              new ProcessDriver(twin, Signals.system(), false, incarnation -> {}),
              (node, silence, seat) -> new Blind(),
              ledger,
              lock,
              new Forgetful(),
              new Safety(1, Duration.ofMinutes(1)),
              42),
          Timer.thread("nemesis"),
          Ticker.system());
    }
  }

  private record Standing(FakeTwin twin) implements Target {
    @Override
    public TargetCard card() {
      return new TargetCard("TWIN", "", TARGET, "");
    }

    @Override
    public Access access() {
      throw new AssertionError("a nemesis must not need the secret: it asked for access()");
    }

    /** A third master keeps the safety bound. */
    @Override
    public List<Node> nodes() {
      List<Node> nodes = new ArrayList<>(twin.nodes().stream().map(Roles::node).toList());
      nodes.add(new Node("m3", Role.MASTER, "m3#1", 0, List.of(), true));
      return nodes;
    }

    @Override
    public void observe(Recorder recorder) {}

    @Override
    public void close() {}
  }

  private static final class Blind implements Witness {
    @Override
    public Optional<Signature> seen(long actedAt, long now) {
      return Optional.of(Signature.SILENT);
    }

    @Override
    public void close() {}
  }

  private static final class Forgetful implements Recorder {
    @Override
    public void record(Event event) {}

    @Override
    public void close() {}
  }

  private ChildProcess child(String name, List<String> argv) {
    return ChildProcess.start(
        new ChildCommand(name, argv, Map.of(), folder.resolve(name + ".log")));
  }

  @Test
  void isHealedFromItsFilesAndMayBeHealedTwice() throws Exception {
    Signals signals = Signals.system();
    Path run = folder.resolve("run");
    try (ChildProcess frozen = child("m1", List.of("/bin/sleep", "60"));
        ChildProcess vanished = child("m2", List.of("/bin/sleep", "60"));
        ChildProcess harness = harness(frozen, vanished)) {
      harness.awaitReady(SOON);
      assertThatThrownBy(() -> TargetLock.take(folder, TARGET, run, Instant.EPOCH))
          .isInstanceOf(Nemesis.Refused.class)
          .hasMessageStartingWith(
              "target twin:interrupted is in use by process %d since"
                  .formatted(harness.id().pid()));
      harness.close();
      assertThat(signals.state(frozen.id())).isEqualTo(ProcessState.STOPPED);
      assertThat(signals.state(vanished.id())).isEqualTo(ProcessState.STOPPED);
      assertThatThrownBy(() -> TargetLock.take(folder, TARGET, run, Instant.EPOCH))
          .isInstanceOf(Nemesis.Refused.class)
          .hasMessageEndingWith("heal it first: drillmaster heal " + run);

      assertThat(new Healer().heal(run))
          .isEqualTo(
              new Healer.Report(
                  List.of(
                      "vanish-1 of m2 (process %d) was stopped: killed, gone"
                          .formatted(vanished.id().pid()),
                      "freeze-1 of m1 (process %d) was stopped: resumed, it runs again"
                          .formatted(frozen.id().pid()),
                      "processes of the run: none is left"),
                  true));
      assertThat(signals.state(frozen.id())).isEqualTo(ProcessState.RUNNING);
      assertThat(vanished.awaitEnd(SOON)).isTrue();
      assertThat(new Healer().heal(run).lines())
          .containsExactly("faults: nothing to heal", "processes of the run: none is left");
      TargetLock.take(folder, TARGET, run, Instant.EPOCH).release();
    }
  }

  private ChildProcess harness(ChildProcess frozen, ChildProcess vanished) {
    List<String> pids =
        List.of(
            folder.toString(),
            Long.toString(frozen.id().pid()),
            Long.toString(vanished.id().pid()));
    return child("harness", TestProgram.launch(Harness.class).argv(List.of(), pids));
  }
}
