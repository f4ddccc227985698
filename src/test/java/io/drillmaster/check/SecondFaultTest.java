package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.SignalEvent.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a correct cluster may do when one fault follows another, or is healed late. */
class SecondFaultTest {

  private static Histories crashes(Histories histories, double at, String node) {
    return histories.fault(at, "crash-2", FaultKind.CRASH, Role.MASTER, node, Signature.CUT);
  }

  private static Histories freezes(Histories histories, double at, String node) {
    return histories.fault(at, "freeze-2", FaultKind.FREEZE, Role.MASTER, node, Signature.SILENT);
  }

  private static Histories replaced() {
    return CapacityRestoredTest.replaced(CapacityRestoredTest.crash());
  }

  private static void isNoFailure(String check, Histories histories) {
    assertThat(histories.verdict(check).counterexamples()).isEmpty();
  }

  @Test
  void aReplacementThatIsLostItselfNeedsNoShareOfWhatComesLater() {
    Histories histories = crashes(replaced(), 9, "m4").gone(9.02, "m4");
    histories.rotation(11, "b1", "m4", false).seen(15, "m5", Role.MASTER, "", "master_5");
    histories.healthOf(15.5, "m5").rotation(16, "b1", "m5", true).healed(16, "crash-2", "m4");
    for (int i = 0; i < 40; i++) {
      histories.rest(11.5 + i * 0.1, "n" + i, "new" + i, Kind.CREATE_SESSION, 200);
      histories.open(11.5 + i * 0.1, "n" + i, "new" + i, "m2", false);
    }
    histories.open(17, "p1", "s1", "m5", false).owns(18, "m5", "s2", 100);
    isNoFailure(Checks.CAPACITY_RESTORED, histories.phase(60, Phase.LEAVE));
  }

  @Test
  void aPausedMasterThatIsBackInRotationMayGetSocketsBeforeItIsCalledHealed() {
    Histories histories = freezes(new Histories().cluster(), 0, "m1");
    histories.rotation(-50, "b1", "m1", true).rotation(2, "b1", "m1", false);
    histories.rotation(8, "b1", "m1", true).open(8.5, "p1", "s1", "m1", false);
    isNoFailure(Checks.CAPACITY_RESTORED, histories.healed(12, "freeze-2", "m1"));
    Histories kept = freezes(new Histories().cluster(), 0, "m1");
    kept.rotation(-50, "b1", "m1", true).open(8.5, "p1", "s1", "m1", false);
    assertThat(kept.healed(12, "freeze-2", "m1").verdict(Checks.CAPACITY_RESTORED).result())
        .isEqualTo(Result.FAIL);
  }

  @Test
  void aClusterNeedNotBeWholeWhileAnotherFaultIsAtWork() {
    Histories histories = freezes(CapacityRestoredTest.serving(replaced()), 9, "m2");
    for (int second = 8; second < 27; second++) {
      boolean good = second < 9 || second > 24;
      histories.clusterHealth(second, good, "UP: a UP, b UP, c UP");
    }
    histories.healed(25, "freeze-2", "m2").phase(27, Phase.LEAVE);
    isNoFailure(Checks.CAPACITY_RESTORED, histories);
  }

