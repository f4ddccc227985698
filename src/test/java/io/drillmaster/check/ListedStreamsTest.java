package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.MemberEvent.Change;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.ProbeEvent;
import org.junit.jupiter.api.Test;

/** Streams that were taken back, and the session list (checks.md 3.5). */
class ListedStreamsTest {

  /** p1 publishes at -30 and takes its stream back at -28; p2 hears of both. */
  private static Histories takenBack() {
    long op = 9_001;
    return MembershipAgreesTest.heard(MembershipAgreesTest.room())
        .publish(-30, "p1", "s1", "c1")
        .noticed(-29.9, "p2", "s1", "c2", Change.PUBLISHED, "c1")
        .add(
            new OperationEvent.Invoked(
                Histories.nanos(-28), op, 0, 1, "p1", "s1", 1, Kind.UNPUBLISH))
        .completed(-27.97, op, "p1", Kind.UNPUBLISH, Outcome.OK, 0)
        .noticed(-27.9, "p2", "s1", "c2", Change.UNPUBLISHED, "c1");
  }

  private static Verdict listed(Histories histories, ProbeEvent.SessionView view) {
    for (int second = 0; second < 9; second++) {
      histories.list(second, view);
    }
    return histories.verdict(Checks.MEMBERSHIP_AGREES);
  }

  private static ProbeEvent.SessionView withoutStreams() {
    return Histories.view("s1", 100, "media_1", "c1", "c2");
  }

  @Test
  void failsWhenTheListKeepsAStreamThatWasTakenBack() {
    Verdict verdict = listed(takenBack(), MembershipAgreesTest.publishing());
    assertThat(verdict.result()).isEqualTo(Result.FAIL);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .isEqualTo(
            "session s1: p1 (c1) is in service, proven again at +5.000 s, but the session list"
                + " read at +0.000 s still shows the stream that it took back");
  }

  @Test
  void passesWhenTheListShowsItNoMore() {
    assertThat(listed(takenBack(), withoutStreams()).result()).isEqualTo(Result.PASS);
  }

  @Test
  void passesAStreamThatIsPublishedAgain() {
    Histories again =
        takenBack()
            .publish(-26, "p1", "s1", "c1")
            .noticed(-25.9, "p2", "s1", "c2", Change.PUBLISHED, "c1");
    assertThat(listed(again, MembershipAgreesTest.publishing()).result()).isEqualTo(Result.PASS);
  }

  @Test
  void saysNothingOfAListedStreamWhosePublishingWasNeverAnswered() {
    Histories unanswered = MembershipAgreesTest.heard(MembershipAgreesTest.room());
    assertThat(listed(unanswered, MembershipAgreesTest.publishing()).result())
        .isEqualTo(Result.PASS);
  }
}
