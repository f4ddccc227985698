package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.MemberEvent.Change;
import org.junit.jupiter.api.Test;

/** When lists and views are compared, and how much of that is enough (checks.md 3.5). */
class MembershipCoverageTest {

  /** Two members who know of each other; both are in service until 30 s. */
  private static Histories room() {
    return MembershipAgreesTest.heard(MembershipAgreesTest.room());
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.MEMBERSHIP_AGREES);
  }

  private static String counterexample(Histories histories) {
    assertThat(judged(histories).result()).isEqualTo(Result.FAIL);
    return judged(histories).counterexample().orElseThrow().sentence();
  }

  @Test
  void comparesViewsAtTheEndOfTheLoadThoughNoListWasRead() {
    assertThat(counterexample(MembershipAgreesTest.room()))
        .endsWith("but p2 was never told that it left, until +30.000 s");
  }

  @Test
  void comparesViewsWhenTheLoadGoesQuiet() {
    assertThat(counterexample(MembershipAgreesTest.room().phase(20, Phase.QUIET)))
        .endsWith("but p2 was never told that it left, until +20.000 s");
  }

  @Test
  void comparesViewsOnceEachTimeTheRoomHasSettled() {
    double settledAt = 17.06;
    Histories histories =
        room()
            .join(5, "p4", "s1", "c4", 3, "m1", "c1", "c2")
            .noticed(5.1, "p1", "s1", "c1", Change.JOINED, "c4")
            .noticed(5.1, "p2", "s1", "c2", Change.JOINED, "c4")
            .proofs(6, 30, 5, "p4", "s1", "c4", 3)
            .phase(settledAt, Phase.QUIET);
    Verdict verdict = judged(histories);
    assertThat(verdict.counterexamples()).isEmpty();
    assertThat(verdict.figure()).isEqualTo("0 of 1 sessions settled, 0 lists, 3 member views");
  }

  /** So many lists, each of which shows both members. */
  private static Histories lists(Histories histories, int count) {
    for (int i = 0; i < count; i++) {
      histories.list(i, Histories.view("s1", 100, "media_1", "c1", "c2"));
    }
    return histories;
  }

  @Test
  void oneListMoreThanTwiceTheNumberOfMastersIsEnough() {
    assertThat(judged(lists(room(), 7)).result()).isEqualTo(Result.PASS);
    assertThat(judged(lists(room(), 6)).reason())
        .startsWith("6 of the 7 session lists needed were read");
  }

  @Test
  void isUnknownWithoutTheViewOfAnyMember() {
    Histories left =
        new Histories()
            .cluster()
            .join(-40, "p1", "s1", "c1", 3, "m1")
            .proof(-35, "p1", "s1", "c1", 3)
            .leave(-30, "p1", "s1")
            .phase(0, Phase.STEADY)
            .phase(30, Phase.LEAVE);
    Verdict verdict = judged(MembershipAgreesTest.lists(left));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo("no member's own view could be compared; there is one source only");
  }

  @Test
  void halfOfTheSessionsMustHaveSettledWhileListsWereRead() {
    Histories half = lists(room(), 9).join(-1, "q1", "s2", "d1", 4, "m1");
    assertThat(judged(half).result()).isEqualTo(Result.PASS);
    Histories fewer = half.join(-1, "q2", "s3", "d2", 5, "m1");
    assertThat(judged(fewer).result()).isEqualTo(Result.UNKNOWN);
    assertThat(judged(fewer).reason())
        .isEqualTo(
            "only 1 of 3 sessions had settled while lists were read; end with steady: settled");
  }
}
