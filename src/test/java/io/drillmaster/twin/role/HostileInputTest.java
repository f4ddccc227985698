package io.drillmaster.twin.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.Bench.Joined;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever a client or caller sends, a master goes on: an exception would end the process. */
class HostileInputTest {

  private static final int FRAMES = 20_000;
  private static final List<String> METHODS =
      List.of(
          "ping",
          "joinRoom",
          "leaveRoom",
          "connect",
          "sessionStatus",
          "publishVideo",
          "unpublishVideo",
          "receiveVideoFrom",
          "prepareReceiveVideoFrom",
          "unsubscribeFromVideo",
          "onIceCandidate",
          "sendMessage",
          "echo",
          "forceDisconnect",
          "forceUnpublish",
          "reconnectStream",
          "streamPropertyChanged",
          "videoData",
          "closeSession",
          "applyFilter");
  private static final List<String> KEYS =
      List.of(
          "sessionId",
          "session",
          "token",
          "secret",
          "metadata",
          "platform",
          "interval",
          "sender",
          "sdpOffer",
          "sdpAnswer",
          "sdpString",
          "stream",
          "streamId",
          "connectionId",
          "message",
          "endpointName",
          "candidate",
          "typeOfVideo",
          "hasVideo",
          "property",
          "newValue",
          "role",
          "data",
          "to",
          "type",
          "customSessionId",
          "customIceServers",
          "kurentoOptions",
          "defaultRecordingProperties",
          "mediaNode");

  private final Random random = new Random(20);
  private final Bench bench = new Bench();
  private final List<Object> values = new ArrayList<>();

  private @Nullable Object value() {
    return switch (random.nextInt(9)) {
      case 0 -> null;
      case 1 -> Long.MAX_VALUE;
      case 2 -> -1.5e300;
      case 3 -> List.of();
      case 4 -> java.util.Arrays.asList(null, "x", 3, Map.of("a", "b"));
      case 5 -> Fields.of("to", value(), "data", value(), "", null);
      case 6 -> random.nextBoolean();
      default -> values.get(random.nextInt(values.size()));
    };
  }

  private Map<String, @Nullable Object> params() {
    Map<String, @Nullable Object> params = Fields.of();
    for (int i = random.nextInt(6); i > 0; i--) {
      params.put(KEYS.get(random.nextInt(KEYS.size())), value());
    }
    return params;
  }

  private String frame() {
    Object params = random.nextInt(10) == 0 ? value() : params();
    String text =
        RpcCodec.write(
            Fields.of(
                "method",
                    random.nextInt(20) == 0 ? value() : METHODS.get(random.nextInt(METHODS.size())),
                "params", params,
                "id", random.nextInt(20) == 0 ? value() : Integer.valueOf(random.nextInt())));
    return random.nextInt(15) == 0 ? text.substring(random.nextInt(text.length())) : text;
  }

  @Test
  void aMasterOutlivesTwentyThousandRandomFramesAndCalls() {
    bench.session("room");
    for (int i = 0; i < FRAMES / 100; i++) {
      Joined member = bench.joined(random.nextBoolean() ? bench.m1 : bench.m2, "room");
      member.client().call("publishVideo", "sdpOffer", "v=0");
      values.addAll(
          List.of(
              "room",
              member.id(),
              member.rpcId(),
              bench.token("room"),
              "{\"to\":[]}",
              "con_",
              "str_"));
      for (int j = 0; j < 100; j++) {
        member.client().raw(frame());
      }
      RestAnswer answer = restCall();
      assertThat(answer.status()).isBetween(200, 501);
      bench.pass(Duration.ofMillis(random.nextInt(1_000)));
      if (bench.rest(bench.m1, "GET", "/sessions/room", "").status() == 404) {
        bench.session("room");
      }
    }
    assertThat(bench.m1.isAlive && bench.m2.isAlive).isTrue();
    bench.pass(Duration.ofMinutes(2));
    assertThat(bench.m1.isAlive && bench.m2.isAlive).isTrue();
  }

  private RestAnswer restCall() {
    List<String> methods = List.of("GET", "POST", "PATCH", "PUT");
    List<String> paths =
        List.of(
            "/sessions",
            "/sessions/room",
            "/sessions/room/connection",
            "/signal",
            "/tokens",
            "/media-nodes",
            "/health",
            "/config",
            "/sessions//connection/",
            "/sessions/room/stream/x",
            "/");
    return bench.rest(
        random.nextBoolean() ? bench.m1 : bench.m2,
        methods.get(random.nextInt(methods.size())),
        paths.get(random.nextInt(paths.size())),
        RpcCodec.write(params()));
  }
}
