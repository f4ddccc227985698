package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.MemberEvent.Change;
import io.drillmaster.history.MemberEvent.Verdict;
import io.drillmaster.history.SocketEvent;
import org.junit.jupiter.api.Test;

/** T4 and T5: what others are told of a leaving, against the leaver's own signs of life. */
class DeparturesTest {

  /** Two members of a session owned by m2; m1, the entry of p1, crashes at zero. */
  private static Histories room() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .join(-19, "p2", "s1", "c2", 3, "m3", "c1")
        .owns(-18, "m2", "s1", 100)
        .list(-17, Histories.view("s1", 100, "media_1", "c1", "c2"))
        .proofs(-18, -3, 5, "p1", "s1", "c1", 3)
        .proofs(-18, 30, 5, "p2", "s1", "c2", 3)
        .crash(0, "m1");
  }

  private static Histories left(Histories histories, double at, String reason) {
    return histories.noticed(at, "p2", "s1", "c2", Change.LEFT, "c1", reason);
  }

  private static Histories rejoined(Histories histories) {
    return histories
        .told(11, "p1", "s1", "c1", 3, Verdict.NETWORK_DISCONNECT)
        .enter(11.1, "p1", "s1", "c3", 3, "m3", "c2");
  }

  private static io.drillmaster.check.Verdict judged(Histories histories) {
    return histories.verdict(Checks.TOLD_THE_TRUTH);
  }

  private static String sentence(Histories histories) {
    return judged(histories).counterexample().orElseThrow().sentence();
  }

  @Test
  void passesAnEvictionAfterTheWindow() {
    io.drillmaster.check.Verdict verdict =
        judged(rejoined(left(room().lost(0.1, "p1", "s1"), 10.12, "networkDisconnect")));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.findings()).isEmpty();
  }

  @Test
  void failsAnEvictionBeforeTheDocumentedWindow() {
    assertThat(sentence(rejoined(left(room().lost(0.1, "p1", "s1"), 5, "networkDisconnect"))))
        .isEqualTo(
            "session s1: p2 was told at +5.000 s that p1 (c1) had left (networkDisconnect), only"
                + " 5.9 s after it sent a request, at -0.900 s, that was answered; it may take"
                + " 7.0 s");
  }

  @Test
  void countsThePingOfAnEarlierSocketAndTheConnectOfALaterOne() {
    Histories flapping =
        room().lost(0.1, "p1", "s1").resume(6, "p1", "s1", "c1", 3, "m3").lost(6.5, "p1", "s1");
    assertThat(sentence(rejoined(left(flapping, 10.1, "networkDisconnect"))))
        .contains("only 4.1 s after it sent a request, at +6.030 s");
  }

  @Test
  void findsAnEvictionWithinTheWindowButAfterTheDocumentedOne() {
    io.drillmaster.check.Verdict verdict =
        judged(rejoined(left(room().lost(0.1, "p1", "s1"), 8, "networkDisconnect")));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.findings())
        .containsExactly(
            "early: 1 evicted by the window within 10.0 s, at the earliest 8.9 s after a sign of"
                + " life");
  }

  @Test
  void allowsAnEvictionByNotificationAtAnyTime() {
    assertThat(judged(rejoined(left(room().lost(0.1, "p1", "s1"), 0.4, ""))).result())
        .isEqualTo(Result.PASS);
  }

  @Test
  void asksNothingOfWhoMeantToLeave() {
    assertThat(judged(left(room().leave(1, "p1", "s1"), 3, "networkDisconnect")).findings())
        .isEmpty();
  }

  @Test
  void failsAMemberDeclaredGoneThatIsStillServed() {
    Histories alive = room().proofs(2, 30, 5, "p1", "s1", "c1", 3);
    assertThat(sentence(left(alive, 5, "")))
        .isEqualTo(
            "session s1: p2 was told at +5.000 s that p1 (c1) had left (no reason), yet on the"
                + " socket that it was attached to since -19.940 s it was served by a request"
                + " begun at +7.000 s");
  }

  @Test
  void allowsAProofThatTheNoticeRaced() {
    Histories raced = room().proof(5.9, "p1", "s1", "c1", 3).lost(6, "p1", "s1");
    assertThat(judged(rejoined(left(raced, 5, ""))).counterexamples()).isEmpty();
  }

  @Test
  void allowsATakeoverThatRacesTheNotice() {
    Histories raced =
        room()
            .lost(0.1, "p1", "s1")
            .resume(9.5, "p1", "s1", "c1", 3, "m3")
            .proofs(9.6, 30, 5, "p1", "s1", "c1", 3);
    assertThat(judged(left(raced, 9.9, "")).counterexamples()).isEmpty();
  }

  @Test
  void pingsRefuteTheWindowButNotAnEvictionByNotification() {
    assertThat(sentence(left(pinging(), 5, "networkDisconnect")))
        .endsWith(
            "on the socket that it was attached to since -19.940 s it was answered a ping sent at"
                + " +13.000 s");
    assertThat(judged(left(pinging(), 5, "")).counterexamples()).isEmpty();
  }

  /** Its last ping was answered a second before the server closed the socket. */
  private static Histories pinging() {
    return room()
        .closed(14, "p1", "s1", SocketEvent.By.PEER, false, "")
        .told(14.3, "p1", "s1", "c1", 3, Verdict.NETWORK_DISCONNECT);
  }
}
