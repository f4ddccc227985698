package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.chaos.Driver;
import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.Undo;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.Selector;
import io.drillmaster.history.Event;
import io.drillmaster.history.Recorder;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AwsDriverTest {
  private static final Selector ONE = new Selector.One();
  private static final Fault CRASH = new Fault.Crash("crash-1", Role.MASTER, ONE);
  private static final Fault VANISH = new Fault.Vanish("vanish-1", Role.MASTER, ONE);
  private static final Fault SHUTDOWN = new Fault.Shutdown("shutdown-1", Role.MASTER, ONE);
  private static final long ACTED = 1_500;

  private final FakeCloud cloud = FakeCloud.threeAndTwo();
  private final AtomicLong clock = new AtomicLong(1_000);
  private final FleetWatch watch =
      new FleetWatch(
          new StackReader(cloud, "ov").read(),
          new StackReader(cloud, "ov")::read,
          "ov-lb",
          Duration.ofSeconds(5),
          new HandTimer(),
          () -> clock.addAndGet(1_000));
  private final HandClock wall = new HandClock();
  private final AwsDriver driver =
      new AwsDriver(
          cloud,
          watch,
          "r1",
          new Safety(2, Duration.ofMinutes(15)),
          tags -> !tags.containsKey("x"),
          new HostFaults(new HostShell(cloud.hosts, wall), watch, "r1", wall, text -> {}));

  private Node node(String id) {
    return watch.latest().nodes(watch.told()).stream()
        .filter(node -> node.name().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void crashAndVanishTakeTheMachineAndSkipItsOperatingSystem() {
    driver.act(driver.intent(CRASH, node("i-m1")));
    driver.act(driver.intent(VANISH, node("i-m2")));

    assertThat(cloud.log)
        .containsExactly(
            "may terminate i-m1",
            "tag i-m1 {drillmaster:fault=crash-1, drillmaster:run=r1}",
            "terminate i-m1, OS shutdown skipped",
            "may terminate i-m2",
            "tag i-m2 {drillmaster:fault=vanish-1, drillmaster:run=r1}",
            "terminate i-m2, OS shutdown skipped");
  }

  @Test
  void nobodyIsTakenOnceTheLeverIsPulledOrTheLockLost() {
    Intent intent = driver.intent(CRASH, node("i-m1"));
    cloud.masterTags.put(StackLevers.STOP_TAG, "incident 4711");
    assertThat(driver.isPresent(intent)).isTrue();
    assertThatThrownBy(() -> driver.act(intent))
        .hasMessage(
            "nothing was touched: stopped by the tag drillmaster:stop = incident 4711 on the master group");

    cloud.masterTags.remove(StackLevers.STOP_TAG);
    cloud.masterTags.put("x", "held by another");
    assertThat(driver.isPresent(intent)).isTrue();
    assertThatThrownBy(() -> driver.act(intent))
        .hasMessage(
            "nothing was touched: the lock on the stack is not ours: no tag drillmaster:lock");
    assertThat(cloud.log).containsExactly("may terminate i-m1");
  }

  @Test
  void shutdownAsksTheOperatingSystem() {
    Intent intent = driver.intent(SHUTDOWN, node("i-m1"));
    driver.act(intent);

    assertThat(cloud.log).last().isEqualTo("terminate i-m1");
    assertThat(intent.undo()).isEqualTo(Undo.REPLACE);
    assertThat(intent.words()).isEqualTo("shutdown-1 of i-m1");
    assertThat(driver.effect(intent)).contains("EC2 took it from running to terminated");
    assertThat(driver.showsEffectAtOnce()).isFalse();
  }

  @Test
  void whatEc2CannotDoIsRefused() {
    Fault freeze = new Fault.Freeze("freeze-1", Role.MASTER, ONE, Duration.ofSeconds(10));

    assertThatThrownBy(() -> driver.intent(freeze, node("i-m1")))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessage(
            "fault freeze-1 refused: i-m1: its SSM agent does not answer; see src/docs/aws.md, 'Ways into machines'");
  }

  @Test
  void whoMayNotIsRefusedBeforeAnythingIsTouched() {
    cloud.terminationDenied = "UnauthorizedOperation, no";
    assertThatThrownBy(() -> driver.intent(CRASH, node("i-m1")))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessageStartingWith(
            "fault crash-1 refused: TerminateInstances on i-m1 is not allowed (UnauthorizedOperation, no); use credentials that may");
    cloud.terminationDenied = "";
    cloud.taggingDenied = "UnauthorizedOperation, no";
    assertThatThrownBy(() -> driver.intent(CRASH, node("i-m1")))
        .hasMessageContaining("CreateTags on i-m1 is not allowed");

    assertThat(cloud.log).doesNotContain("terminate i-m1, OS shutdown skipped");
  }

  @Test
  void theProtectedIsSpared() {
    cloud.protectedOnes.add("i-m1");

    assertThatThrownBy(() -> driver.intent(CRASH, node("i-m1")))
        .hasMessage(
            "fault crash-1 refused: i-m1 has termination protection; switch disableApiTermination off, or name another");
  }

  @Test
  void isLookedAtOnceMoreRightBeforeTheAct() {
    Intent intent = driver.intent(CRASH, node("i-m1"));
    assertThat(driver.isPresent(intent)).isTrue();

    cloud.turn("i-m1", "stopping");

    assertThat(driver.isPresent(intent)).isFalse();
  }

  @Test
  void whatTheGroupHasLostMeanwhileCounts() {
    Intent intent = driver.intent(CRASH, node("i-m1"));
    cloud.targets.put("i-m2", new TargetHealth("unhealthy", "Target.Timeout"));

    assertThat(driver.isPresent(intent)).isFalse();
  }

  @Test
  void severalVictimsCountTogether() {
    Intent first = driver.intent(CRASH, node("i-m1"));
    driver.intent(CRASH, node("i-m2"));

    assertThat(driver.isPresent(first)).isFalse();
  }

  @Test
  void whoWasGoneBeforeIsNotTheFaultsDoing() {
    Intent intent = driver.intent(CRASH, node("i-m1"));
    cloud.turn("i-m1", "terminated");

    assertThatThrownBy(() -> driver.act(intent))
        .hasMessage(
            "i-m1 was terminated when it was to be terminated: that is not the fault's doing");
    assertThat(driver.effect(intent)).isEmpty();
  }

  @Test
  void isHealedWhenItsPlaceIsTaken() {
    watch.record(
        new Recorder() {
          @Override
          public void record(Event event) {}

          @Override
          public void close() {}
        });
    Intent intent = driver.intent(CRASH, node("i-m1"));
    driver.act(intent);
    assertThat(driver.healing(intent, ACTED))
        .isEqualTo(
            new Driver.Healing(
                Driver.State.CLEAN, "gone; its place is not taken yet: 2 of 3 serve"));
    cloud.leave("i-m1");
    cloud.start("i-m4", Role.MASTER);
    clock.set(10_000);
    watch.refresh();

    assertThat(driver.healing(intent, 9_000))
        .isEqualTo(new Driver.Healing(Driver.State.WHOLE, "replaced by i-m4"));
  }

  @Test
  void whoseActFailedIsWholeAndWhoIsBeingTakenIsNot() {
    Intent intent = driver.intent(CRASH, node("i-m1"));
    assertThat(driver.healing(intent, ACTED))
        .isEqualTo(new Driver.Healing(Driver.State.BROKEN, "it is being taken"));
    cloud.terminationFails = true;
    assertThatThrownBy(() -> driver.act(intent)).isInstanceOf(CloudException.class);

    assertThat(driver.healing(intent, ACTED))
        .isEqualTo(new Driver.Healing(Driver.State.WHOLE, "it runs: nothing was done to it"));
  }

  @Test
  void isNobodysButItsAccounts() {
    assertThat(driver.isPrivate()).isFalse();
    assertThat(driver.patience(CRASH.kind())).isEqualTo(Duration.ofSeconds(90));
    assertThat(List.of(Role.BALANCER, Role.STORE))
        .noneMatch(role -> AwsDriver.can(CRASH.kind(), role));
  }
}
