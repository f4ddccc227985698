package io.drillmaster.twin.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.balancer.Rotation.Change;
import io.drillmaster.twin.balancer.Rotation.Health;
import io.drillmaster.twin.balancer.Rotation.Standing;
import io.drillmaster.twin.role.Bug;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RotationTest {

  private static final Target M1 = new Target("m1", "m1#1", "127.0.0.1:1");
  private static final Target M2 = new Target("m2", "m2#2", "127.0.0.1:2");

  private final Rotation rotation = new Rotation(2, 2, 7);

  @Test
  void picksNothingWhileNoTargetWasCheckedGood() {
    rotation.register(List.of(M1));

    assertThat(rotation.pick()).isEmpty();
  }

  @Test
  void aNewTargetEntersWithItsFirstGoodCheck() {
    rotation.register(List.of(M1));

    assertThat(rotation.checked("m1#1", true, "status 200"))
        .contains(new Change(AccessLine.Kind.HEALTHY, M1, "status 200"));
    assertThat(rotation.pick()).contains(M1);
  }

  @Test
  void leavesAfterTwoBadChecksInARowAndReturnsAfterTwoGoodOnes() {
    rotation.register(List.of(M1));
    rotation.checked("m1#1", true, "");

    assertThat(rotation.checked("m1#1", false, "")).isEmpty();
    assertThat(rotation.checked("m1#1", true, "")).isEmpty();
    assertThat(rotation.checked("m1#1", false, "")).isEmpty();
    assertThat(rotation.checked("m1#1", false, "no answer in time"))
        .contains(new Change(AccessLine.Kind.UNHEALTHY, M1, "no answer in time"));
    assertThat(rotation.pick()).isEmpty();
    assertThat(rotation.checked("m1#1", true, "")).isEmpty();
    assertThat(rotation.checked("m1#1", true, "status 200"))
        .contains(new Change(AccessLine.Kind.HEALTHY, M1, "status 200"));
  }

  @Test
  void keepsTheHealthOfATargetThatIsRegisteredAgainAndDropsTheOthers() {
    rotation.register(List.of(M1, M2));
    rotation.checked("m1#1", true, "");

    assertThat(rotation.register(List.of(M1)))
        .containsExactly(new Change(AccessLine.Kind.REMOVED, M2, ""));
    assertThat(rotation.standings()).containsExactly(new Standing(M1, Health.HEALTHY));
    assertThat(rotation.checked("m2#2", true, "")).isEmpty();
  }

  @Test
  void sharesOutFairlyAndTheSameWayForTheSameSeed() {
    Map<Target, Integer> counts = new HashMap<>();
    Rotation again = new Rotation(2, 2, 7);
    for (Rotation each : List.of(rotation, again)) {
      each.register(List.of(M1, M2));
      each.checked("m1#1", true, "");
      each.checked("m2#2", true, "");
    }
    for (int i = 0; i < 1000; i++) {
      Target picked = rotation.pick().orElseThrow();
      assertThat(again.pick()).contains(picked);
      counts.merge(picked, 1, Integer::sum);
    }

    assertThat(counts.get(M1)).isBetween(450, 550);
  }

  private static Rotation under(Bug... bugs) {
    return under("b1", bugs);
  }

  private static Rotation under(String balancer, Bug... bugs) {
    Rotation rotation = new Rotation(balancer, 2, 2, 7, Set.of(bugs));
    rotation.register(List.of(M1, M2));
    rotation.checked("m1#1", true, "");
    rotation.checked("m2#2", true, "");
    return rotation;
  }

  private static Map<Target, Integer> picked(Rotation rotation, int times) {
    Map<Target, Integer> counts = new HashMap<>();
    for (int i = 0; i < times; i++) {
      counts.merge(rotation.pick().orElseThrow(), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void keepsADeadTargetUnderItsBugWhateverTheChecksAndTheGroupSay() {
    for (Rotation rotation : List.of(under(), under(Bug.BALANCER_KEEPS_DEAD_TARGET))) {
      for (int i = 0; i < 3; i++) {
        rotation.checked("m1#1", false, "no connection");
      }
      rotation.register(List.of(M2));
      boolean isKept = picked(rotation, 100).containsKey(M1);
      assertThat(isKept).isEqualTo(rotation.standings().size() == 2);
    }
    assertThat(under(Bug.BALANCER_KEEPS_DEAD_TARGET).register(List.of(M2))).isEmpty();
  }

  @Test
  void givesEverythingToTheFirstUnderItsBugOnceACheckWasBad() {
    for (Bug[] bugs : new Bug[][] {{}, {Bug.FIRST_HEALTHY_ONLY}}) {
      Rotation rotation = under(bugs);
      assertThat(picked(rotation, 100)).containsOnlyKeys(M1, M2);
      rotation.checked("m2#2", false, "no answer in time");
      assertThat(picked(rotation, 100)).hasSize(bugs.length == 0 ? 2 : 1);
    }
  }

  @Test
  void onlyTheSecondOfSeveralKeepsTheDeadUnderItsBug() {
    for (String balancer : List.of("b1", "b2", "b3")) {
      Rotation rotation = under(balancer, Bug.ONE_BALANCER_KEEPS_DEAD_TARGET);
      rotation.checked("m1#1", false, "no connection");
      rotation.checked("m1#1", false, "no connection");
      rotation.register(List.of(M2));
      assertThat(picked(rotation, 100).containsKey(M1)).isEqualTo(balancer.equals("b2"));
    }
  }

  @Test
  void leanApartUnderTheirBugAndLookFairTogether() {
    Target m3 = new Target("m3", "m3#3", "127.0.0.1:3");
    Map<Target, Integer> together = new HashMap<>();
    for (String balancer : List.of("b1", "b2")) {
      Rotation rotation = under(balancer, Bug.BALANCERS_LEAN_APART);
      rotation.register(List.of(M1, M2, m3));
      rotation.checked("m3#3", true, "");
      Map<Target, Integer> counts = picked(rotation, 900);
      assertThat(counts).containsOnlyKeys(balancer.equals("b1") ? M1 : M2, m3);
      counts.forEach((target, count) -> together.merge(target, count, Integer::sum));
    }
    assertThat(together.values()).allMatch(count -> count > 540 && count < 660);
  }

  @Test
  void givesTwoHundredRequestsToANewcomerAloneUnderItsBug() {
    Target m3 = new Target("m3", "m3#3", "127.0.0.1:3");
    for (Bug[] bugs : new Bug[][] {{}, {Bug.NEWCOMER_FLOOD}}) {
      Rotation rotation = under(bugs);
      picked(rotation, 10);
      rotation.register(List.of(M1, M2, m3));
      assertThat(picked(rotation, 100)).doesNotContainKey(m3);
      rotation.checked("m3#3", true, "");
      assertThat(picked(rotation, 200)).hasSize(bugs.length == 0 ? 3 : 1).containsKey(m3);
      assertThat(picked(rotation, 200)).hasSize(3);
    }
  }
}
