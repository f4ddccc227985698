package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StackLeversTest {
  private final FakeCloud cloud = FakeCloud.threeAndTwo();
  private Instant now = Instant.parse("2026-03-04T09:15:00Z");
  private final ClusterLock lock =
      ClusterLock.take(
          cloud,
          FakeCloud.MASTERS,
          LockTag.of("r1", "me", "here/1", now),
          new WallClock() {
            @Override
            public Instant now() {
              return now;
            }

            @Override
            public void pause(Duration length) {}
          });
  private final StackLevers levers = new StackLevers(cloud, FakeCloud.MASTERS, lock);

  @Test
  void aTagWithAnyValueStops() {
    assertThat(levers.tags()).isEmpty();
    cloud.masterTags.put(StackLevers.STOP_TAG, "");

    assertThat(levers.tags())
        .contains("stopped by the tag drillmaster:stop =  on the master group");
  }

  @Test
  void aLostLockStops() {
    cloud.masterTags.put(LockTag.KEY, LockTag.of("r2", "you", "there/2", now).text());

    assertThat(levers.tags()).get().asString().startsWith("the lock on the stack was taken over");
  }

  @Test
  void whoeverCannotAskStopsOnlyWhenTheLockIsOver() {
    cloud.failure = new CloudException("throttled");
    assertThatThrownBy(levers::tags).isSameAs(cloud.failure);
    now = now.plus(Duration.ofMinutes(11));

    assertThat(levers.tags()).get().asString().startsWith("the lock on the stack could not be");
  }

  @Test
  void theSafetyLeverStopsFromTheMomentItIsBeingEngaged() {
    assertThat(levers.safety()).isEmpty();
    cloud.lever = new SafetyLever("engaging", "incident 4711");

    assertThat(levers.safety())
        .contains("stopped by the safety lever of AWS FIS: engaging, incident 4711");
  }
}
