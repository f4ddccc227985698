package io.drillmaster.openvidu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.openvidu.Observation.Change;
import io.drillmaster.openvidu.Observation.Purpose;
import io.drillmaster.openvidu.Observation.Way;
import io.drillmaster.openvidu.Participant.State;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParticipantTest {

  private static final long SECOND = 1_000_000_000L;
  private static final ParticipantPlan TALKER =
      new ParticipantPlan("room", "room-p1", false, 5 * SECOND, 2 * SECOND);

  @Test
  void joinsAsTheSdkDoesAndProvesItselfAtOnce() {
    Stage stage = new Stage(Stage.SILENT).joined("7");
    assertThat(stage.taken())
        .containsExactly(
            "0 ask JOIN",
            "1 connect ws://balancer:4443/openvidu?sessionId=room",
            "2 send ping 0",
            "2 send joinRoom 1",
            "3 send sendMessage 2");
    assertThat(stage.participant.isServed()).isFalse();
    stage.at(5).proofServed();
    assertThat(stage.participant.isServed()).isTrue();
    assertThat(stage.observations)
        .containsExactly(
            new Observation.Intends(Stage.nanosAt(0), true),
            new Observation.Invoked(Stage.nanosAt(1), 1, 0, 1, 0, OperationKind.UPGRADE),
            new Observation.Completed(
                Stage.nanosAt(2), 1, OperationKind.UPGRADE, Outcome.OK, 101, null),
            new Observation.Opened(Stage.nanosAt(2), 1, 2, Stage.SOCKET, false),
            new Observation.Invoked(Stage.nanosAt(2), 3, 1, 1, 2, OperationKind.JOIN),
            new Observation.Completed(Stage.nanosAt(3), 3, OperationKind.JOIN, Outcome.OK, 0, null),
            new Observation.Joined(Stage.nanosAt(3), 3, 2, "con_me", "ef4d4dbf", 7L, List.of()),
            new Observation.Invoked(Stage.nanosAt(3), 4, 0, 1, 2, OperationKind.PROOF),
            new Observation.Sent(
                Stage.nanosAt(3), 4, 2, "con_me", 7L, 1, Purpose.PROOF, Stage.nanosAt(3)),
            new Observation.Received(
                Stage.nanosAt(5),
                2,
                "con_me",
                "con_me",
                new SignalPayload(
                    "run1", "room", "room-p1", "con_me", 7L, 1, Purpose.PROOF, Stage.nanosAt(3))),
            new Observation.Back(Stage.nanosAt(5), Way.JOINED, Stage.nanosAt(0)),
            new Observation.Completed(
                Stage.nanosAt(5), 4, OperationKind.PROOF, Outcome.OK, 0, null));
  }

  @Test
  void pingsEveryFiveSecondsAndTellsTheIntervalOnlyOnce() {
    Stage stage = new Stage(Stage.SILENT).joined("7");
    stage.at(4).pong().proofServed();
    stage.at(5_003).pong();
    stage.at(10_003).pong();
    assertThat(stage.frames.stream().filter(f -> Stage.methodOf(f).equals("ping")))
        .hasSize(3)
        .first()
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"params\":{\"interval\":5000},\"id\":0}");
    assertThat(stage.last("ping")).doesNotContain("params");
    assertThat(stage.commands).contains("5002 send ping 4", "10002 send ping 6");
    assertThat(stage.state()).isEqualTo(State.JOINED);
  }

  @Test
  void repeatsAnUnservedProofEverySecondAndAServedOneEveryFourSeconds() {
    Stage stage = new Stage(Stage.SILENT).joined("7");
    stage.at(4).pong();
    stage.at(2_004);
    assertThat(sentAt(stage, Purpose.PROOF)).containsExactly(3L, 1003L, 2003L);
    stage.proofServed();
    stage.at(5_003).pong();
    stage.at(6_004).proofServed();
    stage.at(10_003).pong();
    stage.at(10_004).proofServed();
    assertThat(sentAt(stage, Purpose.PROOF)).containsExactly(3L, 1003L, 2003L, 6004L, 10_004L);
  }

  @Test
  void signalsAtIntendedTimesAndSendsWhatIsOverdueWhenBack() {
    Stage stage = new Stage(TALKER).joined("7");
    stage.at(4).pong();
    stage.at(2_100).cut();
    assertThat(intended(stage)).containsExactly(2_003L);
    stage.at(40_000).upgraded().answer("connect", "{\"sessionId\":\"rpc1\"}");
    assertThat(intended(stage)).containsExactly(2_003L, 27_003L, 32_003L, 37_003L);
    assertThat(sentAt(stage, Purpose.ROOM)).containsExactly(2_003L, 40_000L, 40_000L, 40_000L);
    stage.at(42_003);
    assertThat(intended(stage)).endsWith(42_003L);
  }

  @Test
  void neverUsesASequenceNumberTwice() {
    Stage stage = new Stage(TALKER).joined("7");
    stage.at(4).pong();
    stage.at(2_500).notify("masterNodeCrashedNotification", "{}");
    stage.at(3_000).credentials().upgraded();
    stage.answer("joinRoom", Stage.joinResult("8", "rpc2", "")).pong();
    stage.at(7_900).cut();
    stage.at(8_000).upgraded().answer("connect", "{\"sessionId\":\"rpc2\"}");
    stage.at(12_000);
    List<Long> seqs =
        stage.seen(Observation.Sent.class).stream().map(Observation.Sent::seq).toList();
    Set<Long> distinct = new HashSet<>(seqs);
    assertThat(seqs).isSorted().hasSameSizeAs(distinct).hasSizeGreaterThan(8);
  }

  @Test
  void goesQuietButKeepsProving() {
    Stage stage = new Stage(TALKER).joined("7");
    stage.at(4).pong();
    stage.at(5).proofServed();
    stage.at(100).participant.quiet(stage.now());
    stage.at(4_900);
    assertThat(sentAt(stage, Purpose.ROOM)).isEmpty();
    assertThat(sentAt(stage, Purpose.PROOF)).containsExactly(3L, 4_005L);
  }

  @Test
  void leavesPolitelyAndEndsOnTheAcknowledgement() {
    Stage stage = new Stage(TALKER).joined("7");
    stage.taken();
    stage.at(100).participant.leave(stage.now());
    assertThat(stage.last("leaveRoom"))
        .isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"leaveRoom\",\"params\":{},\"id\":3}");
    stage.at(110).answer("leaveRoom", "{\"sessionId\":\"rpc1\"}");
    stage.at(60_000);
    assertThat(stage.taken())
        .containsExactly("100 send leaveRoom 3", "110 close 4102 Connection closed by client");
    assertThat(stage.participant.isDone()).isTrue();
    assertThat(stage.last(Observation.Closed.class).willing()).isTrue();
    assertThat(stage.seen(Observation.Intends.class))
        .containsExactly(
            new Observation.Intends(Stage.nanosAt(0), true),
            new Observation.Intends(Stage.nanosAt(100), false));
  }

  @Test
  void endsWhenItsLeaveIsNeverAnswered() {
    Stage stage = new Stage(TALKER).joined("7");
    stage.at(100).participant.leave(stage.now());
    stage.at(10_100);
    assertThat(stage.participant.isDone()).isTrue();
    assertThat(stage.taken()).endsWith("10100 close 4102 Connection closed by client");
  }

  @Test
  void canBeLeftOrDroppedInAnyState() {
    for (boolean polite : new boolean[] {true, false}) {
      for (int step = 0; step <= 6; step++) {
        Stage stage = inState(step);
        if (polite) {
          stage.participant.leave(stage.now());
        } else {
          stage.participant.drop(stage.now());
        }
        stage.at(30_000);
        assertThat(stage.participant.isDone()).as("step %s", step).isTrue();
        int said = stage.commands.size();
        stage.at(90_000).participant.leave(stage.now());
        stage.participant.credentials(new Credentials(Stage.TOKEN, "con_x"), stage.now());
        stage.upgraded().receive("{\"id\":1,\"result\":{}}").cut();
        assertThat(stage.commands).hasSize(said);
      }
    }
  }

  private static Stage inState(int step) {
    Stage stage = new Stage(TALKER);
    if (step >= 1) {
      stage.start();
    }
    if (step >= 2) {
      stage.at(1).credentials();
    }
    if (step >= 3) {
      stage.at(2).upgraded();
    }
    if (step >= 4) {
      stage.at(3).answer("joinRoom", Stage.joinResult("7", "rpc1", ""));
    }
    if (step >= 5) {
      stage.at(4).cut();
    }
    if (step >= 6) {
      stage.at(5).upgraded();
    }
    return stage;
  }

  @Test
  void cannotBeStartedTwice() {
    Stage stage = new Stage(TALKER).start();
    assertThatThrownBy(stage::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("room-p1 is AWAITING_CREDENTIALS; start it once only");
  }

  @Test
  void notesEveryNotificationWithItsReason() {
    Stage stage = new Stage(Stage.SILENT).joined("7");
    stage.at(10).notify("participantJoined", "{\"id\":\"con_a\",\"metadata\":\"\"}");
    stage.at(11).notify("participantPublished", "{\"id\":\"con_a\",\"streams\":[{\"id\":\"s1\"}]}");
    stage
        .at(12)
        .notify("participantUnpublished", "{\"connectionId\":\"con_a\",\"reason\":\"unpublish\"}");
    stage.at(13).notify("participantLeft", "{\"connectionId\":\"con_a\",\"reason\":\"\"}");
    stage.at(14).notify("participantEvicted", "{\"connectionId\":\"con_a\",\"reason\":\"\"}");
    assertThat(stage.seen(Observation.Noticed.class))
        .containsExactly(
            noticed(10, Change.JOINED, null, null),
            noticed(11, Change.PUBLISHED, "s1", null),
            noticed(12, Change.UNPUBLISHED, null, "unpublish"),
            noticed(13, Change.LEFT, null, ""),
            noticed(14, Change.EVICTED, null, ""));
  }

  private static Observation.Noticed noticed(
      long at, Change change, @Nullable String stream, @Nullable String reason) {
    return new Observation.Noticed(Stage.nanosAt(at), 2, "con_me", change, "con_a", stream, reason);
  }

  @Test
  void ignoresMalformedFramesStrangersSignalsAndUnknownAnswers() {
    Stage stage = new Stage(Stage.SILENT).joined("7");
    stage.at(4).pong();
    stage.at(5).proofServed();
    List<Observation> before = List.copyOf(stage.observations);
    stage.taken();
    for (String frame :
        List.of(
            "",
            "null",
            "[]",
            "5",
            "not json",
            "{\"id\":",
            "{}",
            "{\"id\":\"x\",\"result\":{}}",
            "{\"id\":99,\"result\":{}}",
            "{\"id\":99,\"error\":{\"code\":1}}",
            "{\"method\":5,\"params\":{}}",
            "{\"method\":\"participantLeft\"}",
            "{\"method\":\"participantLeft\",\"params\":null}",
            "{\"method\":\"networkQualityLevelChanged\",\"params\":{\"connectionId\":\"con_a\"}}",
            "{\"method\":\"sendMessage\",\"params\":{\"data\":\"hi\",\"type\":\"signal:chat\"}}",
            "{\"method\":\"sendMessage\",\"params\":{\"data\":\"run2 a b c 1 1 R 1\","
                + "\"type\":\"signal:drill\"}}")) {
      stage.receive(frame);
    }
    assertThat(stage.observations).isEqualTo(before);
    assertThat(stage.taken()).isEmpty();
    assertThat(stage.state()).isEqualTo(State.JOINED);
  }

  @Test
  void isNotProvenByOldProofsOrByThoseOfOthers() {
    Stage stage = new Stage(Stage.SILENT).joined("7");
    for (String data :
        List.of(
            "run1 room room-p2 con_me 7 1 P 1",
            "run1 room room-p1 con_old 7 1 P 1",
            "run1 room room-p1 con_me 7 0 P 1",
            "run1 room room-p1 con_me 7 1 R 1")) {
      stage.notify(
          "sendMessage",
          "{\"data\":\"" + data + "\",\"type\":\"signal:drill\",\"from\":\"con_me\"}");
    }
    assertThat(stage.seen(Observation.Received.class)).hasSize(4);
    assertThat(stage.participant.isServed()).isFalse();
  }

  private static List<Long> sentAt(Stage stage, Purpose purpose) {
    return stage.seen(Observation.Sent.class).stream()
        .filter(sent -> sent.purpose() == purpose)
        .map(sent -> (sent.at() - Stage.nanosAt(0)) / 1_000_000)
        .toList();
  }

  private static List<Long> intended(Stage stage) {
    return stage.seen(Observation.Sent.class).stream()
        .filter(sent -> sent.purpose() == Purpose.ROOM)
        .map(sent -> (sent.intendedAt() - Stage.nanosAt(0)) / 1_000_000)
        .toList();
  }
}
