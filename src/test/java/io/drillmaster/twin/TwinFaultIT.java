package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.wire.HttpServerHandler;
import io.drillmaster.twin.wire.Transport;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the twin's clients see of the faults of its nodes, one after the other. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwinFaultIT {

  /** A lease of 5 s and a sweep of 0.3 s (checks.md 6), and what a busy machine adds. */
  private static final Duration SEALED = Duration.ofMillis(5300).plusSeconds(5);

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int TRIES_MAX = 60;

  private final Transport transport = Transport.open("clients");
  private final Queue<String> webhooks = new ConcurrentLinkedQueue<>();
  private final Queue<TwinNotice> notices = new ConcurrentLinkedQueue<>();
  private Twin twin;
  private TestBackend backend;

  /** A participant whose entry is not its owner. */
  private record Seat(TestClient client, JsonNode joined, TwinNode owner, String entry) {}

  @BeforeAll
  void start(@TempDir Path folder) {
    InetSocketAddress receiver =
        transport.listen(
            new InetSocketAddress("127.0.0.1", 0),
            HttpServerHandler.pipeline(
                exchange -> {
                  webhooks.add(exchange.body());
                  exchange.respond(200, Map.of(), "");
                }));
    TwinSpec spec =
        new TwinSpec(
            3,
            2,
            TwinClocks.FAST,
            List.of(),
            7,
            folder,
            100,
            List.of(URI.create("http://" + Transport.text(receiver) + "/hook")));
    TwinWatch watch =
        new TwinWatch() {
          @Override
          public void noticed(TwinNotice notice) {
            notices.add(notice);
          }
        };
    twin = Twin.start(spec, TwinTestMain.launch(), watch);
    backend = new TestBackend(twin);
  }

  @AfterAll
  void stop() {
    twin.close();
    transport.close();
  }

  @BeforeEach
  void awaitWhole() throws Exception {
    assertThat(Pause.until(twin::isWhole, Duration.ofMillis(100), Duration.ofSeconds(40))).isTrue();
    notices.clear();
  }

  @Test
  void anOwnersCrashIsToldByTheOtherEntriesAndTheSessionIsRebuilt() throws Exception {
    Seat seat = seat("crash");

    send(seat.owner(), Signal.KILL);
    seat.client().await("masterNodeCrashedNotification", SEALED);

    assertRebuilt("crash", seat);
    assertThat(noticed(TwinNotice.Kind.DIED, seat.owner())).contains("SIGKILL");
    awaitWhole();
    // Its name may have had an earlier incarnation, halted by the test that froze it.
    assertThat(twin.nodes())
        .filteredOn(node -> node.name().equals(seat.owner().name()))
        .extracting(TwinNode::state)
        .containsOnly(TwinNode.State.GONE);
  }

  @Test
  void anEntrysCrashCutsTheSocketAndTheClientIsResumedByAnotherEntry() throws Exception {
    Seat seat = seat("entry");

    send(twin.node(seat.entry()).orElseThrow(), Signal.KILL);
    assertThat(seat.client().awaitEnd(SOON)).isEqualTo("1006 ");

    TestClient again = reopen("entry");
    String rpc = seat.joined().get("sessionId").asString();
    JsonNode answer = again.call("connect", "{\"sessionId\":\"" + rpc + "\",\"reconnect\":true}");
    assertThat(answer.get("result").get("value").asString()).isEqualTo("reconnection successful");
    String con = seat.joined().get("id").asString();
    again.call(
        "sendMessage",
        "{\"message\":\"{\\\"to\\\":[\\\""
            + con
            + "\\\"],\\\"data\\\":\\\"proof\\\",\\\"type\\\":\\\"signal:p\\\"}\"}");
    assertThat(again.await("sendMessage", SOON).get("data").asString()).isEqualTo("proof");
  }

  @Test
  void aFrozenOwnerIsSealedAndHaltsWhenItWakes() throws Exception {
    Seat seat = seat("freeze");
    twin.protect(seat.owner().incarnation());

    send(seat.owner(), Signal.STOP);
    seat.client().await("masterNodeCrashedNotification", SEALED);
    Pause.of(Duration.ofSeconds(1));
    send(seat.owner(), Signal.CONT);

    assertThat(noticed(TwinNotice.Kind.DIED, seat.owner())).contains("fenced");
    twin.release(seat.owner().incarnation());
    assertRebuilt("freeze", seat);
    awaitWhole();
  }

  @Test
  void aMediaNodesDeathEndsItsSessionsAfterThreeSecondsOfFailedReconnection() throws Exception {
    Seat seat = seat("media");
    String id = backend.get("/openvidu/api/sessions/media").get("mediaNodeId").asString();
    TwinNode media =
        twin.nodes().stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
    long before = Ticker.system().nanos();

    send(media, Signal.KILL);
    JsonNode evicted = seat.client().await("participantEvicted", Duration.ofSeconds(9));

    long millis = (Ticker.system().nanos() - before) / 1_000_000;
    assertThat(evicted.get("reason").asString()).isEqualTo("nodeCrashed");
    assertThat(millis).isBetween(3_000L, 7_000L);
    backend.session("media");
    TestClient next = TestClient.open(transport, twin.baseUrl(), "media", false);
    next.join("media", backend.token("media"));
    assertThat(backend.get("/openvidu/api/sessions/media").get("mediaNodeId").asString())
        .isNotEqualTo(id);
  }

  @Test
  void aSilentMediaNodeIsGivenUpAndReplacedWhileItsProcessExists() throws Exception {
    Seat seat = seat("silence");
    String id = backend.get("/openvidu/api/sessions/silence").get("mediaNodeId").asString();
    TwinNode media =
        twin.nodes().stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
    twin.protect(media.incarnation());

    send(media, Signal.STOP);
    JsonNode evicted = seat.client().await("participantEvicted", Duration.ofSeconds(14));

    assertThat(evicted.get("reason").asString()).isEqualTo("nodeCrashed");
    assertThat(noticed(TwinNotice.Kind.LOST, media)).contains("declared dead");
    awaitWhole();
    assertThat(media.process().find()).isPresent();
    send(media, Signal.KILL);
    twin.release(media.incarnation());
  }

  @Test
  void aMasterAskedToStopSealsItselfAndSaysSoByWebhook() throws Exception {
    Seat seat = seat("stop");
    long before = Ticker.system().nanos();

    send(seat.owner(), Signal.TERM);
    seat.client().await("masterNodeCrashedNotification", SOON);

    assertThat((Ticker.system().nanos() - before) / 1_000_000).isLessThan(3_000);
    assertThat(noticed(TwinNotice.Kind.DIED, seat.owner())).contains("exit status 0");
    assertThat(webhooks)
        .anyMatch(
            body ->
                body.contains("openviduServerStopped")
                    && body.contains("sessionDestroyed")
                    && body.contains("\"stop\""));
  }

  private void assertRebuilt(String session, Seat seat) throws Exception {
    backend.session(session);
    TestClient again = reopenFresh(session);
    JsonNode joined = again.join(session, backend.token(session));
    assertThat(joined.get("life")).isNotEqualTo(seat.joined().get("life"));
    assertThat(joined.get("value")).isEmpty();
  }

  private Seat seat(String session) throws Exception {
    backend.session(session);
    TwinNode owner = backend.owner(session);
    List<TestClient> others = new ArrayList<>();
    for (int i = 0; i < TRIES_MAX; i++) {
      TestClient client = reopenFresh(session);
      String entry = backend.entry(client.local());
      if (!entry.equals(owner.name())) {
        others.forEach(TestClient::close);
        return new Seat(client, client.join(session, backend.token(session)), owner, entry);
      }
      others.add(client);
    }
    throw new AssertionError("every socket of %d went to %s".formatted(TRIES_MAX, owner.name()));
  }

  private TestClient reopenFresh(String session) throws Exception {
    return open(session, false);
  }

  private TestClient reopen(String session) throws Exception {
    return open(session, true);
  }

  private TestClient open(String session, boolean reconnect) throws Exception {
    for (int i = 0; i < TRIES_MAX; i++) {
      try {
        return TestClient.open(transport, twin.baseUrl(), session, reconnect);
      } catch (java.util.concurrent.ExecutionException refused) {
        Pause.of(Duration.ofMillis(100));
      }
    }
    throw new AssertionError("no upgrade was accepted");
  }

  private String noticed(TwinNotice.Kind kind, TwinNode node) throws InterruptedException {
    String[] detail = {""};
    Pause.until(
        () -> {
          detail[0] =
              notices.stream()
                  .filter(notice -> notice.kind() == kind)
                  .filter(notice -> notice.node().incarnation().equals(node.incarnation()))
                  .map(TwinNotice::detail)
                  .findFirst()
                  .orElse("");
          return !detail[0].isEmpty();
        },
        Duration.ofMillis(50),
        Duration.ofSeconds(10));
    return detail[0];
  }

  private static void send(TwinNode node, Signal signal) {
    assertThat(Signals.system().send(node.process(), signal)).isTrue();
  }
}