  @Test
  void oneNewNodeReplacesOneOfTwo() {
    Histories histories = crashes(CapacityRestoredTest.crash(), 1, "m2");
    histories.seen(6, "m4", Role.MASTER, "", "master_4").healthOf(6.5, "m4");
    histories.rotation(7, "b1", "m4", true).open(8, "p1", "s1", "m4", false);
    Verdict verdict = histories.phase(60, Phase.LEAVE).verdict(Checks.CAPACITY_RESTORED);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "crash-2 (crash m2): 1 of 1 nodes were not replaced by +32.300 s; no new node was seen");
  }

  @Test
  void whoWasThereBeforeReplacesNobody() {
    Histories histories = freezes(CapacityRestoredTest.crash(), 3, "m2");
    histories.by(
        "harness",
        new NodeEvent.Seen(
            Histories.nanos(12), "m2", Role.MASTER, "m2#2", 1, List.of(), "", "master_2"));
    histories.healthOf(12.5, "m2").rotation(13, "b1", "m2", true).healed(13, "freeze-2", "m2");
    Verdict verdict = histories.phase(60, Phase.LEAVE).verdict(Checks.CAPACITY_RESTORED);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .endsWith("1 of 1 nodes were not replaced by +31.300 s; no new node was seen");
  }

  @Test
  void aSessionIsNotWedgedWhoseOwnerIsLostAgain() {
    Histories histories = crashes(SurvivorsServeTest.crash(), 12, "m3").healed(18, "crash-2", "m3");
    histories.rest(8, "p4", "s9", Kind.CREATE_SESSION, 409);
    for (double at = 8.5; at < 18; at += 3) {
      histories.rest(at, "p4", "s9", Kind.CREATE_CONNECTION, 503);
    }
    histories
        .rest(19, "p4", "s9", Kind.CREATE_CONNECTION, 404)
        .rest(19.1, "p4", "s9", Kind.CREATE_SESSION, 200)
        .rest(19.2, "p4", "s9", Kind.CREATE_CONNECTION, 200);
    assertThat(histories.verdict(Checks.SURVIVORS_SERVE).evidence()).endsWith("0 wedged");
  }

  @Test
  void whoIsOnTheWayInWhenTheNextFaultStrikesIsGrantedInTime() {
    Histories histories = SurvivorsServeTest.crash().rest(5, "n1", "new", Kind.CREATE_SESSION, 502);
    crashes(histories, 6, "m2").healed(12, "crash-2", "m2");
    histories
        .rest(8, "n1", "new", Kind.CREATE_SESSION, 200)
        .rest(8.1, "n1", "new", Kind.CREATE_CONNECTION, 200);
    isNoFailure(Checks.SURVIVORS_SERVE, histories);
    Histories never = SurvivorsServeTest.crash().rest(5, "n1", "new", Kind.CREATE_SESSION, 502);
    crashes(never, 6, "m2").healed(12, "crash-2", "m2");
    assertThat(never.verdict(Checks.SURVIVORS_SERVE).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void aSessionThatIsBeingEnteredMayLoseItsOwnerToTheNextFault() {
    Histories histories = SurvivorsServeTest.crash().rest(5, "n1", "new", Kind.CREATE_SESSION, 502);
    crashes(histories, 6, "m2").healed(12, "crash-2", "m2");
    histories
        .rest(5.9, "n1", "new", Kind.CREATE_SESSION, 200)
        .rest(15.5, "n1", "new", Kind.CREATE_CONNECTION, 200);
    isNoFailure(Checks.SURVIVORS_SERVE, histories);
  }

  @Test
  void aFaultThatStrikesAsASessionIsEnteredIsNoExcuse() {
    Histories histories =
        SurvivorsServeTest.crash()
            .rest(0.5, "n1", "new", Kind.CREATE_SESSION, 502)
            .rest(9.99, "n1", "new", Kind.CREATE_CONNECTION, 200);
    crashes(histories, 10, "m2").healed(16, "crash-2", "m2");
    assertThat(histories.verdict(Checks.SURVIVORS_SERVE).counterexample().orElseThrow().sentence())
        .endsWith("granted only at +10.000 s, 9.5 s later; 9.2 s are allowed");
  }

  @Test
  void aReadThatIsUnderWayWhenTheNextFaultStrikesIsAnsweredInTime() {
    Histories histories = SurvivorsServeTest.crash().readFailed(1, "GET /sessions", 503);
    crashes(histories, 8, "m2").healed(14, "crash-2", "m2").list(17);
    assertThat(histories.verdict(Checks.SURVIVORS_SERVE).counterexamples()).isEmpty();
    assertThat(histories.verdict(Checks.SURVIVORS_SERVE).figure())
        .isEqualTo("1 reads (longest 16.0 s)");
    Histories never = SurvivorsServeTest.crash().readFailed(1, "GET /sessions", 503);
    crashes(never, 8, "m2").healed(14, "crash-2", "m2");
    assertThat(never.verdict(Checks.SURVIVORS_SERVE).counterexample().orElseThrow().sentence())
        .isEqualTo(
            "GET /sessions, first tried at +0.990 s, was not answered by +40.000 s after 39.0 s;"
                + " 14.5 s are allowed");
  }

  /** The media node of s2 is k1. */
  private static Histories losesAMediaNode(Histories histories, double at, String node) {
    return histories
        .list(-14, Histories.view("s2", 100, "media_1", "c2", "c3"))
        .fault(at, "crash-k", FaultKind.CRASH, Role.MEDIA_NODE, node, Signature.CUT);
  }

  @Test
  void aSignalThatIsUnderWayWhenTheNextFaultStrikesArrivesInTime() {
    Histories late = SurvivorsServeTest.signal(SurvivorsServeTest.crash(), 2, 9.1);
    assertThat(
            losesAMediaNode(late, 3, "k2")
                .verdict(Checks.SURVIVORS_SERVE)
                .counterexample()
                .orElseThrow()
                .sentence())
        .startsWith("session s2: signal 11 of p2, due at +2.000 s, reached p3 only at +9.100 s");
    Histories inTime = SurvivorsServeTest.signal(SurvivorsServeTest.crash(), 2, 8);
    isNoFailure(Checks.SURVIVORS_SERVE, losesAMediaNode(inTime, 3.5, "k2"));
    Histories touched = SurvivorsServeTest.signal(SurvivorsServeTest.crash(), 2, 9.1);
    isNoFailure(Checks.SURVIVORS_SERVE, losesAMediaNode(touched, 3, "k1"));
    Histories touchedLater = SurvivorsServeTest.signal(SurvivorsServeTest.crash(), 2, 9.1);
    assertThat(losesAMediaNode(touchedLater, 20, "k1").verdict(Checks.SURVIVORS_SERVE).result())
        .isEqualTo(Result.FAIL);
  }

  @Test
  void aSignalThatIsLateInALongOutageFailsAlsoWhenTheHealingIsToldAfterwards() {
    Histories histories = losesAMediaNode(SurvivorsServeTest.crash(), 10, "k2");
    SurvivorsServeTest.signal(histories, 25, 31);
    isNoFailure(Checks.SURVIVORS_SERVE, histories);
    histories.healed(33, "crash-k", "k2");
    assertThat(histories.verdict(Checks.SURVIVORS_SERVE).counterexample().orElseThrow().sentence())
        .endsWith("though neither depended on crash-k (crash k2); 5.0 s are allowed");
  }

  @Test
  void aSignalMayWaitForTheRecoveryFromTheFaultBefore() {
    Histories histories = new Histories().cluster();
    histories
        .join(-20, "p4", "s4", "c4", 1, "m3")
        .join(-19, "p5", "s4", "c5", 1, "m3", "c4")
        .owns(-15, "m1", "s4", 100)
        .list(-14, Histories.view("s4", 100, "media_1", "c4", "c5"))
        .proofs(-18, 0, 4, "p4", "s4", "c4", 1)
        .proofs(-18, 0, 4, "p5", "s4", "c5", 1)
        .crash(0, "m1")
        .healed(6, "crash-1", "m1");
    crashes(histories, 3, "m2").healed(9, "crash-2", "m2").phase(40, Phase.LEAVE);
    long seq = histories.sent(3.5, "p4", "s4", "c4", 1, Purpose.ROOM);
    histories.receivedLate(9, 5.5, "p5", "s4", "c5", "p4", "c4", seq);
    isNoFailure(Checks.SURVIVORS_SERVE, histories);
  }

  @Test
  void whoIsStruckAgainWhileOutHasTheLimitAnew() {
    Histories histories = crashes(EveryoneReconnectedTest.p1CutOff(), 8, "m3");
    histories
        .resume(33, "p1", "s1", "c1", 3, "m2")
        .proofs(33.1, 60, 5, "p1", "s1", "c1", 3)
        .phase(60, Phase.LEAVE);
    isNoFailure(Checks.EVERYONE_RECONNECTED, histories);
    Histories never = crashes(EveryoneReconnectedTest.p1CutOff(), 8, "m3").phase(60, Phase.LEAVE);
    assertThat(never.verdict(Checks.EVERYONE_RECONNECTED).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void canariesLiveInTheHarnessAndLagWithIt() {
    Histories histories =
        BlastRadiusTest.crash()
            .writer("prober")
            .join(-20, "canary-1", "room", "cc", 1, "m2")
            .owns(-15, "m3", "room", 100)
            .proofs(-19, 16, 5, "canary-1", "room", "cc", 1)
            .lost(20, "canary-1", "room");
    assertThat(histories.verdict(Checks.BLAST_RADIUS).result()).isEqualTo(Result.FAIL);
    assertThat(histories.fitness(20, "harness", 900, 0).verdict(Checks.BLAST_RADIUS).reason())
        .startsWith("1 loss fell into a time in which no clock is sure (event loop 900 ms late");
  }
}
