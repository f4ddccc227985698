package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.MemberEvent.Change;
import io.drillmaster.history.MemberEvent.Verdict;
import io.drillmaster.history.SocketEvent;
import org.junit.jupiter.api.Test;

class MembershipAgreesTest {

  /** Three members; the third left properly at -30. All three joined 40 s before zero. */
  static Histories room() {
    return new Histories()
        .cluster()
        .join(-40, "p1", "s1", "c1", 3, "m1")
        .join(-39, "p2", "s1", "c2", 3, "m3", "c1")
        .noticed(-38.9, "p1", "s1", "c1", Change.JOINED, "c2")
        .join(-38, "p3", "s1", "c3", 3, "m3", "c1", "c2")
        .noticed(-37.9, "p1", "s1", "c1", Change.JOINED, "c3")
        .noticed(-37.9, "p2", "s1", "c2", Change.JOINED, "c3")
        .leave(-30, "p3", "s1")
        .noticed(-29.9, "p1", "s1", "c1", Change.LEFT, "c3")
        .proofs(-35, 30, 5, "p1", "s1", "c1", 3)
        .proofs(-35, 30, 5, "p2", "s1", "c2", 3)
        .phase(0, Phase.STEADY)
        .phase(30, Phase.LEAVE);
  }

  static Histories heard(Histories histories) {
    return histories.noticed(-29.9, "p2", "s1", "c2", Change.LEFT, "c3");
  }

  static Histories lists(Histories histories, String... cons) {
    for (int second = 0; second < 9; second++) {
      histories.list(second, Histories.view("s1", 100, "media_1", cons));
    }
    return histories;
  }

  private static io.drillmaster.check.Verdict judged(Histories histories) {
    return histories.verdict(Checks.MEMBERSHIP_AGREES);
  }

  @Test
  void passesWhenListsAndViewsShowWhoIsThere() {
    io.drillmaster.check.Verdict verdict = judged(lists(heard(room()), "c1", "c2"));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("1 of 1 sessions settled, 9 lists, 2 member views");
    assertThat(verdict.evidence()).isEqualTo("0 disagree");
  }

