package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.MemberEvent.Change;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.SocketEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Connections that the real product is known to keep: a finding, and in a strict drill a failure.
 */
class GhostsTest {

  /** The socket on which p4 joined: the first that was opened. */
  private static final long FIRST_EPOCH = 1;

  /** Two members who stay, and p4, who joined before them as c4. */
  private static Histories room() {
    return new Histories()
        .cluster()
        .join(-70, "p4", "s1", "c4", 3, "m3")
        .join(-60, "p1", "s1", "c1", 3, "m1")
        .join(-59, "p2", "s1", "c2", 3, "m3", "c1")
        .noticed(-58.9, "p1", "s1", "c1", Change.JOINED, "c2")
        .proofs(-55, 30, 5, "p1", "s1", "c1", 3)
        .proofs(-55, 30, 5, "p2", "s1", "c2", 3)
        .phase(0, Phase.STEADY)
        .phase(30, Phase.LEAVE);
  }

  private static Histories meaningToLeave(Histories histories) {
    return histories.add(
        new MemberEvent.Intends(Histories.nanos(-50.1), "p4", "s1", MemberEvent.Intention.LEAVE));
  }

  private static Histories closedWithText() {
    return meaningToLeave(room())
        .closed(-49.9, "p4", "s1", SocketEvent.By.SELF, true, "Connection closed by client");
  }

  private static Histories closedItsSession() {
    return meaningToLeave(room())
        .rest(-50, "p4", "s1", Kind.CLOSE_SESSION, 200)
        .closed(-49.9, "p4", "s1", SocketEvent.By.PEER, true, "");
  }

  /** Evicted, in again as c5 on the same socket, and closed by the timer of the eviction. */
  private static Histories onAUsedSocket() {
    return meaningToLeave(
            room()
                .told(-65, "p4", "s1", "c4", 3, MemberEvent.Verdict.NETWORK_DISCONNECT)
                .add(
                    new OperationEvent.Invoked(
                        Histories.nanos(-64.9), 9_001, 0, 1, "p4", "s1", FIRST_EPOCH, Kind.JOIN))
                .add(
                    new MemberEvent.Joined(
                        Histories.nanos(-64.8),
                        9_001,
                        "p4",
                        "s1",
                        FIRST_EPOCH,
                        "c5",
                        "rpc",
                        3L,
                        List.of()))
                .completed(-64.8, 9_001, "p4", Kind.JOIN, Outcome.OK, 0))
        .closed(-49.9, "p4", "s1", SocketEvent.By.PEER, true, "");
  }

  private static Verdict judged(Histories histories, String... cons) {
    for (int second = 0; second < 9; second++) {
      histories.list(second, Histories.view("s1", 100, "media_1", cons));
    }
    return histories.verdict(Checks.MEMBERSHIP_AGREES);
  }

  private static void isOnlyAFinding(Verdict verdict, String words) {
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.findings())
        .containsExactly("documented-ghost: still shown though gone: 1 connection " + words);
  }

  @Test
  void aCloseWithATextAndNoLeaveIsAFinding() {
    isOnlyAFinding(
        judged(closedWithText(), "c1", "c2", "c4"), "closed with a reason text, e.g. c4");
  }

  @Test
  void aCloseSessionIsAFinding() {
    isOnlyAFinding(judged(closedItsSession(), "c1", "c2", "c4"), "ended by closeSession, e.g. c4");
  }

  @Test
  void theSocketOfOneThatWasEvictedIsAFinding() {
    isOnlyAFinding(
        judged(onAUsedSocket(), "c1", "c2", "c5"),
        "on the socket of one that was evicted, e.g. c5");
  }

  @Test
  void eachFailsAStrictDrillAndSaysHowItCame() {
    assertThat(
            List.of(
                sentence(judged(closedWithText().strict(), "c1", "c2", "c4")),
                sentence(judged(closedItsSession().strict(), "c1", "c2", "c4")),
                sentence(judged(onAUsedSocket().strict(), "c1", "c2", "c5"))))
        .containsExactly(
            "c4 its socket ended and it never came back; it was closed with a reason text",
            "c4 its socket ended and it never came back; it was ended by closeSession",
            "c5 its socket ended and it never came back; it was on the socket of one that was"
                + " evicted");
  }

  /** The connection and the words of the only counterexample. */
  private static String sentence(Verdict verdict) {
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().participant()).isEqualTo("p4");
    String told = verdict.counterexample().orElseThrow().sentence();
    String prefix = "session s1: p4 (";
    String over = ") was over at -49.900 s (";
    String seen = "), but the session list still shows it active at +0.000 s";
    assertThat(told).startsWith(prefix).contains(over).endsWith(seen);
    return told.substring(prefix.length(), told.length() - seen.length()).replace(over, " ");
  }

  @Test
  void whoDoesNotStayIsNoGhostInAStrictDrillEither() {
    Verdict verdict = judged(closedItsSession().strict(), "c1", "c2");
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.findings()).isEmpty();
  }

  /** The server keeps a silent client for 25 s, and 2 s are the margin. */
  @Test
  void whoseSocketHasNotBeenGoneForLongMayStillBeThere() {
    Histories histories =
        room()
            .add(
                new MemberEvent.Intends(
                    Histories.nanos(-20.1), "p4", "s1", MemberEvent.Intention.LEAVE))
            .closed(-20, "p4", "s1", SocketEvent.By.SELF, true, "");
    for (int second = 0; second < 7; second++) {
      histories.list(second, Histories.view("s1", 100, "media_1", "c1", "c2", "c4"));
    }
    Histories gone = histories.list(8, Histories.view("s1", 100, "media_1", "c1", "c2"));
    assertThat(gone.verdict(Checks.MEMBERSHIP_AGREES).result()).isEqualTo(Result.PASS);
    Histories kept = gone.list(9, Histories.view("s1", 100, "media_1", "c1", "c2", "c4"));
    assertThat(kept.verdict(Checks.MEMBERSHIP_AGREES).counterexample().orElseThrow().sentence())
        .contains("p4 (c4) was over at -20.000 s")
        .endsWith("still shows it active at +9.000 s");
  }

  @Test
  void aCloseThatWasOvercomeExcusesNoLaterGhost() {
    Histories histories =
        room()
            .closed(-50, "p4", "s1", SocketEvent.By.SELF, false, "Connection closed by client")
            .resume(-48, "p4", "s1", "c4", 3, "m1")
            .proof(-47, "p4", "s1", "c4", 3)
            .leave(-30, "p4", "s1");
    Verdict verdict = judged(histories, "c1", "c2", "c4");
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p4 (c4) was over at -29.990 s (left), but the session list still shows it"
                + " active at +0.000 s");
    assertThat(verdict.findings()).isEmpty();
  }
}
