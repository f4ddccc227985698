package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.chaos.FaultNemesis;
import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.LedgerEntry;
import io.drillmaster.chaos.TargetLock;
import io.drillmaster.chaos.Witness;
import io.drillmaster.drill.Fault;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nemesis with EC2's driver: what is noted, and what is left to the scaling group. */
class AwsNemesisTest {
  private static final Fault CRASH = new Fault.Crash("crash-1", Role.MASTER, named("i-m1"));
  private static final Fault MEDIA = new Fault.Crash("crash-2", Role.MEDIA_NODE, named("i-k1"));
  private static final Fault FREEZE =
      new Fault.Freeze("freeze-1", Role.MASTER, named("i-m1"), Duration.ofSeconds(20));
  private static final Safety SAFETY = new Safety(2, Duration.ofMinutes(15));

  @TempDir Path run;

  private final FakeCloud cloud = FakeCloud.threeAndTwo();
  private final AtomicLong clock = new AtomicLong(1_000);
  private final List<Event> events = new ArrayList<>();
  private final Tend tend = new Tend();
  private final FleetWatch watch =
      new FleetWatch(
          new StackReader(cloud, "ov").read(),
          new StackReader(cloud, "ov")::read,
          "ov-lb",
          Duration.ofSeconds(5),
          new HandTimer(),
          () -> clock.addAndGet(1_000));
  private final HandClock wall = new HandClock();
  private final List<String> notes = new ArrayList<>();
  private final HostFaults inside =
      new HostFaults(new HostShell(cloud.hosts, wall), watch, "r1", wall, notes::add);
  private FaultNemesis nemesis;

  private static Selector named(String id) {
    return new Selector.Named(List.of(id));
  }

  /** A timer that tends when a test says so. */
  private static final class Tend implements io.drillmaster.chaos.Timer {
    private Runnable call = () -> {};
    private Runnable end = () -> {};

    @Override
    public void after(Duration wait, Runnable once) {
      end = once;
    }

    @Override
    public void every(Duration pause, Runnable again) {
      call = again;
    }

    @Override
    public void close() {}
  }

  /** Whatever the watch shows. */
  private final class WatchedTarget implements Target {
    @Override
    public TargetCard card() {
      return new TargetCard("AWS", "", "aws:1:eu-west-1:ov", "");
    }

    @Override
    public Access access() {
      throw new AssertionError("a nemesis needs no secret");
    }

    @Override
    public List<Node> nodes() {
      return watch.latest().nodes(watch.told());
    }

