package io.drillmaster.openvidu;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.openvidu.Observation.Told;
import io.drillmaster.openvidu.Observation.Verdict;
import io.drillmaster.openvidu.Observation.Via;
import io.drillmaster.openvidu.Participant.State;
import org.junit.jupiter.api.Test;

/** One who believes its own proofs, not notices (checks.md 3.4 T7). */
class StoicTest {

  /** Joined in life 7 and served; the clock stands at 10 ms. */
  private static Stage served() {
    Stage stage = new Stage(ParticipantPlan.stoic("room", "stoic-1")).joined("7");
    stage.at(4).pong();
    stage.at(10).proofServed();
    stage.taken();
    return stage;
  }

  private static Told told(long millis, Verdict verdict, Via via, String reason) {
    return new Told(Stage.nanosAt(millis), 2, "con_me", 7L, verdict, via, reason);
  }

  @Test
  void staysAndProvesItAtOnceWhenItIsToldOfACrash() {
    Stage stage = served();
    stage.at(100).notify("masterNodeCrashedNotification", "{}");
    assertThat(stage.seen(Told.class))
        .containsExactly(told(100, Verdict.NODE_CRASHED, Via.CRASH_NOTIFICATION, ""));
    assertThat(stage.taken()).containsExactly("100 send sendMessage 3");
    stage.at(110).proofServed();
    assertThat(stage.participant.isServed()).isTrue();
    stage.at(5_005).pong();
    stage.at(9_000);
    assertThat(stage.state()).isEqualTo(State.JOINED);
    assertThat(stage.taken())
        .containsExactly("4110 send sendMessage 4", "5002 send ping 5", "8110 send sendMessage 6");
  }

  @Test
  void takesAProofOfBeforeTheNoticeForNone() {
    Stage stage = new Stage(ParticipantPlan.stoic("room", "stoic-1")).joined("7");
    stage.at(4).pong();
    stage.at(5).notify("masterNodeCrashedNotification", "{}");
    String first = stage.frames.get(2);
    assertThat(Stage.methodOf(first)).isEqualTo("sendMessage");
    String data = first.replaceAll(".*\\\\\"data\\\\\":\\\\\"([^\\\\]*)\\\\\".*", "$1");
    stage.notify("sendMessage", "{\"data\":\"" + data + "\",\"type\":\"signal:drill\"}");
    assertThat(stage.participant.isServed()).isFalse();
  }

  @Test
  void rebuildsWhenNoProofComesBackWithinFiveSecondsOfTheNotice() {
    Stage stage = served();
    stage.at(100).notify("masterNodeCrashedNotification", "{}");
    stage.at(5_005).pong();
    stage.at(5_200);
    assertThat(stage.taken())
        .containsExactly(
            "100 send sendMessage 3",
            "1100 send sendMessage 4",
            "2100 send sendMessage 5",
            "3100 send sendMessage 6",
            "4100 send sendMessage 7",
            "5002 send ping 8",
            "5100 send sendMessage 9",
            "5100 close 4102 Connection closed by client",
            "5100 ask REBUILD");
    assertThat(stage.seen(Told.class)).hasSize(1);
  }

  @Test
  void joinsTheSameLifeAgainWhenItWasEvictedForGood() {
    Stage stage = served();
    stage
        .at(100)
        .notify(
            "participantEvicted", "{\"connectionId\":\"con_me\",\"reason\":\"networkDisconnect\"}");
    stage.at(5_005).pong();
    stage.at(5_200);
    assertThat(stage.seen(Told.class))
        .containsExactly(told(100, Verdict.NETWORK_DISCONNECT, Via.EVICTION, "networkDisconnect"));
    assertThat(stage.taken()).endsWith("5100 ask REJOIN");
  }

  @Test
  void doesAsTheSdkDoesOnceItsSocketIsGone() {
    Stage stage = served();
    stage.at(100).notify("masterNodeCrashedNotification", "{}");
    stage.at(200).cut();
    assertThat(stage.state()).isEqualTo(State.REDIALING);
    stage.at(210).upgraded().notify("masterNodeCrashedNotification", "{}");
    assertThat(stage.taken()).endsWith("210 ask REBUILD");
    stage.at(6_000);
    assertThat(stage.taken()).isEmpty();
  }

  @Test
  void leavesWhenItIsAskedTo() {
    Stage stage = served();
    stage.at(100).notify("masterNodeCrashedNotification", "{}");
    stage.at(200).participant.leave(stage.now());
    stage.answer("leaveRoom", "{\"sessionId\":\"rpc1\"}");
    assertThat(stage.participant.isDone()).isTrue();
    stage.taken();
    stage.at(10_000);
    assertThat(stage.taken()).isEmpty();
  }
}
