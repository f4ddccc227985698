package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.OperationEvent.Kind;
import org.junit.jupiter.api.Test;

class BalancedTest {

  static Histories rotating(String... masters) {
    Histories histories = new Histories().cluster();
    for (String master : masters) {
      histories.rotation(-50, "b1", master, true);
    }
    return histories;
  }

  /** So many sockets to a master, one every 10 ms. */
  static Histories sockets(Histories histories, double from, int count, String entry) {
    for (int i = 0; i < count; i++) {
      histories.open(from + i * 0.01, entry + "-" + from + "-" + i, "door", entry, false);
    }
    return histories;
  }

  private static Histories sessions(Histories histories, double from, int count, String owner) {
    for (int i = 0; i < count; i++) {
      String session = owner + "-" + from + "-" + i;
      double at = from + i * 0.02;
      histories
          .rest(at, "p-" + session, session, Kind.CREATE_SESSION, 200)
          .join(at + 0.1, "p-" + session, session, "c-" + session, 1, owner)
          .owns(at + 1, owner, session, 100);
    }
    return histories;
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.BALANCED);
  }

  @Test
  void passesWhenEveryMasterInRotationGetsItsShare() {
    Histories histories = rotating("m1", "m2", "m3");
    sockets(histories, -5, 200, "m1");
    histories.crash(0, "m1").gone(0.05, "m1");
    sockets(histories, 1, 50, "m2");
    sockets(histories, 2, 45, "m3");
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("sockets: m2 50 of 48, m3 45 of 48; sessions: none");
    assertThat(verdict.evidence())
        .isEqualTo("95 placements, at most 0.5 deviations from equal shares");
    assertThat(verdict.findings())
        .containsExactly("owners not judged: fewer than 30 new sessions expected on any master");
  }

  @Test
  void failsWhenAMasterGetsFarTooMuchAfterTheFault() {
    Histories histories = rotating("m1", "m2", "m3").crash(0, "m1").gone(0.05, "m1");
    sockets(histories, 1, 90, "m2");
    sockets(histories, 2, 10, "m3");
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "m2 got 90 of 100 sockets placed from +0.000 s on, where 50 are its equal share (8.0"
                + " standard deviations; m2 90 of 50, m3 10 of 50)");
  }

  @Test
  void failsWhenNewSessionsGoToOneMasterOnly() {
    Histories histories = rotating("m2", "m3");
    sessions(histories, 1, 80, "m2");
    sockets(histories, 4, 80, "m3");
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .contains("got 80 of 80 sessions to own");
  }

  @Test
  void doesNotMindStockThatWasPlacedBeforeTheReplacementCame() {
    Histories histories = rotating("m1", "m2", "m3").crash(0, "m1").gone(0.05, "m1");
    sockets(histories, 1, 100, "m2");
    sockets(histories, 1.005, 100, "m3");
    histories.rotation(5, "b1", "m4", true);
    sockets(histories, 6, 34, "m2");
    sockets(histories, 7, 34, "m3");
    sockets(histories, 8, 34, "m4");
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
    assertThat(judged(histories).figure())
        .startsWith("sockets: m2 134 of 134, m3 134 of 134, m4 34 of 34");
  }

  @Test
  void leavesOutSocketsDuringWhichTheRotationChanged() {
    Histories histories = rotating("m1", "m2");
    sockets(histories, 1, 40, "m1");
    sockets(histories, 1.5, 40, "m2");
    for (int i = 0; i < 40; i++) {
      double at = 10 + i;
      histories.open(at, "x" + i, "door", "m1", false).rotation(at + 0.01, "b1", "m3", i % 2 == 0);
    }
    assertThat(judged(histories).figure()).startsWith("sockets: m1 40 of 40, m2 40 of 40;");
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void saysNothingWhereBalancersDisagree() {
    Histories histories = rotating("m1", "m2").rotation(-50, "b2", "m1", true);
    sockets(histories, 1, 80, "m1");
    assertThat(judged(histories).counterexamples()).isEmpty();
    assertThat(judged(histories).result()).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void isUnknownWithFewPlacementsOnAMaster() {
    Histories histories = rotating("m1", "m2");
    sockets(histories, 1, 20, "m1");
    sockets(histories, 2, 20, "m2");
    assertThat(judged(histories).result()).isEqualTo(Result.UNKNOWN);
    assertThat(judged(histories).reason())
        .isEqualTo(
            "fewer than 30 sockets could be expected on m1, m2; let more participants come back, or"
                + " come anew");
  }

  @Test
  void isUnknownWithoutEntries() {
    Histories histories = rotating("m1", "m2");
    sockets(histories, 1, 70, "");
    assertThat(judged(histories).reason())
        .isEqualTo(
            "of 70 new sockets no entry is known among masters in rotation; let the target's"
                + " balancer tell entries and rotation");
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).result()).isEqualTo(Result.UNKNOWN);
  }
}
