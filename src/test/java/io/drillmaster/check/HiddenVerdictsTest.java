package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Objective.Comparison;
import io.drillmaster.drill.Objective.Metric;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.MemberEvent.Verdict;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Literal histories of a cluster that tells no places, one for each clause that asks for them. */
class HiddenVerdictsTest {

  private static Histories person(
      Histories histories, String who, String session, String con, String entry) {
    return histories
        .join(-20, who, session, con, 1, entry)
        .proofs(-19, -0.5, 5, who, session, con, 1);
  }

  /** So many in rooms of their own, of whom the first {@code lost} lose their socket at once. */
  private static Histories crash(int people, int lost, double back) {
    Histories histories = new Histories().cluster();
    for (int i = 1; i <= people; i++) {
      person(histories, "p" + i, "s" + i, "c" + i, "");
    }
    histories.crash(0, "m1").healed(6, "crash-1", "m1").phase(60, Phase.LEAVE);
    for (int i = 1; i <= people; i++) {
      if (i <= lost) {
        histories.lost(0.1, "p" + i, "s" + i);
        histories.resume(back, "p" + i, "s" + i, "c" + i, 1, "");
      }
      double from = i <= lost ? back + 0.1 : 4.5;
      histories.proofs(from, 59, 4.5, "p" + i, "s" + i, "c" + i, 1);
    }
    return histories;
  }

  private static Histories rto(Histories histories, double seconds) {
    return histories.objective(
        Metric.RTO, 95, Comparison.AT_MOST, seconds, "rto p95 <= " + (int) seconds + "s");
  }

  @Test
  void aRecoveryTimeHoldsWhicheverOutagesAreTheFaults() {
    assertThat(rto(crash(25, 22, 4), 9).verdict(Checks.OBJECTIVES).result()).isEqualTo(Result.PASS);
  }

