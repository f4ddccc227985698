package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.history.Event;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.Recorder;
import io.drillmaster.openvidu.Settings;
import io.drillmaster.probe.RestProber;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Prober;
import io.drillmaster.twin.wire.Transport;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a healthy twin of two masters serves through its balancer. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwinServiceIT {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final Transport transport = Transport.open("clients");
  private Twin twin;
  private TestBackend backend;

  @BeforeAll
  void start(@TempDir Path folder) {
    TwinSpec spec = new TwinSpec(2, 2, TwinClocks.FAST, List.of(), 7, folder, 100, List.of());
    twin = Twin.start(spec, TwinTestMain.launch(), TwinWatch.NONE);
    backend = new TestBackend(twin);
  }

  @AfterAll
  void stop() {
    twin.close();
    transport.close();
  }

  @Test
  void twoJoinPublishSubscribeAndSignalWhereverTheirSocketsLand() throws Exception {
    backend.session("room");
    TestClient alice = TestClient.open(transport, twin.baseUrl(), "room", false);
    JsonNode joined = alice.join("room", backend.token("room"));
    assertThat(joined.get("life").asLong()).isPositive();
    JsonNode published = alice.publish();
    assertThat(published.get("sdpAnswer").asString()).contains("a=recvonly");
    String address = alice.await("iceCandidate", SOON).get("candidate").asString().split(" ")[4];
    assertThat(address).startsWith("192.0.2.");

    TestClient bob = TestClient.open(transport, twin.baseUrl(), "room", false);
    JsonNode bobs = bob.join("room", backend.token("room"));
    String stream = published.get("id").asString();
    assertThat(bobs.get("value").get(0).get("streams").get(0).get("id").asString())
        .isEqualTo(stream);
    assertThat(alice.await("participantJoined", SOON).get("id")).isEqualTo(bobs.get("id"));
    JsonNode received =
        bob.call(
            "receiveVideoFrom",
            "{\"sender\":\"" + stream + "\",\"sdpOffer\":\"v=0\\r\\nm=audio 9 X 111\\r\\n\"}");
    assertThat(received.get("result").get("sdpAnswer").asString()).startsWith("v=0");
    assertThat(bob.await("iceCandidate", SOON).get("candidate").asString()).contains(address);

    bob.call(
        "sendMessage",
        "{\"message\":\"{\\\"to\\\":[],\\\"data\\\":\\\"hi\\\",\\\"type\\\":\\\"signal:chat\\\"}\"}");
    for (TestClient each : List.of(alice, bob)) {
      JsonNode heard = each.await("sendMessage", SOON);
      assertThat(heard.get("data").asString()).isEqualTo("hi");
      assertThat(heard.get("from")).isEqualTo(bobs.get("id"));
    }
    String mediaNode = backend.get("/openvidu/api/sessions/room").get("mediaNodeId").asString();
    assertThat(
            twin.nodes().stream()
                .filter(node -> node.id().equals(mediaNode))
                .map(TwinNode::advertised))
        .containsExactly(address);
    bob.call("leaveRoom", "{}");
    assertThat(alice.await("participantLeft", SOON).get("reason").asString())
        .isEqualTo("disconnect");
    alice.call("leaveRoom", "{}");
    assertThat(backend.send("GET", "/openvidu/api/sessions/room", "").statusCode()).isEqualTo(404);
  }

  @Test
  void everyMasterTellsWhoItIsAndThatTheClusterIsUp() throws Exception {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      ids.add(backend.get("/openvidu/api/config").get("AWS_INSTANCE_ID").asString());
    }

    assertThat(twin.nodes())
        .filteredOn(node -> node.role() == TwinRole.MASTER)
        .extracting(TwinNode::id)
        .containsExactlyInAnyOrderElementsOf(ids)
        .allMatch(id -> id.matches("i-[0-9a-f]{17}"));
    assertThat(backend.get("/openvidu/api/health").get("clusterStatus").asString()).isEqualTo("UP");
    assertThat(backend.get("/openvidu/api/media-nodes").get("numberOfElements").asInt())
        .isEqualTo(2);
  }

  @Test
  void letsWitnessesComeProveThemselvesAndLeave() throws Exception {
    List<Event> events = new CopyOnWriteArrayList<>();
    AtomicLong ids = new AtomicLong();
    Settings settings =
        new Settings(
            "w", ProtocolClocks.REAL, ClientPolicy.OPENVIDU_BROWSER, ids::incrementAndGet, 1);
    try (RestProber prober = new RestProber("w", settings)) {
      Access access = new Access(twin.baseUrl(), twin.secret());
      prober.start(recorder(events), access, List::of, 0);
      prober.seatStoics(List.of("drill-w-0001"));
      prober.outageBegins(SOON.multipliedBy(2));
      await().atMost(SOON.multipliedBy(3)).until(() -> left(events).contains("newcomer-1-b"));
      prober.outageEnds();
      Prober.Joins joins = prober.joinEach(List.of("drill-w-0001"));
      await().atMost(SOON).until(joins::isOver);
      assertThat(joins.proved()).isEqualTo(1);
      prober.quiet();
      await()
          .atMost(SOON)
          .until(
              () ->
                  left(events)
                      .containsAll(List.of("newcomer-1-a", "newcomer-1-b", "joiner-1", "stoic-1")));
      await().atMost(SOON).until(() -> prober.sweepSessions() == 0);
    }
    assertThat(of(events, MemberEvent.Joined.class))
        .filteredOn(joined -> joined.who().equals("joiner-1"))
        .singleElement()
        .extracting(joined -> joined.peers().size())
        .isEqualTo(1);
    assertThat(of(events, OperationEvent.Completed.class))
        .filteredOn(each -> each.kind() == OperationEvent.Kind.REST_READ)
        .hasSizeGreaterThan(2)
        .allMatch(each -> String.valueOf(each.detail()).matches("i-[0-9a-f]{17}"));
  }

  private static Set<String> left(List<Event> events) {
    return of(events, OperationEvent.Completed.class).stream()
        .filter(each -> each.kind() == OperationEvent.Kind.LEAVE && each.outcome() == Outcome.OK)
        .map(OperationEvent.Completed::who)
        .collect(Collectors.toSet());
  }

  private static <T extends Event> List<T> of(List<Event> events, Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static Recorder recorder(List<Event> events) {
    return new Recorder() {
      @Override
      public void record(Event event) {
        events.add(event);
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void refusesBinaryAndOversizedMessagesAsTheRealServerDoes() throws Exception {
    TestClient talker = TestClient.open(transport, twin.baseUrl(), "x", false);
    talker.send("{\"jsonrpc\":\"2.0\",\"method\":\"" + "x".repeat(60_000) + "\"}");

    assertThat(talker.awaitEnd(SOON)).startsWith("1009 The decoded text message was too big");
  }

  @Test
  void challengesACallWithoutTheSecret() throws Exception {
    HttpResponse<String> response =
        java.net.http.HttpClient.newHttpClient()
            .send(
                java.net.http.HttpRequest.newBuilder(
                        twin.baseUrl().resolve("/openvidu/api/sessions"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"Realm\"");
    assertThat(response.headers().firstValue("Set-Cookie").orElse("")).startsWith("OVJSESSIONID=");
    assertThat(response.headers().firstValue("Server")).isEmpty();
  }
}
