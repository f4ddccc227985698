package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.run.port.Nemesis;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two who want one stack: by their marks on an account that a test sets by hand. */
class ClusterLockTest {
  private final FakeCloud cloud = FakeCloud.threeAndTwo();
  private final HandClock clock = new HandClock();

  private LockTag tag(String run) {
    return LockTag.of(run, "arn:" + run, run + "-host/1", clock.now);
  }

  private ClusterLock take(String run) {
    return ClusterLock.take(cloud, FakeCloud.MASTERS, tag(run), clock);
  }

  private void pass(String length) {
    clock.now = clock.now.plus(Duration.parse("PT" + length));
  }

  @Test
  void saysWhoHoldsTheStack() {
    take("r1");

    assertThatThrownBy(() -> take("r2"))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessage(
            "lock of the stack: run r1 by arn:r1 on r1-host/1 since 2026-03-04T09:15:00Z until 2026-03-04T09:25:00Z; wait for its end, or stop it by the tag drillmaster:stop");
    assertThat(cloud.log).containsExactly("set drillmaster:lock");
  }

  @Test
  void ofTwoWhoTakeItAtTheSameTimeTheLastWriterHasIt() {
    LockTag rival = tag("r2");
    clock.meanwhile = () -> cloud.masterTags.put(LockTag.KEY, rival.text());

    assertThatThrownBy(() -> take("r1"))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessageStartingWith("lock of the stack: taken at the same time by run r2 by arn:r2");
    assertThat(cloud.masterTags).containsEntry(LockTag.KEY, rival.text());
  }

  @Test
  void whoeverWroteTooLateWithdraws() {
    cloud.whileTagging = () -> pass("3.001S");

    assertThatThrownBy(() -> take("r1"))
        .isInstanceOf(Nemesis.Refused.class)
        .hasMessage(
            "lock of the stack: AWS took 3001 ms to set a tag, and only within 3000 ms nobody else can have taken it; try again");
    assertThat(cloud.masterTags).doesNotContainKey(LockTag.KEY);
  }

  @Test
  void aDeadHolderBlocksNobodyForLongerThanItsTime() {
    take("r1");
    pass("11M1S");

    assertThat(take("r2").tag().run()).isEqualTo("r2");
  }

  @Test
  void aHolderRenewsAndGivesBack() {
    ClusterLock lock = take("r1");
    assertThat(lock.lost(cloud.masterTags)).isEmpty();
    pass("3M");
    assertThat(lock.lost(cloud.masterTags)).isEmpty();

    assertThat(lock.tag().until()).isEqualTo(clock.now.plus(LockTag.LENGTH));
    assertThat(cloud.masterTags).containsEntry(LockTag.KEY, lock.tag().text());
    lock.release();
    lock.release();
    assertThat(cloud.masterTags).doesNotContainKey(LockTag.KEY);
  }

  @Test
  void aHolderNoticesWhenItHoldsNoLonger() {
    ClusterLock lock = take("r1");
    assertThat(lock.lost(Map.of())).isEmpty();
    assertThat(lock.lost(Map.of()))
        .contains("the lock on the stack is gone: somebody deleted the tag drillmaster:lock");

    String rival = tag("r2").text();
    cloud.masterTags.put(LockTag.KEY, rival);
    assertThat(lock.lost(cloud.masterTags))
        .contains("the lock on the stack was taken over: " + rival);
    lock.release();
    assertThat(cloud.masterTags).containsEntry(LockTag.KEY, rival);
  }

  @Test
  void whatCouldNotBeRenewedInTimeIsNotRenewedLater() {
    ClusterLock lock = take("r1");
    pass("10M");

    assertThat(lock.over())
        .contains("the lock on the stack could not be renewed until 2026-03-04T09:25:00Z");
    assertThat(lock.lost(cloud.masterTags)).isEqualTo(lock.over());
  }

  @Test
  void aTagThatIsNoLockIsNotOverwritten() {
    cloud.masterTags.put(LockTag.KEY, "mine, keep off");

    assertThatThrownBy(() -> take("r1"))
        .hasMessage(
            "lock of the stack: the tag drillmaster:lock = mine, keep off is no lock of ours; delete it when nobody needs it");
  }

  @Test
  void whereAwsRefusesTheTagNothingIsHeld() {
    cloud.whileTagging =
        () -> {
          throw new CloudException("autoscaling:CreateOrUpdateTags: AccessDenied");
        };

    assertThatThrownBy(() -> take("r1")).isInstanceOf(CloudException.class);
    assertThat(cloud.masterTags).doesNotContainKey(LockTag.KEY);
  }
}
