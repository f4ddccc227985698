package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.Objective.Comparison;
import io.drillmaster.drill.Objective.Metric;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.SignalEvent.Purpose;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Every clause that a clock speaks for, three times: it fails on a quiet host, is unknown where the
 * host was unfit within its time, and fails all the same where it was unfit at another time.
 */
class StarvedVerdictsTest {

  private static final String CURE = "use a quieter or larger machine";

  private static void judge(
      String check, Supplier<Histories> broken, double within, double elsewhere) {
    judge(check, broken, histories -> histories.busy(within), elsewhere);
  }

  private static void judge(
      String check, Supplier<Histories> broken, UnaryOperator<Histories> within, double elsewhere) {
    assertThat(broken.get().verdict(check).result()).as("quiet host").isEqualTo(Result.FAIL);
    Verdict doubtful = within.apply(broken.get()).verdict(check);
    assertThat(doubtful.counterexamples()).as("unfit within").isEmpty();
    assertThat(doubtful.result()).as("unfit within").isEqualTo(Result.UNKNOWN);
    assertThat(doubtful.reason()).contains(CURE);
    assertThat(broken.get().busy(elsewhere).verdict(check).result())
        .as("unfit elsewhere")
        .isEqualTo(Result.FAIL);
  }

  // ---- CapacityRestored ----

  @Test
  void aReplacementThatDoesNotCome() {
    judge(
        Checks.CAPACITY_RESTORED,
        () -> CapacityRestoredTest.crash().phase(45, Phase.LEAVE),
        20,
        -20);
  }

