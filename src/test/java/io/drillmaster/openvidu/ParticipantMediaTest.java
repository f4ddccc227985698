package io.drillmaster.openvidu;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.openvidu.Observation.Peer;
import io.drillmaster.openvidu.Observation.Where;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParticipantMediaTest {

  private static final ParticipantPlan PUBLISHER =
      new ParticipantPlan("room", "room-p1", true, 0, 0);

  @Test
  void aViewerSubscribesAndPublishesNothing() {
    Stage stage =
        new Stage(new ParticipantPlan("room", "room-p1", false, true, 0, 0))
            .start()
            .at(1)
            .credentials();
    stage.at(2).upgraded();
    stage
        .at(3)
        .answer(
            "joinRoom",
            Stage.joinResult(
                "7", "rpc1", "{\"id\":\"con_a\",\"streams\":[{\"id\":\"str_CAM_1_con_a\"}]}"));

    assertThat(stage.commands)
        .anyMatch(command -> command.contains("send receiveVideoFrom"))
        .noneMatch(command -> command.contains("send publishVideo"));
  }

  @Test
  void publishesAndSubscribesToWhoIsThereAndToWhoPublishesLater() {
    Stage stage = new Stage(PUBLISHER).start().at(1).credentials();
    stage.at(2).upgraded();
    stage
        .at(3)
        .answer(
            "joinRoom",
            Stage.joinResult(
                "7",
                "rpc1",
                "{\"id\":\"con_a\",\"streams\":[{\"id\":\"str_CAM_1_con_a\"}]},"
                    + "{\"id\":\"con_b\"}"));
    stage
        .at(4)
        .notify(
            "participantPublished",
            "{\"id\":\"con_b\",\"streams\":[{\"id\":\"str_CAM_2_con_b\"}]}");
    assertThat(stage.commands)
        .contains(
            "3 send publishVideo 2", "3 send receiveVideoFrom 3", "4 send receiveVideoFrom 5");
    stage.at(5).answer("publishVideo", answerOf("str_CAM_9_con_me", "192.0.2.1"));
    stage.at(6).answer("receiveVideoFrom", answerOf(null, "192.0.2.2"));
    stage
        .at(7)
        .notify(
            "iceCandidate",
            "{\"senderConnectionId\":\"con_b\",\"endpointName\":\"con_me_str_CAM_2_con_b\","
                + "\"sdpMLineIndex\":0,\"sdpMid\":\"0\","
                + "\"candidate\":\"candidate:1 1 UDP 2122252543 192.0.2.3 40001 typ host\"}");
    assertThat(stage.last(Observation.Joined.class).peers())
        .containsExactly(
            new Peer("con_a", List.of("str_CAM_1_con_a")), new Peer("con_b", List.of()));
    long epoch = stage.last(Observation.Opened.class).epoch();
    assertThat(stage.seen(Observation.Addresses.class))
        .containsExactly(
            new Observation.Addresses(
                Stage.nanosAt(5),
                epoch,
                "con_me",
                Where.ANSWER,
                "str_CAM_9_con_me",
                List.of("192.0.2.1")),
            new Observation.Addresses(
                Stage.nanosAt(6),
                epoch,
                "con_me",
                Where.ANSWER,
                "str_CAM_2_con_b",
                List.of("192.0.2.2")),
            new Observation.Addresses(
                Stage.nanosAt(7),
                epoch,
                "con_me",
                Where.CANDIDATE,
                "str_CAM_2_con_b",
                List.of("192.0.2.3")));
  }

  @Test
  void tricklesItsOwnCandidatesToWhomTheyConcern() {
    Stage stage = new Stage(PUBLISHER).joined("7");
    stage.notify(
        "participantPublished", "{\"id\":\"con_b\",\"streams\":[{\"id\":\"str_CAM_2_con_b\"}]}");
    stage.answer("publishVideo", answerOf("str_CAM_9_con_me", "192.0.2.1"));
    stage.answer("receiveVideoFrom", answerOf(null, "192.0.2.2"));
    assertThat(stage.frames.stream().filter(f -> Stage.methodOf(f).equals("onIceCandidate")))
        .hasSize(4)
        .first()
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"method\":\"onIceCandidate\",\"params\":{"
                + "\"endpointName\":\"con_me\",\"candidate\":\"candidate:1 1 udp 2113937151"
                + " 198.51.100.7 50001 typ host generation 0\",\"sdpMid\":\"0\","
                + "\"sdpMLineIndex\":0},\"id\":5}");
    assertThat(stage.last("onIceCandidate")).contains("\"endpointName\":\"con_b\"");
  }

  private static String answerOf(@Nullable String stream, String address) {
    return "{\"sdpAnswer\":\"v=0\\r\\nc=IN IP4 "
        + address
        + "\\r\\n\""
        + (stream == null ? "" : ",\"id\":\"" + stream + "\"")
        + ",\"sessionId\":\"rpc1\"}";
  }

  @Test
  void letsTheServerOfferWhereItIsMediasoup() {
    Stage stage = new Stage(PUBLISHER).start().at(1).credentials();
    stage.at(2).upgraded();
    stage
        .at(3)
        .answer(
            "joinRoom",
            Stage.joinResult(
                    "7", "rpc1", "{\"id\":\"con_a\",\"streams\":[{\"id\":\"str_CAM_1_con_a\"}]}")
                .replace("kurento", "mediasoup"));
    assertThat(stage.last("prepareReceiveVideoFrom"))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"method\":\"prepareReceiveVideoFrom\","
                + "\"params\":{\"sender\":\"str_CAM_1_con_a\",\"reconnect\":false},\"id\":3}");
    stage
        .at(4)
        .answer(
            "prepareReceiveVideoFrom",
            "{\"sdpOffer\":\"v=0\\r\\na=candidate:1 1 UDP 1 192.0.2.1 40001 typ host\\r\\n\"}");
    stage.at(5).answer("receiveVideoFrom", "{\"sessionId\":\"rpc1\"}");
    assertThat(stage.last("receiveVideoFrom")).contains("\"sdpAnswer\":\"v=0");
    assertThat(stage.last(Observation.Addresses.class).where()).isEqualTo(Where.OFFER);
    assertThat(stage.last(Observation.Addresses.class).addresses()).containsExactly("192.0.2.1");
  }

  @Test
  void publishesAgainWhenTheMediaServerCameBackEmptyAndAfterARejoin() {
    Stage stage = new Stage(PUBLISHER).joined("7");
    stage
        .at(100)
        .notify(
            "participantUnpublished",
            "{\"connectionId\":\"con_me\",\"reason\":\"mediaServerReconnect\"}");
    stage
        .at(110)
        .notify(
            "participantUnpublished",
            "{\"connectionId\":\"con_a\",\"reason\":\"mediaServerReconnect\"}");
    stage.at(200).notify("masterNodeCrashedNotification", "{}");
    stage.at(210).credentials().upgraded();
    stage.answer("joinRoom", Stage.joinResult("8", "rpc2", ""));
    assertThat(stage.commands.stream().filter(command -> command.contains("publishVideo")))
        .containsExactly(
            "3 send publishVideo 2", "100 send publishVideo 4", "210 send publishVideo 2");
  }
}
