package io.drillmaster.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.history.ProbeEvent.ConnectionView;
import io.drillmaster.history.ProbeEvent.MediaNodeView;
import io.drillmaster.history.ProbeEvent.SessionView;
import io.drillmaster.history.ProbeEvent.Webhook;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeCodecTest {
  @Test
  void readsTheListOfSessions() {
    String body =
        """
        {"numberOfElements":2,"content":[
          {"id":"room-A","object":"session","sessionId":"room-A","createdAt":1795378144192,
           "mediaNodeId":"media_abcdefgh","recording":false,
           "connections":{"numberOfElements":2,"content":[
             {"id":"con_1","status":"active","connectionId":"con_1",
              "publishers":[{"streamId":"str_CAM_1"}],"subscribers":[]},
             {"id":"con_2","status":"pending","connectionId":"con_2","publishers":null}]}},
          {"id":"room-B","sessionId":"room-B","createdAt":5,
           "connections":{"numberOfElements":0,"content":[]}}]}""";
    assertThat(ProbeCodec.sessions(body))
        .containsExactly(
            new SessionView(
                "room-A",
                1795378144192L,
                "media_abcdefgh",
                List.of(
                    new ConnectionView("con_1", true, 1), new ConnectionView("con_2", false, 0))),
            new SessionView("room-B", 5, null, List.of()));
  }

  @Test
  void readsMediaNodesWhoseSessionsAreIdsOrWholeSessions() {
    String body =
        """
        {"numberOfElements":2,"content":[
          {"id":"media_1","object":"mediaNode","ip":"192.0.2.1","uri":"ws://127.1.2.21:8888/kurento",
           "status":"running","sessions":[{"sessionId":"room-A"},"room-B"]},
          {"id":"media_2","ip":"192.0.2.2","uri":"","status":"terminating",
           "sessions":{"numberOfElements":1,"content":[{"id":"room-C","object":"session"}]}}]}""";
    assertThat(ProbeCodec.mediaNodes(body))
        .containsExactly(
            new MediaNodeView(
                "media_1",
                "192.0.2.1",
                "ws://127.1.2.21:8888/kurento",
                "running",
                List.of("room-A", "room-B")),
            new MediaNodeView("media_2", "192.0.2.2", "", "terminating", List.of("room-C")));
  }

  @Test
  void refusesAMediaNodesSessionWithoutAName() {
    String body =
        """
        {"content":[{"id":"media_1","sessions":[{"object":"session"}]}]}""";
    assertThatThrownBy(() -> ProbeCodec.mediaNodes(body))
        .isInstanceOf(ProbeCodec.Malformed.class)
        .hasMessageContaining("neither sessionId nor id: {\"object\":\"session\"}");
  }

  @Test
  void readsTheHealthOfAClusterAndOfASingleServer() {
    assertThat(
            ProbeCodec.health(
                """
                {"clusterStatus":"UNSTABLE","nodes":{
                  "master_10.5.0.6":{"status":"UP","id":"master_10.5.0.6"},
                  "master_10.5.0.7":{"status":"DOWN","id":"master_10.5.0.7"}}}"""))
        .isEqualTo(
            new ProbeCodec.Health(false, "UNSTABLE: master_10.5.0.6 UP, master_10.5.0.7 DOWN"));
    assertThat(ProbeCodec.health("{\"status\":\"UP\",\"disconnectedMediaNodes\":[]}"))
        .isEqualTo(new ProbeCodec.Health(true, "UP"));
  }

  @Test
  void readsWebhooksOfSessionsAndOfTheCluster() {
    assertThat(
            ProbeCodec.webhook(
                """
                {"sessionId":"room1","uniqueSessionId":"room1_17","timestamp":1795378241767,
                 "participantId":"con_1","connectionId":"con_1","reason":"nodeCrashed",
                 "event":"participantLeft"}""",
                9))
        .isEqualTo(
            new Webhook(
                9,
                1795378241767L,
                "participantLeft",
                "room1",
                "room1_17",
                "con_1",
                "nodeCrashed",
                "",
                "",
                List.of()));
    assertThat(
            ProbeCodec.webhook(
                """
                {"event":"nodeCrashed","timestamp":1,"id":"master_10.5.0.6",
                 "nodeRole":"masternode","sessionIds":["room1","room2"]}""",
                9))
        .isEqualTo(
            new Webhook(
                9,
                1,
                "nodeCrashed",
                "",
                "",
                "",
                null,
                "master_10.5.0.6",
                "masternode",
                List.of("room1", "room2")));
    assertThat(
            ProbeCodec.webhook("{\"event\":\"HANodeRegistered\",\"nodeId\":\"master_10.5.0.6\"}", 9)
                .node())
        .isEqualTo("master_10.5.0.6");
  }

  @Test
  void saysThatATextIsNoJson() {
    assertThatThrownBy(() -> ProbeCodec.sessions("<html>"))
        .isInstanceOf(ProbeCodec.Malformed.class)
        .hasMessageStartingWith("no JSON: ");
    assertThatThrownBy(() -> ProbeCodec.webhook("[]", 9)).hasMessage("a webhook must be an object");
  }
}