  @Test
  void failsWhenTheListForgetsAMember() {
    io.drillmaster.check.Verdict verdict = judged(lists(heard(room()), "c1"));
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p2 (c2) is in service, proven again at +5.000 s, but the session list"
                + " read at +0.000 s does not show it active");
  }

  @Test
  void failsWhenTheSessionItselfIsMissing() {
    io.drillmaster.check.Verdict verdict = judged(lists(heard(room()), "c1", "c2").list(9.5));
    assertThat(verdict.counterexampleCount()).isEqualTo(2);
  }

  @Test
  void failsWhenTheListKeepsAGhost() {
    assertThat(
            judged(lists(heard(room()), "c1", "c2", "c3"))
                .counterexample()
                .orElseThrow()
                .sentence())
        .isEqualTo(
            "session s1: p3 (c3) was over at -29.990 s (left), but the session list still shows it"
                + " active at +0.000 s");
  }

  @Test
  void failsWhenAMemberWasNeverToldThatAnotherLeft() {
    assertThat(judged(lists(room(), "c1", "c2")).counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p3 (c3) was over at -29.990 s (left), but p2 was never told that it left,"
                + " until +0.000 s");
  }

  @Test
  void failsWhenAMemberDoesNotKnowOfAnother() {
    assertThat(
            judged(
                    lists(
                        heard(room()).noticed(-20, "p1", "s1", "c1", Change.LEFT, "c2"),
                        "c1",
                        "c2"))
                .counterexample()
                .orElseThrow()
                .sentence())
        .isEqualTo(
            "session s1: p1 does not know of p2 (c2), which joined at -38.940 s and is in service"
                + " at +0.000 s");
  }

  @Test
  void toleratesAListFromBeforeAMemberWasLost() {
    Histories histories =
        new Histories()
            .cluster()
            .join(-40, "p1", "s1", "c1", 3, "m1")
            .join(-39, "p2", "s1", "c2", 3, "m3", "c1")
            .noticed(-38.9, "p1", "s1", "c1", Change.JOINED, "c2")
            .proofs(-35, 30, 5, "p1", "s1", "c1", 3)
            .proofs(-35, 0, 5, "p2", "s1", "c2", 3)
            .phase(0, Phase.STEADY)
            .list(1, Histories.view("s1", 100, "media_1", "c1"))
            .closed(2, "p2", "s1", SocketEvent.By.PEER, false, "")
            .told(2.5, "p2", "s1", "c2", 3, Verdict.NETWORK_DISCONNECT)
            .phase(30, Phase.LEAVE);
    assertThat(judged(histories).counterexamples()).isEmpty();
  }

  @Test
  void saysNothingWhileASessionHasNotSettled() {
    Histories histories =
        new Histories()
            .cluster()
            .join(-5, "p1", "s1", "c1", 3, "m1")
            .proofs(-4, 6, 5, "p1", "s1", "c1", 3)
            .list(1)
            .list(2)
            .list(3);
    io.drillmaster.check.Verdict verdict = judged(histories);
    assertThat(verdict.counterexamples()).isEmpty();
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "0 of the 7 session lists needed were read while sessions had settled; end with"
                + " steady: settled");
  }

  @Test
  void asksNothingOfTheViewOfAMemberThatResumed() {
    Histories histories =
        lists(
            new Histories()
                .cluster()
                .join(-60, "p1", "s1", "c1", 3, "m1")
                .join(-59, "p2", "s1", "c2", 3, "m3", "c1")
                .noticed(-58.9, "p1", "s1", "c1", Change.JOINED, "c2")
                .lost(-50, "p2", "s1")
                .resume(-46, "p2", "s1", "c2", 3, "m1")
                .proofs(-45, 30, 5, "p1", "s1", "c1", 3)
                .proofs(-45, 30, 5, "p2", "s1", "c2", 3)
                .join(-48, "p3", "s1", "c3", 3, "m1", "c1", "c2")
                .noticed(-47.9, "p1", "s1", "c1", Change.JOINED, "c3")
                .proofs(-45, 30, 5, "p3", "s1", "c3", 3)
                .phase(0, Phase.STEADY)
                .phase(30, Phase.LEAVE),
            "c1",
            "c2",
            "c3");
    io.drillmaster.check.Verdict verdict = judged(histories);
    assertThat(verdict.counterexamples()).isEmpty();
    assertThat(verdict.result()).isEqualTo(Result.PASS);
  }

  /** p2 was between two sockets from -50 to -46; p3 joined at {@code joinedAt} unheard by it. */
  private static Histories resumed(double joinedAt) {
    return new Histories()
        .cluster()
        .join(-60, "p1", "s1", "c1", 3, "m1")
        .join(-59, "p2", "s1", "c2", 3, "m3", "c1")
        .noticed(-58.9, "p1", "s1", "c1", Change.JOINED, "c2")
        .lost(-50, "p2", "s1")
        .resume(-46, "p2", "s1", "c2", 3, "m1")
        .proofs(-45, 30, 5, "p1", "s1", "c1", 3)
        .proofs(-45, 30, 5, "p2", "s1", "c2", 3)
        .join(joinedAt, "p3", "s1", "c3", 3, "m1", "c1", "c2")
        .noticed(joinedAt + 0.1, "p1", "s1", "c1", Change.JOINED, "c3")
        .proofs(-35, 30, 5, "p3", "s1", "c3", 3)
        .phase(0, Phase.STEADY)
        .phase(30, Phase.LEAVE);
  }

  @Test
  void failsAResumedMemberThatDoesNotKnowWhoJoinedAfterTheGap() {
    assertThat(
            judged(lists(resumed(-40), "c1", "c2", "c3")).counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p2 does not know of p3 (c3), which joined at -39.940 s and is in service"
                + " at +0.000 s");
  }

  @Test
  void failsASignalFromSomebodyWhoWasNeverAnnounced() {
    long seq = 1;
    assertThat(
            judged(resumed(-40).received(-38, "p2", "s1", "c2", "p3", "c3", seq, 3))
                .counterexample()
                .orElseThrow()
                .sentence())
        .isEqualTo(
            "session s1: p2 was never told of p3 (c3), which joined at -39.940 s, yet received a"
                + " signal from it at -38.000 s");
    assertThat(
            judged(resumed(-48).received(-38, "p2", "s1", "c2", "p3", "c3", seq, 3))
                .counterexamples())
        .isEmpty();
  }

  @Test
  void failsWhenListsShowTwoCreationsWhileNothingChanged() {
    Histories histories =
        lists(heard(room()), "c1", "c2")
            .list(9.5, Histories.view("s1", 200, "media_1", "c1", "c2"));
    assertThat(judged(histories).counterexample().orElseThrow().sentence())
        .endsWith("shows createdAt 200, and one read while nothing changed showed 100");
  }

  /** p3 closes without a word at -60 and means to stay away; the server must find out. */
  private static Histories dropped(String reason) {
    return heard(room())
        .join(-70, "p4", "s1", "c4", 3, "m3")
        .add(
            new io.drillmaster.history.MemberEvent.Intends(
                Histories.nanos(-61),
                "p4",
                "s1",
                io.drillmaster.history.MemberEvent.Intention.LEAVE))
        .closed(-60, "p4", "s1", SocketEvent.By.SELF, true, reason);
  }

  @Test
  void failsWhenASocketIsLongGoneAndItsMemberIsStillListed() {
    assertThat(
            judged(lists(dropped(""), "c1", "c2", "c4")).counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p4 (c4) was over at -60.000 s (its socket ended and it never came back),"
                + " but the session list still shows it active at +0.000 s");
    assertThat(judged(lists(dropped(""), "c1", "c2")).result()).isEqualTo(Result.PASS);
  }

  @Test
  void findsTheGhostOfACloseWithAReasonAndNoLeave() {
    io.drillmaster.check.Verdict verdict =
        judged(lists(dropped("Connection closed by client"), "c1", "c2", "c4"));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.findings())
        .containsExactly(
            "documented-ghost: still shown though gone: 1 connection closed with a reason text, e.g. c4");
  }

  private static Histories published(Histories histories) {
    return histories
        .add(
            new io.drillmaster.history.OperationEvent.Invoked(
                Histories.nanos(-30),
                9_001,
                0,
                1,
                "p1",
                "s1",
                1,
                io.drillmaster.history.OperationEvent.Kind.PUBLISH))
        .add(
            new io.drillmaster.history.OperationEvent.Completed(
                Histories.nanos(-29.8),
                9_001,
                "p1",
                io.drillmaster.history.OperationEvent.Kind.PUBLISH,
                io.drillmaster.history.Outcome.OK,
                0,
                null));
  }

  @Test
  void failsWhenAMemberDoesNotKnowOfAStream() {
    Histories unheard = published(heard(room()));
    for (int second = 0; second < 9; second++) {
      unheard.list(second, publishing());
    }
    assertThat(judged(unheard).counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p2 does not know of the stream of p1 (c1), which joined at -39.940 s and"
                + " publishes at +0.000 s");
    assertThat(judged(unheard.noticed(-29.7, "p2", "s1", "c2", Change.PUBLISHED, "c1")).result())
        .isEqualTo(Result.PASS);
  }

  /** The list shows a stream of the first of two members. */
  static io.drillmaster.history.ProbeEvent.SessionView publishing() {
    return new io.drillmaster.history.ProbeEvent.SessionView(
        "s1",
        100,
        "media_1",
        java.util.List.of(
            new io.drillmaster.history.ProbeEvent.ConnectionView("c1", true, 1),
            new io.drillmaster.history.ProbeEvent.ConnectionView("c2", true, 0)));
  }

  @Test
  void aGhostThatTheRealProductMakesIsAFinding() {
    Histories histories =
        lists(
            new Histories()
                .cluster()
                .join(-60, "p1", "s1", "c1", 3, "m1")
                .join(-59, "p2", "s1", "c2", 3, "m3", "c1")
                .noticed(-58.9, "p1", "s1", "c1", Change.JOINED, "c2")
                .closed(-50, "p2", "s1", SocketEvent.By.SELF, true, "Connection closed by client")
                .enter(-48, "p2", "s1", "c3", 3, "m1", "c1")
                .noticed(-47.9, "p1", "s1", "c1", Change.JOINED, "c3")
                .proofs(-45, 30, 5, "p1", "s1", "c1", 3)
                .proofs(-45, 30, 5, "p2", "s1", "c3", 3)
                .phase(0, Phase.STEADY)
                .phase(30, Phase.LEAVE),
            "c1",
            "c2",
            "c3");
    io.drillmaster.check.Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.findings())
        .containsExactly(
            "documented-ghost: still shown though gone: 1 connection closed with a reason text, e.g. c2");
  }

  @Test
  void failsWhenTheStreamOfAPublisherIsNotListed() {
    Histories histories = heard(room());
    histories
        .add(
            new io.drillmaster.history.OperationEvent.Invoked(
                Histories.nanos(-30),
                9_001,
                0,
                1,
                "p1",
                "s1",
                1,
                io.drillmaster.history.OperationEvent.Kind.PUBLISH))
        .add(
            new io.drillmaster.history.OperationEvent.Completed(
                Histories.nanos(-29.8),
                9_001,
                "p1",
                io.drillmaster.history.OperationEvent.Kind.PUBLISH,
                io.drillmaster.history.Outcome.OK,
                0,
                null));
    assertThat(judged(lists(histories, "c1", "c2")).counterexample().orElseThrow().sentence())
        .endsWith("read at +0.000 s does not show the stream it publishes");
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).result()).isEqualTo(Result.UNKNOWN);
  }
}
