package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(verdict.reason()).contains("concern lives of unknown owner");
  }

  @Test
  void isUnknownWhenAFaultStruckAndNobodyWasTold() {
    assertThat(judged(room().crash(0, "m1")).result()).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void passesWhenNothingHappenedAndNobodyWasToldAnything() {
    assertThat(judged(room()).result()).isEqualTo(Result.PASS);
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).result()).isEqualTo(Result.UNKNOWN);
  }
}
