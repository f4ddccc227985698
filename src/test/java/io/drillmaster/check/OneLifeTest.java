package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OneLifeTest {

  private static Histories room() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .join(-19, "p2", "s1", "c2", 3, "m2", "c1")
        .proof(-10, "p1", "s1", "c1", 3)
        .proof(-10, "p2", "s1", "c2", 3);
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.ONE_LIFE);
  }

  @Test
  void passesOneLifeAfterTheOther() {
    Verdict verdict =
        judged(
            room()
                .crash(0, "m1")
                .enter(6, "p1", "s1", "c3", 4, "m2")
                .enter(6.1, "p2", "s1", "c4", 4, "m2", "c3")
                .proof(7, "p1", "s1", "c3", 4));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("2 lives of 1 session");
    assertThat(verdict.evidence()).isEqualTo("0 overlap, 1 session with two observers, 0 lists");
  }

  @Test
  void passesALateAnswerOfTheOldLifeToARequestBegunBeforeTheNewOneServed() {
    Histories histories = room().crash(0, "m1");
    long late = histories.unanswered(5.9, "p2", "s1", "c2", 3);
    histories.enter(6, "p1", "s1", "c3", 4, "m2").back(6.5, "p2", "s1", "c2", 3, late);
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void failsWhenTheOldLifeStillServesARequestBegunAfterTheNewOneServed() {
    Verdict verdict =
        judged(
            room()
                .crash(0, "m1")
                .enter(6, "p1", "s1", "c3", 4, "m2")
                .proof(6.2, "p2", "s1", "c2", 3));
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p1 was served on life 4 at +6.060 s, and p2 was still served on life 3 by"
                + " a request begun at +6.200 s");
  }

  @Test
  void failsWhenOneLifeNumberHasTwoCreations() {
    Verdict verdict =
        judged(
            room()
                .crash(0, "m1")
                .list(-5, Histories.view("s1", 100, "media_1", "c1", "c2"))
                .enter(6, "p1", "s1", "c3", 3, "m2")
                .list(7, Histories.view("s1", 200, "media_1", "c3")));
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: life 3 is claimed by two creations of the session, createdAt 100 and"
                + " createdAt 200 (c3)");
  }

  @Test
  void failsWhenAConnectionJoinsTwice() {
    Verdict verdict = judged(room().crash(0, "m1").enter(6, "p2", "s1", "c1", 4, "m2"));
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo("session s1: connection c1 joined twice: by p1 in life 3 and by p2 in life 4");
  }

  @Test
  void tellsOfAConnectionThatJoinedTwiceFromTheFirstJoinOn() {
    Verdict verdict =
        judged(
            room()
                .join(-20, "p3", "s2", "c5", 3, "m1")
                .join(-19, "p4", "s2", "c6", 3, "m2", "c5")
                .crash(0, "m1")
                .enter(6, "p2", "s1", "c1", 4, "m2")
                .enter(6, "p3", "s2", "c7", 4, "m2")
                .proof(6.2, "p4", "s2", "c6", 3));
    assertThat(verdict.counterexamples().stream().map(Counterexample::session))
        .as("the shorter story first")
        .containsExactly("s2", "s1");
  }

  @Test
  void failsWhenAReplacedCreationComesBack() {
    Verdict verdict =
        judged(
            room()
                .crash(0, "m1")
                .list(1, Histories.view("s1", 100, "media_1", "c1"))
                .list(2, Histories.view("s1", 200, "media_1"))
                .list(3, Histories.view("s1", 100, "media_1", "c1")));
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: prober read createdAt 100 at +1.000 s, then 200 at +2.000 s, then 100"
                + " again at +3.000 s");
    assertThat(verdict.evidence()).isEqualTo("1 overlap, 1 session with two observers, 3 lists");
  }

  private static Histories created(Histories histories, double at, long createdAt) {
    return histories.list(at, Histories.view("s1", createdAt, "media_1"));
  }

  @Test
  void countsACreationThatKeepsComingBackOnceForEachReturn() {
    Histories histories = room().crash(0, "m1");
    for (int second = 1; second <= 5; second++) {
      created(histories, second, second % 2 == 1 ? 100 : 200);
    }
    Verdict verdict = judged(histories);
    assertThat(verdict.evidence()).startsWith("2 overlap");
    assertThat(verdict.counterexamples().stream().map(Counterexample::sentence))
        .containsExactly(
            "session s1: prober read createdAt 100 at +1.000 s, then 200 at +2.000 s, then 100"
                + " again at +3.000 s",
            "session s1: prober read createdAt 100 at +3.000 s, then 200 at +4.000 s, then 100"
                + " again at +5.000 s");
  }

  /** A list takes 10 ms: the second was begun just as the first was answered. */
  @Test
  void listsThatOverlapSayNothingOfAnOrder() {
    Histories old = room().crash(0, "m1");
    created(created(created(old, 1, 100), 2, 200), 2.01, 100);
    assertThat(judged(old).result()).isEqualTo(Result.PASS);
    Histories early = room().crash(0, "m1");
    created(created(created(early, 1, 100), 1.01, 200), 3, 100);
    assertThat(judged(early).result()).isEqualTo(Result.PASS);
  }

  /** p1 lost its socket and is back: somebody may now be in a half of the room. */
  private static Histories affected() {
    return room()
        .crash(0, "m1")
        .lost(0.1, "p1", "s1")
        .resume(1, "p1", "s1", "c1", 3, "m3")
        .proof(1.1, "p1", "s1", "c1", 3);
  }

  private static Histories canary(Histories histories, String... peers) {
    return histories
        .writer("prober")
        .join(30, "joiner-1", "s1", "c9", 3, "m3", peers)
        .leave(31, "joiner-1", "s1")
        .writer("worker-1");
  }

  @Test
  void passesACanaryJoinThatFindsEverybody() {
    Verdict verdict = judged(canary(affected(), "c1", "c2").proof(32, "p2", "s1", "c2", 3));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("1 life of 1 session");
  }

  @Test
  void failsWhenAJoinDoesNotFindAMemberWhoIsServedBeforeAndAfter() {
    assertThat(
            judged(canary(affected(), "c1").proof(32, "p2", "s1", "c2", 3))
                .counterexample()
                .orElseThrow()
                .sentence())
        .isEqualTo(
            "session s1: joiner-1 joined at +30.060 s and was not told of p2 (c2), a member"
                + " of the same life since -18.940 s that was still served by a request begun at"
                + " +32.000 s");
  }

  @Test
  void passesAJoinThatDoesNotFindWhoWasGone() {
    assertThat(judged(canary(affected(), "c1").lost(29, "p2", "s1")).counterexamples()).isEmpty();
  }

  @Test
  void allowsAProofBegunBeforeTheJoinWasAnswered() {
    assertThat(judged(canary(affected(), "c1").proof(30.05, "p2", "s1", "c2", 3)).counterexamples())
        .isEmpty();
  }

  @Test
  void allowsAJoinThatRacesAnother() {
    assertThat(
            judged(
                    canary(affected(), "c1", "c2")
                        .join(30, "p3", "s1", "c8", 3, "m3", "c1", "c2")
                        .proof(32, "p3", "s1", "c8", 3))
                .counterexamples())
        .isEmpty();
  }

  @Test
  void saysThatNobodyJoinedAfterwards() {
    Verdict verdict = judged(affected());
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure())
        .isEqualTo("1 life of 1 session; not judged: separation at the next join");
  }

  @Test
  void isUnknownWhenTheCanaryJoinedWhileOthersWereStillOut() {
    Verdict verdict =
        judged(
            room()
                .crash(0, "m1")
                .lost(0.1, "p1", "s1")
                .writer("prober")
                .join(1, "joiner-1", "s1", "c9", 3, "m3", "c1", "c2"));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "only 0 of 1 sessions that lost somebody were joined afterwards; let canaries join"
                + " when all have settled");
  }

  /** So many sessions lost somebody who is back, and a canary joins the first of them. */
  private static Histories joinedOneOf(int sessions) {
    Histories histories = new Histories().cluster().crash(0, "m1");
    for (int i = 1; i <= sessions; i++) {
      String session = "s" + i;
      histories
          .join(-20, "a" + i, session, "ca" + i, 3, "m1")
          .join(-19, "b" + i, session, "cb" + i, 3, "m2", "ca" + i)
          .lost(0.1, "a" + i, session)
          .resume(1, "a" + i, session, "ca" + i, 3, "m3")
          .proof(1.1, "a" + i, session, "ca" + i, 3);
    }
    return canary(histories, "ca1", "cb1");
  }

  @Test
  void isUnknownWhenCanariesJoinedLessThanHalfOfTheSessionsConcerned() {
    assertThat(judged(joinedOneOf(2)).result()).isEqualTo(Result.PASS);
    assertThat(judged(joinedOneOf(3)).reason())
        .startsWith("only 1 of 3 sessions that lost somebody were joined afterwards");
  }

  @Test
  void isUnknownWithoutASecondObserver() {
    Verdict verdict = judged(new Histories().cluster().join(-20, "p1", "s1", "c1", 3, "m1"));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason()).contains("no session had two members in service");
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).result()).isEqualTo(Result.UNKNOWN);
  }

  /** Brute force: some proof of each life begun after some proof of the other had come back. */
  private static boolean interleaved(List<long[]> one, List<long[]> other) {
    boolean oneAfter = one.stream().anyMatch(a -> other.stream().anyMatch(b -> b[1] < a[0]));
    boolean otherAfter = other.stream().anyMatch(a -> one.stream().anyMatch(b -> b[1] < a[0]));
    return oneAfter && otherAfter;
  }

  @Test
  void fourNumbersPerLifeEqualTheBruteForceDefinition() {
    Random random = new Random(42);
    for (int run = 0; run < 20_000; run++) {
      Room room = new Room("s1", 0);
      Person person = new Person("p1", 0, room, "worker-1");
      List<Life> lives = List.of(room.life(1, 0), room.life(2, 0));
      List<List<long[]>> proofs = List.of(new ArrayList<>(), new ArrayList<>());
      int count = random.nextInt(6);
      for (int i = 0; i < count; i++) {
        int which = random.nextInt(2);
        long invoked = random.nextInt(20);
        long ok = invoked + 1 + random.nextInt(10);
        lives.get(which).served(person, invoked, ok);
        proofs.get(which).add(new long[] {invoked, ok});
      }
      assertThat(OneLife.areInterleaved(lives.get(0), lives.get(1)))
          .as("seed 42, run %d", run)
          .isEqualTo(interleaved(proofs.get(0), proofs.get(1)));
    }
  }
}
