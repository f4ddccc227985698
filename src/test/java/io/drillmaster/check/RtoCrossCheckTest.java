package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.Role;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.twin.balancer.AccessLine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One member and one canary hit by a crash at 10 s, and what the cluster wrote of it. */
class RtoCrossCheckTest {

  /** The third socket of the load is the one that the member resumes on. */
  private static final String RESUMED_ON = "127.0.0.1:10003";

  private static AccessLine upgrade(double at, String client) {
    return new AccessLine(
        AccessLine.Kind.UPGRADE, Histories.nanos(at), 0, "b1", client, "", "m2", "m2#1", "");
  }

  /** Both lose their entry at 10.02 s and are let in again at 12 s. */
  private static Histories crash(double provenAt, double canaryProvenAt) {
    Histories run =
        new Histories()
            .seen(0, "m1", Role.MASTER, "", "")
            .seen(0, "m2", Role.MASTER, "", "")
            .join(1, "p1", "s1", "con_1", 1, "m1")
            .proofs(2, 9.5, 0.5, "p1", "s1", "con_1", 1)
            .writer("prober")
            .join(1, "canary-1", "c1", "con_c", 1, "m1")
            .proofs(2, 9.5, 0.5, "canary-1", "c1", "con_c", 1)
            .writer("worker-1")
            .phase(5, Phase.STEADY)
            .crash(10, "m1")
            .gone(10.01, "m1")
            .lost(10.02, "p1", "s1")
            .resume(12, "p1", "s1", "con_1", 1, "m2")
            .proofs(provenAt, 40, 1, "p1", "s1", "con_1", 1)
            .writer("prober")
            .lost(10.02, "canary-1", "c1")
            .resume(12, "canary-1", "c1", "con_c", 1, "m2")
            .proofs(canaryProvenAt, 40, 1, "canary-1", "c1", "con_c", 1)
            .writer("worker-1");
    return run.phase(45, Phase.LEAVE);
  }

  private static RtoCrossCheck.Table check(Histories run, AccessLine... lines) {
    return RtoCrossCheck.of(run.history(), run.header(), run.drill(), List.of(lines));
  }

  @Test
  void threeRecordsOfOneRecoveryAgree() {
    RtoCrossCheck.Table table =
        check(crash(12.1, 12.3), upgrade(0.9, "127.0.0.1:10001"), upgrade(12.015, RESUMED_ON));

    assertThat(table.disagreements()).isEmpty();
    assertThat(table.text())
        .contains("judged, by the load        n      1  least   2.102 s")
        .contains("by the cluster's records   n      1  least   2.005 s")
        .contains("by the canaries            n      1  least   2.302 s")
        .contains("they agree within 1.000 s");
  }

  @Test
  void aJudgedTimeThatTheClusterDoesNotExplainIsShown() {
    RtoCrossCheck.Table table = check(crash(13.7, 13.7), upgrade(12.015, RESUMED_ON));

    assertThat(table.disagreements())
        .containsExactly(
            "p50 differs by 1.697 s; 1.000 s may be", "p95 differs by 1.697 s; 1.000 s may be");
  }

  @Test
  void aCanaryThatTookLongerThanAnybodyIsShown() {
    RtoCrossCheck.Table table = check(crash(12.1, 19.1), upgrade(12.015, RESUMED_ON));

    assertThat(table.disagreements())
        .containsExactly("a canary was back after 9.102 s, as nobody of the load");
  }

  @Test
  void theLastOfUpgradeAndJoinCounts() {
    long joinedMillis = LiteralRun.header().anchor().wall().toEpochMilli() + 13_500;
    Histories run =
        crash(13.6, 13.6)
            .by(
                "prober",
                new ProbeEvent.Webhook(
                    Histories.nanos(13.51),
                    joinedMillis,
                    "participantJoined",
                    "s1",
                    "",
                    "con_1",
                    null,
                    "",
                    "",
                    List.of()));

    RtoCrossCheck.Table table = check(run, upgrade(12.015, RESUMED_ON));

    assertThat(table.text()).contains("by the cluster's records   n      1  least   3.490 s");
    assertThat(table.disagreements()).isEmpty();
  }

  @Test
  void aRecordThatIsMissingIsNoAgreement() {
    assertThat(check(crash(12.1, 12.3)).disagreements())
        .containsExactly("nobody was hit, or one of the records is missing");
  }
}