  @Test
  void aReplacementThatDoesNotComeAfterwardsEither() {
    Histories never = CapacityRestoredTest.crash().busy(20).phase(60, Phase.LEAVE);
    assertThat(never.verdict(Checks.CAPACITY_RESTORED).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void aReplacementThatIsMissedWhileAnotherMasterFencedItself() {
    Supplier<Histories> broken =
        () -> CapacityRestoredTest.crash().fenced(20, "m2").phase(45, Phase.LEAVE);
    judge(Checks.CAPACITY_RESTORED, broken, 16, -20);
    assertThat(broken.get().busy(16).verdict(Checks.CAPACITY_RESTORED).reason())
        .contains("m2 was lost at +20.000 s without a fault, on an unfit host");
  }

  @Test
  void aBalancerThatKeepsTheDead() {
    Supplier<Histories> broken =
        () ->
            CapacityRestoredTest.healthy(
                    CapacityRestoredTest.serving(
                        CapacityRestoredTest.replaced(CapacityRestoredTest.crash())))
                .unreached(9, "b2", "m1");
    judge(Checks.CAPACITY_RESTORED, broken, 5, 15);
    assertThat(
            broken
                .get()
                .unreached(20, "b2", "m1")
                .busy(5)
                .verdict(Checks.CAPACITY_RESTORED)
                .counterexample()
                .orElseThrow()
                .sentence())
        .startsWith("by balancer b2, 1 of 2 attempts told were sent to m1");
  }

  @Test
  void aReplacementWithoutItsShare() {
    judge(
        Checks.CAPACITY_RESTORED,
        () -> {
          Histories histories =
              CapacityRestoredTest.healthy(
                      CapacityRestoredTest.replaced(CapacityRestoredTest.crash()))
                  .open(8, "p1", "s1", "m4", false);
          for (int i = 0; i < 40; i++) {
            histories.rest(9 + i * 0.1, "n" + i, "new" + i, Kind.CREATE_SESSION, 200);
          }
          return histories;
        },
        11,
        30);
  }

  @Test
  void aClusterThatIsNeverWhole() {
    Supplier<Histories> broken =
        () -> {
          Histories histories =
              CapacityRestoredTest.serving(
                  CapacityRestoredTest.replaced(CapacityRestoredTest.crash()));
          for (int second = 8; second < 28; second++) {
            histories.clusterHealth(second, second % 4 != 0, "UP: a UP, b UP, c UP");
          }
          return histories.phase(60, Phase.LEAVE);
        };
    judge(Checks.CAPACITY_RESTORED, broken, histories -> histories.busy(10).busy(18), -20);
    judge(Checks.CAPACITY_RESTORED, broken, histories -> histories.busy(7).fenced(8, "m2"), 40);
  }

  // ---- CleanEnd ----

  @Test
  void aSessionThatIsLeftBehind() {
    Supplier<Histories> broken =
        () -> CleanEndTest.lists(CleanEndTest.run(), 27.2, 1, Histories.view("s1", 100, "media_1"));
    judge(Checks.CLEAN_END, broken, 10, -5);
    judge(
        Checks.CLEAN_END,
        () -> CleanEndTest.lists(CleanEndTest.run(), 1, 7).owns(30, "m2", "s1", 100),
        histories -> histories.busy(9).fenced(10, "m1"),
        -5);
    Histories forEver =
        CleanEndTest.lists(CleanEndTest.run(), 60, 1, Histories.view("s1", 100, "media_1"));
    assertThat(forEver.busy(10).verdict(Checks.CLEAN_END).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void aKeyThatIsLeftBehind() {
    judge(
        Checks.CLEAN_END,
        () -> CleanEndTest.lists(CleanEndTest.run(), 1, 7).store(3, "ov:sess", 2, 0),
        2,
        -5);
  }

  @Test
  void aCounterThatNeverExpiresIsWrongOnAnyHost() {
    Histories histories = CleanEndTest.lists(CleanEndTest.run(), 1, 7).store(3, "ov:life", 5, 4);
    assertThat(histories.busy(3).verdict(Checks.CLEAN_END).result()).isEqualTo(Result.FAIL);
  }

  // ---- EveryoneReconnected, SurvivorsServe ----

  private static Histories late() {
    return EveryoneReconnectedTest.p1CutOff()
        .resume(31, "p1", "s1", "c1", 3, "m3")
        .proofs(31.1, 60, 5, "p1", "s1", "c1", 3)
        .proofs(2, 60, 5, "p2", "s1", "c2", 3)
        .phase(60, Phase.LEAVE);
  }

  @Test
  void aLateRecovery() {
    judge(Checks.EVERYONE_RECONNECTED, StarvedVerdictsTest::late, 10, -10);
    judge(
        Checks.EVERYONE_RECONNECTED,
        StarvedVerdictsTest::late,
        histories -> histories.busy(9).fenced(10, "m2"),
        50);
  }

  @Test
  void somebodyWhoNeverComesBackThoughTheHostWasQuietForLongEnough() {
    Histories never =
        EveryoneReconnectedTest.p1CutOff()
            .proofs(2, 60, 5, "p2", "s1", "c2", 3)
            .phase(60, Phase.LEAVE);
    assertThat(never.busy(5).busy(55).verdict(Checks.EVERYONE_RECONNECTED).result())
        .isEqualTo(Result.FAIL);
  }

  private static Histories slowSession() {
    return SurvivorsServeTest.crash()
        .rest(1, "n1", "new", Kind.CREATE_SESSION, 502)
        .rest(10.3, "n1", "new", Kind.CREATE_SESSION, 200)
        .rest(10.4, "n1", "new", Kind.CREATE_CONNECTION, 200);
  }

  @Test
  void aNewSessionThatWaits() {
    judge(Checks.SURVIVORS_SERVE, StarvedVerdictsTest::slowSession, 5, 20);
  }

  @Test
  void aReadThatWaits() {
    judge(
        Checks.SURVIVORS_SERVE,
        () -> SurvivorsServeTest.crash().readFailed(1, "GET /sessions", 503).list(16),
        histories -> histories.busy(16.2),
        20);
  }

  @Test
  void aSignalThatWaits() {
    judge(
        Checks.SURVIVORS_SERVE,
        () -> SurvivorsServeTest.signal(SurvivorsServeTest.crash(), 2, 8),
        7,
        20);
  }

  @Test
  void aSessionThatIsWedged() {
    judge(
        Checks.SURVIVORS_SERVE,
        () -> {
          Histories histories = SurvivorsServeTest.crash();
          for (double at = 8; at < 20; at += 1) {
            histories
                .rest(at, "p4", "s9", Kind.CREATE_SESSION, 409)
                .rest(at + 0.5, "p4", "s9", Kind.CREATE_CONNECTION, 503);
          }
          return histories
              .rest(20, "p4", "s9", Kind.CREATE_SESSION, 200)
              .rest(20.1, "p4", "s9", Kind.CREATE_CONNECTION, 200);
        },
        13,
        30);
  }

  // ---- ToldTheTruth, MembershipAgrees ----

  @Test
  void aHollowResume() {
    judge(
        Checks.TOLD_THE_TRUTH,
        () -> HollowResumesTest.closed(HollowResumesTest.hollow(), 10.4),
        5,
        20);
    judge(
        Checks.TOLD_THE_TRUTH,
        () ->
            HollowResumesTest.evicted(HollowResumesTest.hollow(), 0.4)
                .proof(39, "p2", "s1", "c2", 3),
        histories -> histories.busy(9).fenced(10, "m2"),
        30);
  }

  @Test
  void aCrashThatNothingExplains() {
    judge(Checks.TOLD_THE_TRUTH, () -> LateNoticesTest.kicked(LateNoticesTest.rebuilt()), 8, 30);
  }

  @Test
  void aListThatForgetsSomebody() {
    judge(
        Checks.MEMBERSHIP_AGREES,
        () ->
            MembershipAgreesTest.heard(MembershipAgreesTest.room())
                .list(3, Histories.view("s1", 100, "media_1", "c1")),
        0,
        20);
  }

  @Test
  void aGhostThatIsStillThereLater() {
    Histories ghost =
        MembershipAgreesTest.lists(
                MembershipAgreesTest.heard(MembershipAgreesTest.room()), "c1", "c2", "c3")
            .list(29, Histories.view("s1", 100, "media_1", "c1", "c2", "c3"));
    assertThat(ghost.busy(0).verdict(Checks.MEMBERSHIP_AGREES).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void aViewThatLacksSomebody() {
    judge(
        Checks.MEMBERSHIP_AGREES,
        () ->
            MembershipAgreesTest.heard(MembershipAgreesTest.room())
                .noticed(
                    -20, "p1", "s1", "c1", io.drillmaster.history.MemberEvent.Change.LEFT, "c2")
                .list(0, Histories.view("s1", 100, "media_1", "c1", "c2")),
        -10,
        20);
  }

  @Test
  void aListOfMediaNodesThatNamesTheSession() {
    judge(
        Checks.PINNED_MEDIA_NODE,
        () ->
            MembershipAgreesTest.heard(MembershipAgreesTest.room())
                .media(-35, "p1", "s1", "c1", "192.0.2.1")
                .media(-34, "p2", "s1", "c2", "192.0.2.1")
                .mediaNodes(5, "media_2", "s1"),
        0,
        20);
  }

  // ---- BlastRadius, Objectives, Balanced ----

  @Test
  void aBystanderThatLosesItsSocket() {
    judge(Checks.BLAST_RADIUS, () -> BlastRadiusTest.crash().lost(2, "p5", "s5"), 2, 12);
  }

  @Test
  void aLossThatNoFaultExplains() {
    Supplier<Histories> broken = () -> BlastRadiusTest.crash().lost(20, "p5", "s5");
    judge(Checks.BLAST_RADIUS, broken, 20, -10);
    judge(Checks.BLAST_RADIUS, broken, histories -> histories.busy(15).fenced(17, "m2"), -10);
  }

  @Test
  void aMediaNodeThatWasEndedOutrightWasNotStarved() {
    Histories killed =
        BlastRadiusTest.crash().lost(20, "p5", "s5").busy(15).mediaNodeGone(17, "k1");
    assertThat(killed.verdict(Checks.BLAST_RADIUS).result()).isEqualTo(Result.FAIL);
  }

  @Test
  void asManyLossesAsTheDrillAllowsNeedNoSureClock() {
    Histories histories =
        BlastRadiusTest.crash()
            .lost(20, "p5", "s5")
            .busy(20)
            .objective(
                Metric.UNEXPLAINED_LOSSES, 0, Comparison.AT_MOST, 1, "unexplained losses <= 1");
    assertThat(histories.verdict(Checks.BLAST_RADIUS).result()).isEqualTo(Result.PASS);
  }

  @Test
  void aRecoveryTime() {
    judge(
        Checks.OBJECTIVES,
        () -> ObjectivesTest.rto(ObjectivesTest.back(ObjectivesTest.crashed(20), 1, 20, 10), 95, 9),
        5,
        30);
  }

  @Test
  void lossesThatNoFaultExplains() {
    judge(
        Checks.OBJECTIVES,
        () ->
            ObjectivesTest.back(ObjectivesTest.crashed(20), 1, 20, 4)
                .join(-20, "x", "sx", "cx", 1, "m3")
                .owns(-18, "m2", "sx", 999)
                .list(-17, Histories.view("sx", 999, "media_1", "cx"))
                .proof(-3, "x", "sx", "cx", 1)
                .lost(5, "x", "sx")
                .objective(
                    Metric.UNEXPLAINED_LOSSES, 0, Comparison.EQUAL, 0, "unexplained losses = 0"),
        5,
        30);
  }

  @Test
  void aSignalTime() {
    judge(
        Checks.OBJECTIVES,
        () -> {
          Histories histories = SurvivorsServeTest.crash();
          for (int i = 0; i < 20; i++) {
            long seq = histories.sent(8 + i * 0.1, "p2", "s2", "c2", 1, Purpose.ROOM);
            histories.receivedLate(10 + i * 0.1, 2, "p3", "s2", "c3", "p2", "c2", seq);
          }
          return histories.objective(Metric.SIGNAL, 95, Comparison.AT_MOST, 1, "signal p95 <= 1s");
        },
        histories -> histories.busy(10).busy(11).busy(12),
        30);
  }

  @Test
  void placementsWhileAMasterGetsNoCpu() {
    Supplier<Histories> broken =
        () -> {
          Histories histories = BalancedTest.rotating("m1", "m2", "m3").crash(0, "m1");
          BalancedTest.sockets(histories, 1, 90, "m2");
          return BalancedTest.sockets(histories, 2, 10, "m3");
        };
    assertThat(broken.get().verdict(Checks.BALANCED).result()).isEqualTo(Result.FAIL);
    assertThat(broken.get().busy(30).verdict(Checks.BALANCED).result()).isEqualTo(Result.FAIL);
    Verdict doubtful = broken.get().busy(2).verdict(Checks.BALANCED);
    assertThat(doubtful.result()).isEqualTo(Result.UNKNOWN);
    assertThat(doubtful.findings()).contains("left out: 91 placements while the host was unfit");
  }
}