  @Test
  void aRecoveryTimeThatMayBeOthersIsUnknown() {
    io.drillmaster.check.Verdict verdict = rto(crash(25, 22, 14), 9).verdict(Checks.OBJECTIVES);
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "rto p95 <= 9s: 22 of 22 outages are put down to a fault by their time only; give the"
                + " target a source of entries and owners");
  }

  @Test
  void aRecoveryTimeIsUnknownWhereTheOneThatStaysOutMayBeTheFaultsOnlyVictim() {
    Histories histories = crash(25, 24, 4);
    person(histories, "p26", "s26", "c26", "").lost(0.1, "p26", "s26");
    assertThat(rto(histories, 9).verdict(Checks.OBJECTIVES).reason())
        .startsWith("rto p95 <= 9s: 25 of 25 outages are put down to a fault by their time only");
  }

  @Test
  void aWebhookMakesItCertain() {
    Histories histories = new Histories().cluster();
    for (int i = 1; i <= 22; i++) {
      person(histories, "p" + i, "s" + i, "c" + i, "");
      histories.lost(0.1, "p" + i, "s" + i).enter(14, "p" + i, "s" + i, "d" + i, 2, "");
      histories.proofs(14.1, 59, 4.5, "p" + i, "s" + i, "d" + i, 2);
    }
    histories.crash(0, "m1").healed(6, "crash-1", "m1").phase(60, Phase.LEAVE);
    assertThat(rto(histories, 9).verdict(Checks.OBJECTIVES).result()).isEqualTo(Result.UNKNOWN);
    List<String> all = IntStream.rangeClosed(1, 22).mapToObj(i -> "s" + i).toList();
    histories.add(Outside.crashed(Histories.nanos(4.6), "master_1", all));
    assertThat(histories.verdict(Checks.OBJECTIVES).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void whoIsBackOnlyJustInTimeIsInDoubt() {
    Histories histories = crash(3, 1, 28.5);
    io.drillmaster.check.Verdict verdict = histories.verdict(Checks.EVERYONE_RECONNECTED);
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "1 were back so late that it depends on what put them out; let the target tell entries"
                + " and owners");
    assertThat(crash(3, 1, 20).verdict(Checks.EVERYONE_RECONNECTED).result())
        .isEqualTo(Result.PASS);
    assertThat(crash(3, 1, 31).verdict(Checks.EVERYONE_RECONNECTED).result())
        .isEqualTo(Result.FAIL);
  }

  @Test
  void oneLossThatCouldBeCollateralLeavesTheBlastRadiusUnknown() {
    Histories histories = new Histories().cluster();
    for (int i = 1; i <= 20; i++) {
      person(histories, "p" + i, "s" + i, "c" + i, i == 20 ? "" : "m2").owns(-15, "m3", "s" + i, 1);
    }
    histories.crash(0, "m1").healed(6, "crash-1", "m1").phase(30, Phase.LEAVE);
    assertThat(histories.verdict(Checks.BLAST_RADIUS).result()).isEqualTo(Result.PASS);
    histories.lost(0.1, "p20", "s20");
    assertThat(histories.verdict(Checks.BLAST_RADIUS).reason())
        .isEqualTo("1 losses could be a fault's or not; let the target tell entries and owners");
  }

  @Test
  void afterAnEarlierFaultNotEvenTheBoundIsJudged() {
    Histories histories = new Histories().cluster();
    histories.crash(-30, "m3").healed(-25, "crash-1", "m3");
    for (int i = 1; i <= 60; i++) {
      person(histories, "p" + i, "s" + i, "c" + i, "");
    }
    histories.fault(0, "crash-2", FaultKind.CRASH, Role.MASTER, "m1", Signature.CUT);
    for (int i = 1; i <= 59; i++) {
      histories.lost(0.1, "p" + i, "s" + i);
    }
    assertThat(histories.phase(30, Phase.LEAVE).verdict(Checks.BLAST_RADIUS).result())
        .isEqualTo(Result.UNKNOWN);
  }

  @Test
  void aDisconnectOfALifeThatGoesOnIsTrueWhoeverOwnsIt() {
    Histories histories =
        new Histories()
            .cluster()
            .join(-20, "p1", "s1", "c1", 3, "")
            .join(-19, "p2", "s1", "c2", 3, "", "c1")
            .proofs(-18, -1, 4, "p1", "s1", "c1", 3)
            .proofs(-18, 30, 4, "p2", "s1", "c2", 3)
            .crash(0, "m1")
            .lost(0.1, "p1", "s1")
            .told(10.5, "p1", "s1", "c1", 3, Verdict.NETWORK_DISCONNECT);
    assertThat(histories.verdict(Checks.TOLD_THE_TRUTH).result()).isEqualTo(Result.PASS);
  }

  @Test
  void oneDisconnectOfALifeWithoutAnOwnerIsEnoughForUnknown() {
    Histories histories = new Histories().cluster().crash(0, "m1");
    for (int i = 1; i <= 30; i++) {
      person(histories, "p" + i, "s" + i, "c" + i, "");
      if (i > 1) {
        histories
            .owns(-15, "m3", "s" + i, i)
            .list(-14, Histories.view("s" + i, i, "media_1", "c" + i));
      }
      histories.told(10, "p" + i, "s" + i, "c" + i, 1, Verdict.NETWORK_DISCONNECT);
    }
    assertThat(histories.verdict(Checks.TOLD_THE_TRUTH).reason())
        .startsWith("1 of 30 networkDisconnect concern lives of unknown owner");
  }

  @Test
  void aLateCrashNoticeIsUnknownWhereTheOwnerMayHaveEndedByItself() {
    Histories histories =
        new Histories()
            .cluster()
            .crash(-40, "m1")
            .healed(-35, "crash-1", "m1")
            .join(-20, "p1", "s1", "c1", 3, "")
            .proofs(-19, -1, 4, "p1", "s1", "c1", 3)
            .told(2, "p1", "s1", "c1", 3, Verdict.NODE_CRASHED);
    assertThat(histories.verdict(Checks.TOLD_THE_TRUTH).result()).isEqualTo(Result.FAIL);
    histories.by(
        "harness",
        new NodeEvent.Gone(Histories.nanos(1), "m2", Role.MASTER, "m2#1", false, "exit 1"));
    io.drillmaster.check.Verdict verdict = histories.verdict(Checks.TOLD_THE_TRUTH);
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason()).startsWith("1 nodeCrashed concern lives of unknown place");
  }

  @Test
  void aLostOwnerIsKnownByItsWebhook() {
    Histories histories = new Histories().cluster();
    person(histories, "p1", "s1", "c1", "");
    histories
        .crash(0, "m1")
        .healed(6, "crash-1", "m1")
        .rest(1, "p1", "s1", Kind.CREATE_CONNECTION, 503)
        .phase(40, Phase.LEAVE);
    assertThat(histories.verdict(Checks.SURVIVORS_SERVE).result()).isEqualTo(Result.UNKNOWN);
    histories.add(Outside.crashed(Histories.nanos(4.6), "master_1", List.of("s1")));
    assertThat(histories.verdict(Checks.SURVIVORS_SERVE).counterexample().orElseThrow().sentence())
        .startsWith("session s1, whose owner crash-1 (crash m1) took");
  }
}
