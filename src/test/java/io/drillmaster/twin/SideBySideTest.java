package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.browser.Tab.Kind;
import io.drillmaster.twin.browser.Tab.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What two clients did is compared by its steps and waits, and by nothing that is mere luck. */
class SideBySideTest {

  private static final String URL = "ws://127.0.0.1:4443/openvidu?sessionId=room";

  private static List<Step> resumed(double reaction, double retryAfter) {
    double first = 10 + reaction;
    return List.of(
        new Step(Kind.ENDED, 10, ""),
        new Step(Kind.OPENING, first, URL + "&reconnect=true"),
        new Step(Kind.ENDED, first + 0.1, ""),
        new Step(Kind.OPENING, first + 0.1 + retryAfter, URL + "&reconnect=true"),
        new Step(Kind.UPGRADED, 14, ""),
        sent(14.01, "connect"),
        new Step(Kind.RECEIVED, 14.02, "{\"id\":3,\"result\":{}}"),
        new Step(Kind.SENT, 14.03, "{\"method\":\"ping\",\"params\":{\"interval\":5000}}"));
  }

  private static Step sent(double seconds, String method) {
    return new Step(Kind.SENT, seconds, "{\"method\":\"" + method + "\"}");
  }

  @Test
  void theSameStepsAreTheSameWhateverTheNumberOfRetries() {
    List<Step> lucky = new ArrayList<>(resumed(0.01, 3));
    lucky.subList(2, 4).clear();

    SideBySide both = new SideBySide(resumed(0.02, 3.01), lucky);

    assertThat(both.sdk())
        .isEqualTo(both.ours())
        .containsExactly("ENDED", "OPENING reconnect", "UPGRADED", "connect", "ping interval");
    assertThat(both.differences()).isEmpty();
  }

  @Test
  void aLateReactionIsFound() {
    assertThat(new SideBySide(resumed(0, 3), resumed(0.6, 3)).differences())
        .containsExactly("ENDED -> OPENING reconnect: 0.00 s of the SDK, 0.60 s of ours");
  }

  @Test
  void anotherPauseBeforeARetryIsFound() {
    assertThat(new SideBySide(resumed(0, 3), resumed(0, 2)).differences())
        .containsExactly("an upgrade was tried again after 2.00 s");
  }

  @Test
  void theWaitForAPongBeginsWithTheFirstPingThatIsNotAnswered() {
    List<Step> sdk =
        List.of(
            sent(0, "ping"),
            new Step(Kind.RECEIVED, 0.01, "{\"result\":{\"value\":\"pong\"}}"),
            sent(5, "ping"),
            sent(10, "ping"),
            new Step(Kind.OPENING, 10.02, URL + "&reconnect=true"));
    List<Step> early = List.of(sent(5, "ping"), new Step(Kind.OPENING, 8, URL + "&reconnect=true"));

    assertThat(new SideBySide(sdk, sdk).differences()).isEmpty();
    assertThat(new SideBySide(sdk, early).differences())
        .containsExactly("ping -> OPENING reconnect: 5.02 s of the SDK, 3.00 s of ours");
  }

  @Test
  void requestsOfTheLastJoinAreNamedWithoutProofsAndCandidates() {
    List<Step> steps =
        List.of(
            new Step(Kind.OPENING, 0, URL),
            sent(1, "leaveRoom"),
            new Step(Kind.OPENING, 2, URL),
            sent(3, "joinRoom"),
            sent(4, "sendMessage"),
            sent(5, "publishVideo"),
            sent(6, "onIceCandidate"));

    assertThat(SideBySide.requestsUntil("publishVideo", steps))
        .containsExactly("joinRoom", "publishVideo");
  }
}
