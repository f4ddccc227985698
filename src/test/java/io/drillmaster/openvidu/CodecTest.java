package io.drillmaster.openvidu;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.openvidu.Observation.Peer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CodecTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TestFactory
  Stream<DynamicTest> readsWhatAServerSends() {
    Map<String, Incoming> table =
        Map.ofEntries(
            Map.entry(
                "{\"id\":0,\"result\":{\"value\":\"pong\"},\"jsonrpc\":\"2.0\"}",
                Incoming.Answer.ack(0, null)),
            Map.entry(
                "{\"id\":4,\"result\":{\"sessionId\":\"nbg0\"},\"jsonrpc\":\"2.0\"}",
                Incoming.Answer.ack(4, "nbg0")),
            Map.entry(
                "{\"id\":9,\"result\":\"bye\",\"jsonrpc\":\"2.0\"}", Incoming.Answer.ack(9, null)),
            Map.entry(
                "{\"id\":1,\"result\":{\"life\":12345678901,\"id\":\"con_b\",\"createdAt\":1,"
                    + "\"metadata\":\"{}\",\"value\":[{\"id\":\"con_a\",\"createdAt\":2,"
                    + "\"streams\":[{\"id\":\"str_1\",\"filter\":{}},{\"id\":\"str_2\"}]},"
                    + "{\"id\":\"con_c\"}],\"session\":\"room1\",\"mediaServer\":\"kurento\","
                    + "\"customIceServers\":[{\"url\":\"turn:x\"}],\"sessionId\":\"f5at\"}}",
                new Incoming.Answer(
                    1,
                    "con_b",
                    "f5at",
                    12345678901L,
                    "kurento",
                    List.of(
                        new Peer("con_a", List.of("str_1", "str_2")), new Peer("con_c", List.of())),
                    false,
                    List.of())),
            Map.entry(
                "{\"id\":2,\"result\":{\"sdpOffer\":\"v=0\\r\\na=candidate:1 1 UDP 1 192.0.2.1"
                    + " 4 typ host\\r\\n\"}}",
                new Incoming.Answer(
                    2, null, null, null, null, List.of(), true, List.of("192.0.2.1"))),
            Map.entry(
                "{\"id\":3,\"error\":{\"code\":40007,\"message\":\"reconnection error\"}}",
                new Incoming.Refusal(3, 40007, "reconnection error")),
            Map.entry(
                "{\"id\":3,\"error\":{\"code\":-1,\"message\":\"m\",\"data\":\"trace\","
                    + "\"sessionId\":\"x\"},\"data\":{}}",
                new Incoming.Refusal(3, -1, "m")),
            Map.entry(
                "{\"params\":{\"reason\":\"\",\"connectionId\":\"con_a\"},"
                    + "\"method\":\"participantLeft\"}",
                new Incoming.MemberLeft("con_a", "")),
            Map.entry(
                "{\"method\":\"sendMessage\",\"params\":{\"data\":\"from server\","
                    + "\"type\":\"srv\"}}",
                new Incoming.Signal(null, "srv", "from server")),
            Map.entry(
                "{\"method\":\"masterNodeCrashedNotification\"}", new Incoming.MasterCrashed()),
            Map.entry(
                "{\"method\":\"iceCandidate\",\"params\":{\"endpointName\":\"e\","
                    + "\"candidate\":\"candidate:1 1 UDP 1 10.0.0.1 4 typ relay\"}}",
                new Incoming.Candidate("e", null)));
    return table.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> assertThat(Codec.read(entry.getKey())).isEqualTo(entry.getValue())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "plain text",
        "null",
        "7",
        "[]",
        "\"text\"",
        "{",
        "{\"id\":1",
        "{\"id\":1,\"result\":{\"value\":[{\"id\":",
        "{\"id\":99999999999999999999,\"result\":{}}",
        "{\"id\":1}",
        "{\"id\":\"1\",\"result\":{}}",
        "{\"result\":{}}",
        "{\"method\":\"sendMessage\"}",
        "{\"method\":\"sendMessage\",\"params\":[1]}",
        "{\"method\":\"participantJoined\",\"params\":{\"id\":{\"deep\":[1,{}]}}}",
        "{\"method\":\"recordingStarted\",\"params\":{\"id\":\"x\"}}",
      })
  void readsNothingFromMalformedAndUnknownFrames(String frame) {
    assertThat(Codec.read(frame)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"id\":\"con_1\"}",
        "{\"token\":\"ws://a?token=t\"}",
        "{\"id\":\"con_1\",\"token\":\"tok_1\"}",
        "{\"id\":\"con_1\",\"token\":nul"
      })
  void readsNoCredentialsFromAnythingElse(String body) {
    @Nullable Credentials read = Codec.readConnection(body);
    assertThat(read).isNull();
  }

  @Test
  void writesRequestsThatAreJsonWithTheirValuesIntact() {
    String nasty = "a\"b\\c\r\n\t\u0001é";
    JsonNode join = JSON.readTree(Requests.joinRoom(1, "ws://" + nasty, "room", nasty));
    assertThat(join.path("params").path("token").asString()).isEqualTo("ws://" + nasty);
    assertThat(
            JSON.readTree(join.path("params").path("metadata").asString())
                .path("clientData")
                .asString())
        .isEqualTo(nasty);
    JsonNode signal = JSON.readTree(Requests.signalTo(5, "con_1", nasty));
    assertThat(JSON.readTree(signal.path("params").path("message").asString()))
        .isEqualTo(
            JSON.readTree(
                "{\"to\":[\"con_1\"],\"data\":"
                    + JSON.writeValueAsString(nasty)
                    + ",\"type\":\"signal:drill\"}"));
    assertThat(JSON.readTree(Requests.publishVideo(3)).path("params").path("sdpOffer").asString())
        .isEqualTo(Sdp.OFFER);
    assertThat(
            JSON.readTree(Requests.answerVideoFrom(3, "s"))
                .path("params")
                .path("sdpAnswer")
                .asString())
        .isEqualTo(Sdp.ANSWER);
  }

  @Test
  void writesASignalAsTheSdkDoes() {
    assertThat(Requests.signalToRoom(2, "hi"))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"method\":\"sendMessage\",\"params\":{\"message\":"
                + "\"{\\\"to\\\":[],\\\"data\\\":\\\"hi\\\",\\\"type\\\":\\\"signal:drill\\\"}\"},"
                + "\"id\":2}");
  }
}
