package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.MemberEvent.Verdict;
import io.drillmaster.history.ProbeEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldTheTruthTest {

  /** Two members of a session owned by m2; p1 entered by m1, p2 by m3. */
  private static Histories room() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .join(-19, "p2", "s1", "c2", 3, "m3", "c1")
        .owns(-18, "m2", "s1", 100)
        .list(-17, Histories.view("s1", 100, "media_1", "c1", "c2"))
        .proof(-3, "p1", "s1", "c1", 3)
        .proof(-3, "p2", "s1", "c2", 3);
  }

  private static io.drillmaster.check.Verdict judged(Histories histories) {
    return histories.verdict(Checks.TOLD_THE_TRUTH);
  }

  @Test
  void passesNodeCrashedOfALifeThatEnded() {
    io.drillmaster.check.Verdict verdict =
        judged(
            room()
                .crash(0, "m2")
                .told(5, "p1", "s1", "c1", 3, Verdict.NODE_CRASHED)
                .told(5.1, "p2", "s1", "c2", 3, Verdict.NODE_CRASHED)
                .enter(5.3, "p1", "s1", "c3", 4, "m1")
                .proof(5.4, "p1", "s1", "c3", 4));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("2 nodeCrashed, 0 networkDisconnect");
    assertThat(verdict.evidence()).isEqualTo("0 wrong reason");
  }

  @Test
  void failsNodeCrashedOfALifeThatGoesOn() {
    io.drillmaster.check.Verdict verdict =
        judged(
            room()
                .crash(0, "m1")
                .lost(0.1, "p1", "s1")
                .told(3, "p1", "s1", "c1", 3, Verdict.NODE_CRASHED)
                .proof(4.5, "p2", "s1", "c2", 3));
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p1 was told nodeCrashed about life 3 at +3.000 s, yet p2 was served on it"
                + " by a request begun at +4.500 s");
  }

  @Test
  void allowsAProofThatTheNoticeRaced() {
    assertThat(
            judged(
                    room()
                        .crash(0, "m2")
                        .told(3, "p1", "s1", "c1", 3, Verdict.NODE_CRASHED)
                        .proof(3.9, "p2", "s1", "c2", 3))
                .result())
        .isEqualTo(Result.PASS);
  }

  @Test
  void failsNetworkDisconnectOfALifeWhoseOwnerWasDown() {
    io.drillmaster.check.Verdict verdict =
        judged(room().crash(0, "m2").told(5, "p1", "s1", "c1", 3, Verdict.NETWORK_DISCONNECT));
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p1 asked at +4.980 s and was told networkDisconnect about life 3 at"
                + " +5.000 s, but its owner m2 was down (crash) since +0.020 s");
  }

  @Test
  void passesNetworkDisconnectOfALifeWhoseOwnerIsUp() {
    assertThat(
            judged(
                    room()
                        .crash(0, "m1")
                        .lost(0.1, "p1", "s1")
                        .told(10.5, "p1", "s1", "c1", 3, Verdict.NETWORK_DISCONNECT))
                .result())
        .isEqualTo(Result.PASS);
  }

  @Test
  void believesTheWebhookWhereTheOwnerIsUnknown() {
    Histories unknownOwner =
        new Histories()
            .cluster()
            .join(-20, "p1", "s1", "c1", 3, "m1")
            .crash(0, "m2")
            .add(
                new ProbeEvent.Webhook(
                    Histories.nanos(4),
                    0,
                    "nodeCrashed",
                    "",
                    "",
                    "",
                    null,
                    "master_2",
                    "masternode",
                    List.of("s1")))
            .told(5, "p1", "s1", "c1", 3, Verdict.NETWORK_DISCONNECT);
    assertThat(judged(unknownOwner).counterexample().orElseThrow().sentence())
        .endsWith("but a webhook listed it as crashed at +4.000 s");
  }

  @Test
  void isUnknownWhereTheOwnerIsUnknown() {
    io.drillmaster.check.Verdict verdict =
        judged(
            new Histories()
                .cluster()
                .join(-20, "p1", "s1", "c1", 3, "m1")
                .crash(0, "m2")
                .told(5, "p1", "s1", "c1", 3, Verdict.NETWORK_DISCONNECT));
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "1 of 1 networkDisconnect concern lives of unknown owner; let nodes be probed or"
                + " webhooks be received");
    assertThat(verdict.findings())
        .containsExactly("1 networkDisconnect with unknown owner, not judged");
  }

  @Test
  void isUnknownWhenAFaultStruckAndNobodyWasTold() {
    assertThat(judged(room().crash(0, "m1")).result()).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void passesWhenNothingHappenedAndNobodyWasToldAnything() {
    assertThat(judged(room()).result()).isEqualTo(Result.PASS);
  }

  private static String counterexample(Histories histories) {
    assertThat(judged(histories).result()).isEqualTo(Result.FAIL);
    return judged(histories).counterexample().orElseThrow().sentence();
  }

  /** p1 asks and is told at that time that the network disconnected it. */
  private static Histories disconnected(Histories histories, double at) {
    return histories.told(at, "p1", "s1", "c1", 3, Verdict.NETWORK_DISCONNECT);
  }

  /** One member of a session whose owner nobody tells, last proven at that time. */
  private static Histories ownerless(double provenAt) {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .proof(provenAt, "p1", "s1", "c1", 3);
  }

  @Test
  void aProofBegunJustASecondAfterTheNoticeMayHaveRacedIt() {
    Histories raced =
        room()
            .crash(0, "m2")
            .told(3, "p1", "s1", "c1", 3, Verdict.NODE_CRASHED)
            .proof(4, "p2", "s1", "c2", 3);
    assertThat(judged(raced).result()).isEqualTo(Result.PASS);
  }

  @Test
  void failsNodeCrashedThatNamesALifeThatGoesOnByItsNumberOnly() {
    String noConnection = "";
    Histories histories =
        room()
            .crash(0, "m1")
            .lost(0.1, "p1", "s1")
            .told(3, "p1", "s1", noConnection, 3, Verdict.NODE_CRASHED)
            .proof(4.5, "p2", "s1", "c2", 3);
    assertThat(counterexample(histories))
        .startsWith("session s1: p1 was told nodeCrashed about life 3 at +3.000 s, yet p2");
  }

  @Test
  void failsNetworkDisconnectOfALifeWhoseOwnerEndedByItself() {
    assertThat(counterexample(disconnected(room().phase(0, Phase.STEADY).fenced(1, "m2"), 5)))
        .endsWith("but its owner m2 was down (lease missed) since +1.000 s");
  }

  @Test
  void failsNetworkDisconnectOfALifeWhoseOwnerVanished() {
    Histories vanished =
        room().fault(0, "vanish-1", FaultKind.VANISH, Role.MASTER, "m2", Signature.SILENT);
    assertThat(counterexample(disconnected(vanished, 5)))
        .endsWith("but its owner m2 was down (vanish) since +0.020 s");
  }

  @Test
  void passesNetworkDisconnectOfALifeWhoseOwnerWasFrozen() {
    Histories frozen =
        room().fault(0, "freeze-1", FaultKind.FREEZE, Role.MASTER, "m2", Signature.SILENT);
    assertThat(judged(disconnected(frozen, 5)).result()).isEqualTo(Result.PASS);
  }

  @Test
  void passesWhenEachOfTwoSessionsWasToldItsOwnReason() {
    io.drillmaster.check.Verdict verdict =
        judged(
            room()
                .join(-20, "p3", "s2", "c8", 7, "m1")
                .owns(-18, "m3", "s2", 200)
                .list(-16, Histories.view("s2", 200, "media_1", "c8"))
                .crash(0, "m2")
                .told(5, "p1", "s1", "c1", 3, Verdict.NODE_CRASHED)
                .told(10.5, "p3", "s2", "c8", 7, Verdict.NETWORK_DISCONNECT));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("1 nodeCrashed, 1 networkDisconnect");
  }

  /** Of twenty members told networkDisconnect, so many were told of a life nobody ever joined. */
  private static Histories crowd(int strangers) {
    Histories histories = room().crash(0, "m1");
    for (int i = 1; i <= 20; i++) {
      String con = i <= strangers ? "" : "d" + i;
      histories
          .join(-10, "q" + i, "s1", "d" + i, 3, "m1", "c1", "c2")
          .told(10.5, "q" + i, "s1", con, con.isEmpty() ? 9 : 3, Verdict.NETWORK_DISCONNECT);
    }
    return histories;
  }

  @Test
  void oneNoticeInTwentyMayConcernALifeThatNobodyKnows() {
    io.drillmaster.check.Verdict verdict = judged(crowd(1));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.findings())
        .containsExactly("1 networkDisconnect with unknown owner, not judged");
    assertThat(judged(crowd(2)).reason())
        .startsWith("2 of 20 networkDisconnect concern lives of unknown owner");
  }

  @Test
  void anUnknownOwnerMattersOnlyIfAMasterWentDownBeforeTheAsking() {
    assertThat(judged(disconnected(ownerless(-3).crash(0, "m2"), 5)).result())
        .isEqualTo(Result.UNKNOWN);
    assertThat(judged(disconnected(ownerless(-3).crash(10, "m2"), 5)).result())
        .isEqualTo(Result.PASS);
  }

  @Test
  void whatHappensInTheMomentOfTheAskingDidNotHappenBefore() {
    double asking = 4.98;
    assertThat(judged(disconnected(room().fenced(asking, "m2"), 5)).result())
        .isEqualTo(Result.PASS);
    assertThat(judged(disconnected(ownerless(-3).fenced(asking, "m2"), 5)).result())
        .isEqualTo(Result.PASS);
    assertThat(
            judged(disconnected(ownerless(-3).crashWebhook(asking, "master_2", "s1"), 5)).result())
        .isEqualTo(Result.PASS);
  }

  @Test
  void aMasterThatIsDownMayOwnALifeThatIsServedUntilItIsFenced() {
    double downAt = 0.02;
    double fencedAfter = 7;
    Histories until = ownerless(downAt + fencedAfter).crash(0, "m2");
    assertThat(judged(disconnected(until, 9)).result()).isEqualTo(Result.UNKNOWN);
    Histories longer = ownerless(downAt + fencedAfter + 0.01).crash(0, "m2");
    assertThat(judged(disconnected(longer, 9)).result()).isEqualTo(Result.PASS);
  }

  @Test
  void aLifeThatWasNotProvenForLongerThanAProofTakesMayHaveEndedBeforeItsOwner() {
    assertThat(counterexample(ownerDownAfterAProof(-6.5))).contains("its owner m2 was down");
    io.drillmaster.check.Verdict longer = judged(ownerDownAfterAProof(-6.6));
    assertThat(longer.result()).isEqualTo(Result.UNKNOWN);
    assertThat(longer.reason()).startsWith("1 of 1 networkDisconnect concern");
  }

  /** The owner m2 ends at zero. */
  private static Histories ownerDownAfterAProof(double provenAt) {
    Histories owned =
        ownerless(provenAt)
            .owns(-18, "m2", "s1", 100)
            .list(-17, Histories.view("s1", 100, "media_1", "c1"))
            .fenced(0, "m2");
    return disconnected(owned, 5);
  }

  @Test
  void aWebhookWithinFiveSecondsOfALifesBeginningMaySpeakOfTheOneBefore() {
    assertThat(judged(listedAsCrashed(5)).result()).isEqualTo(Result.PASS);
    assertThat(counterexample(listedAsCrashed(5.001)))
        .contains("but a webhook listed it as crashed at ");
  }

  /** A life that was first asked for at zero is listed by a webhook. */
  private static Histories listedAsCrashed(double webhookAt) {
    Histories histories =
        new Histories()
            .cluster()
            .join(-0.03, "p1", "s1", "c1", 3, "m1")
            .crashWebhook(webhookAt, "master_2", "s1");
    return disconnected(histories, 8);
  }

  private static Histories destroyed(double at) {
    Histories histories =
        new Histories()
            .cluster()
            .join(-40, "p0", "s1", "c0", 2, "m1")
            .join(-20, "p1", "s1", "c1", 3, "m1")
            .owns(-18, "m2", "s1", 100)
            .list(-17, Histories.view("s1", 100, "media_1", "c1"))
            .proof(-3, "p1", "s1", "c1", 3)
            .by(
                "prober",
                new ProbeEvent.Webhook(
                    Histories.nanos(at),
                    0,
                    "sessionDestroyed",
                    "s1",
                    "",
                    "",
                    "lastParticipantLeft",
                    "",
                    "",
                    List.of()))
            .crash(0, "m2");
    return disconnected(histories, 5);
  }

  @Test
  void passesNetworkDisconnectOfALifeThatWasDestroyedBeforeItsOwnerDied() {
    assertThat(judged(destroyed(-1)).result()).isEqualTo(Result.PASS);
  }

  @Test
  void theEndOfALifeBeforeOrAfterTheOwnersDeathExcusesNothing() {
    double theLifeBefore = -30;
    assertThat(judged(destroyed(theLifeBefore)).result()).isEqualTo(Result.FAIL);
    assertThat(judged(destroyed(3)).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).result()).isEqualTo(Result.UNKNOWN);
  }
}
