package io.drillmaster.twin.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.group.ScalingGroup.Action.GiveUp;
import io.drillmaster.twin.group.ScalingGroup.Action.Kill;
import io.drillmaster.twin.group.ScalingGroup.Action.Start;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScalingGroupTest {

  private static final long SECOND = 1_000_000_000L;

  private final ScalingGroup group = new ScalingGroup(TwinRole.MASTER, 2, Duration.ofSeconds(3));

  @BeforeEach
  void fill() {
    group.ready("m1", "m1#1");
    group.ready("m2", "m2#2");
  }

  @Test
  void isWholeWhenEveryPlaceIsTaken() {
    assertThat(group.names()).containsExactly("m1", "m2");
    assertThat(group.isWhole()).isTrue();
    assertThat(new ScalingGroup(TwinRole.MASTER, 1, Duration.ZERO).isWhole()).isFalse();
  }

  @Test
  void replacesAKilledNodeByANewNameAfterTheDelay() {
    assertThat(group.ended("m1#1", false, SECOND)).isEmpty();
    assertThat(group.isWhole()).isFalse();

    assertThat(group.due(4 * SECOND - 1)).isEmpty();
    assertThat(group.due(4 * SECOND)).containsExactly(new Start("m3", true));
    assertThat(group.due(9 * SECOND)).isEmpty();

    group.ready("m3", "m3#3");
    assertThat(group.isWhole()).isTrue();
  }

  @Test
  void endsALostNodeWhenItStartsTheReplacement() {
    group.lost("m2#2", 0);

    assertThat(group.due(3 * SECOND)).containsExactly(new Kill("m2#2"), new Start("m3", true));
  }

  @Test
  void bootsAFencedNodeAgainAtOnceWhileItsPlaceIsFree() {
    group.lost("m1#1", 0);

    assertThat(group.ended("m1#1", true, 1 * SECOND)).containsExactly(new Start("m1", false));
    assertThat(group.due(3 * SECOND)).isEmpty();
    group.ready("m1", "m1#3");
    assertThat(group.isWhole()).isTrue();
  }

  @Test
  void leavesAFencedNodeDownWhenItsPlaceIsTaken() {
    group.lost("m1#1", 0);
    group.due(3 * SECOND);

    assertThat(group.ended("m1#1", true, 4 * SECOND)).isEmpty();
    group.ready("m3", "m3#3");
    assertThat(group.ended("m1#1", true, 5 * SECOND)).isEmpty();
    assertThat(group.isWhole()).isTrue();
  }

  @Test
  void givesUpAPlaceAfterThreeFailedStarts() {
    group.ended("m1#1", false, 0);
    assertThat(group.due(3 * SECOND)).containsExactly(new Start("m3", true));
    assertThat(group.failed("m3", 4 * SECOND)).isEmpty();
    assertThat(group.due(7 * SECOND)).containsExactly(new Start("m4", true));
    assertThat(group.failed("m4", 8 * SECOND)).isEmpty();
    assertThat(group.due(11 * SECOND)).containsExactly(new Start("m5", true));

    assertThat(group.failed("m5", 12 * SECOND)).containsExactly(new GiveUp("m5"));
    assertThat(group.due(99 * SECOND)).isEmpty();
  }

  @Test
  void ignoresWhatItNeverKnew() {
    group.lost("m9#9", 0);

    assertThat(group.ended("m9#9", true, 0)).isEmpty();
    assertThat(group.isWhole()).isTrue();
  }

  @Test
  void replacesNobodyUnderTheBug() {
    ScalingGroup idle = new ScalingGroup(TwinRole.MASTER, 1, Duration.ofSeconds(3), false);
    idle.ready("m1", "m1#1");
    idle.lost("m1#1", 0);

    assertThat(idle.due(3 * SECOND)).containsExactly(new Kill("m1#1"));
    assertThat(idle.due(99 * SECOND)).isEmpty();
    assertThat(idle.isWhole()).isFalse();
  }
}
