package io.drillmaster.twin.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Lease lease = new Lease(RoleClocks.real(), Lease.Rule.FROM_QUESTION);

  @Test
  void isNotValidBeforeItIsGranted() {
    assertThat(lease.isValid(0)).isFalse();
  }

  @Test
  void isValidFourAndAHalfSecondsFromBeforeTheQuestionHoweverLateTheAnswer() {
    lease.granted(10 * SECOND, 13 * SECOND);
    assertThat(lease.isValid(14 * SECOND + SECOND / 2 - 1)).isTrue();
    assertThat(lease.isValid(14 * SECOND + SECOND / 2)).isFalse();
  }

  @Test
  void anOldAnswerThatArrivesLateNeverShortensIt() {
    lease.granted(11 * SECOND, 11 * SECOND);
    lease.granted(10 * SECOND, 12 * SECOND);
    assertThat(lease.isValid(15 * SECOND)).isTrue();
  }

  @Test
  void droppingIsFinal() {
    lease.granted(10 * SECOND, 10 * SECOND);
    lease.drop();
    lease.granted(11 * SECOND, 11 * SECOND);
    assertThat(lease.isValid(11 * SECOND)).isFalse();
  }

  @Test
  void theFastProfileDividesTheClocksButKeepsTheLeaseAboveStalls() {
    RoleClocks fast = RoleClocks.real().dividedBy(3);
    assertThat(fast.lease()).isEqualTo(Duration.ofMillis(2_500));
    assertThat(fast.renewEvery()).isEqualTo(Duration.ofMillis(500));
    assertThat(fast.window()).isEqualTo(Duration.ofSeconds(10).dividedBy(3));
    assertThat(fast.suspense()).isEqualTo(Duration.ofMillis(3_500));
    assertThat(fast.leaseMargin()).isEqualTo(Duration.ofMillis(500));
    assertThat(RoleClocks.real().dividedBy(1)).isEqualTo(RoleClocks.real());
    assertThatThrownBy(() -> RoleClocks.real().dividedBy(0))
        .hasMessage("clock factor 0 is not allowed; use 1 (real) to 10");
  }

  @Test
  void suspenseOutlastsDetectionAndIsShorterThanTheClientsPatience() {
    RoleClocks clocks = RoleClocks.real();
    Duration detection = clocks.lease().plus(clocks.sweepEvery()).plus(Duration.ofMillis(50));
    assertThat(clocks.suspense()).isBetween(detection, Duration.ofSeconds(10));
  }
}