    @Override
    public void observe(Recorder recorder) {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void begin() {
    Recorder recorder =
        new Recorder() {
          @Override
          public void record(Event event) {
            events.add(event);
          }

          @Override
          public void close() {}
        };
    Instant now = Instant.parse("2026-03-04T09:15:00Z");
    nemesis =
        new FaultNemesis(
            new FaultNemesis.Setup(
                new WatchedTarget(),
                new AwsDriver(cloud, watch, "r1", SAFETY, tags -> true, inside),
                (node, silence, seat) -> node.role() == Role.MASTER ? silent() : Witness.BLIND,
                Ledger.begin(
                    run,
                    new LedgerEntry.Opened(
                        "r1", "aws:1:eu-west-1:ov", "", new ProcessId(1, 1), now)),
                TargetLock.unneeded(),
                recorder,
                SAFETY,
                7),
            tend,
            () -> clock.addAndGet(1_000));
    watch.record(recorder);
    events.clear();
  }

  private static Witness silent() {
    return new Witness() {
      @Override
      public Optional<Signature> seen(long actedAt, long now) {
        return Optional.of(Signature.SILENT);
      }

      @Override
      public void close() {}
    };
  }

  private void inject(Fault fault) {
    assertThat(nemesis.inject(fault, nemesis.choose(fault, Placement.UNKNOWN))).isTrue();
  }

  private List<String> faultEvents() {
    return events.stream()
        .filter(FaultEvent.class::isInstance)
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  @Test
  void theEffectIsNotedOnlyWhenTheWireHasShownIt() {
    inject(CRASH);

    assertThat(faultEvents())
        .containsExactly("Injecting", "Injected", "SignatureSeen", "EffectSeen");
  }

  @Test
  void ofAMediaNodeEc2sWordMustDo() {
    inject(MEDIA);

    assertThat(faultEvents()).containsExactly("Injecting", "Injected", "EffectSeen");
  }

  @Test
  void aPlaceThatIsNotTakenIsNoTroubleButStaysInTheLedger() {
    inject(CRASH);

    assertThat(nemesis.heal(Duration.ofSeconds(5))).isEmpty();
    nemesis.close();

    assertThat(Ledger.unhealed(run)).hasSize(1);
    assertThat(faultEvents()).doesNotContain("Healed");
  }

  @Test
  void whoIsBeingTakenIsNotHealedMeanwhile() {
    cloud.whileTerminating = () -> tend.call.run();

    inject(CRASH);

    assertThat(faultEvents()).doesNotContain("Healed");
    assertThat(Ledger.unhealed(run)).hasSize(1);
  }

  @Test
  void aPlaceThatIsTakenIsHealed() {
    inject(CRASH);
    cloud.leave("i-m1");
    cloud.start("i-m4", Role.MASTER);
    watch.refresh();
    tend.call.run();

    assertThat(events)
        .filteredOn(FaultEvent.Healed.class::isInstance)
        .extracting(event -> ((FaultEvent.Healed) event).how())
        .containsExactly("replaced by i-m4");
    assertThat(Ledger.unhealed(run)).isEmpty();
  }

  @Test
  void anActThatEc2RefusesIsAFaultThatFailedAndNobodyWasTouched() {
    List<Node> victims = nemesis.choose(CRASH, Placement.UNKNOWN);
    cloud.terminationFails = true;

    assertThat(nemesis.inject(CRASH, victims)).isFalse();
    assertThat(nemesis.heal(Duration.ofSeconds(5))).isEmpty();
    assertThat(Ledger.unhealed(run)).isEmpty();
    assertThat(faultEvents()).containsExactly("Injecting", "Failed", "Healed");
  }

  @Test
  void whoIsOfflineCannotBeChosen() {
    cloud.hosts.online.add("i-m2");

    assertThatThrownBy(() -> nemesis.choose(FREEZE, Placement.UNKNOWN))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessageContaining(HostFaults.OFFLINE);
  }

  @Test
  void aFreezeIsNotedByTheMachinesOwnClockAndThawedAfterItsTime() {
    cloud.hosts.online.add("i-m1");
    cloud.hosts.answers.add(FakeHosts.done("1772615701.000000000"));
    inject(FREEZE);
    cloud.hosts.answers.clear();
    cloud.hosts.answers.add(FakeHosts.done("1772615721.000000000"));
    tend.end.run();
    clock.addAndGet(Duration.ofSeconds(2).toNanos());
    tend.call.run();

    assertThat(cloud.hosts.log)
        .containsExactly("freeze r1 freeze-1 on i-m1", "thaw r1 freeze-1 on i-m1");
    assertThat(notes)
        .containsExactly(
            "freeze-1 of i-m1: frozen at 2026-03-04T09:15:01Z by its own clock (SSM command c1)",
            "freeze-1 of i-m1: thawed at 2026-03-04T09:15:21Z by its own clock (SSM command c2)");
    assertThat(faultEvents())
        .containsExactly("Injecting", "Injected", "SignatureSeen", "EffectSeen", "Healed");
    assertThat(Ledger.unhealed(run)).isEmpty();
  }

  @Test
  void aFreezeThatNobodyDeliversIsCancelledAndFails() {
    cloud.hosts.online.add("i-m1");
    cloud.hosts.answers.add(FakeHosts.PENDING);

    assertThat(nemesis.inject(FREEZE, nemesis.choose(FREEZE, Placement.UNKNOWN))).isFalse();
    assertThat(events)
        .filteredOn(FaultEvent.Failed.class::isInstance)
        .extracting(event -> ((FaultEvent.Failed) event).why())
        .containsExactly(
            "freeze r1 freeze-1 was not delivered to i-m1 within 10 s; cancelled (SSM command c1)");
    assertThat(nemesis.heal(Duration.ofSeconds(5))).isEmpty();
    assertThat(cloud.hosts.log).containsExactly("freeze r1 freeze-1 on i-m1", "cancel c1");
    assertThat(Ledger.unhealed(run)).isEmpty();
  }

  @Test
  void whoeverTheGroupGaveUpWhileFrozenIsItsToReplace() {
    cloud.hosts.online.add("i-m1");
    cloud.hosts.answers.add(FakeHosts.done("1772615701.000000000"));
    inject(FREEZE);
    cloud.turn("i-m1", "shutting-down");
    cloud.leave("i-m1");
    watch.refresh();

    assertThat(nemesis.heal(Duration.ofSeconds(5))).isEmpty();
    assertThat(cloud.hosts.log).containsExactly("freeze r1 freeze-1 on i-m1");
    assertThat(Ledger.unhealed(run)).hasSize(1);
  }
}
