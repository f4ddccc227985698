package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;

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
  private FaultNemesis nemesis;

  private static Selector named(String id) {
    return new Selector.Named(List.of(id));
  }

  /** A timer that tends when a test says so. */
  private static final class Tend implements io.drillmaster.chaos.Timer {
    private Runnable call = () -> {};

    @Override
    public void after(Duration wait, Runnable once) {
      throw new AssertionError("nothing on AWS is healed after a time");
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
                new AwsDriver(cloud, watch, "r1", SAFETY, tags -> true),
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
}
