package io.drillmaster.twin;

import io.drillmaster.twin.wire.Dialer;
import io.drillmaster.twin.wire.Link;
import io.drillmaster.twin.wire.LinkEvents;
import io.drillmaster.twin.wire.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One signalling client, step by step. */
final class TestClient implements LinkEvents {

  static final String OFFER =
      "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
          + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=sendonly\r\n"
          + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=sendonly\r\n";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration BOUND = Duration.ofSeconds(10);

  private final CompletableFuture<Link> link = new CompletableFuture<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
  private final BlockingQueue<JsonNode> notifications = new LinkedBlockingQueue<>();
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final Transport transport;

  private TestClient(Transport transport) {
    this.transport = transport;
  }

  /** Opens a socket. */
  static TestClient open(Transport transport, URI base, String session, boolean reconnect)
      throws Exception {
    TestClient client = new TestClient(transport);
    URI uri =
        URI.create(
            "ws://"
                + base.getAuthority()
                + "/openvidu?sessionId="
                + session
                + (reconnect ? "&reconnect=true" : ""));
    transport
        .loop()
        .execute(
            () -> new Dialer(transport).dial(uri, Map.of(), BOUND, client, client.link::complete));
    client.link.get(10, TimeUnit.SECONDS);
    return client;
  }

  /** ip:port of our side. */
  String local() {
    return Transport.text(link.join().local());
  }

  /** Calls; gives the whole answer. */
  JsonNode call(String method, String params) throws Exception {
    int id = ids.getAndIncrement();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    ObjectNode request = JSON.createObjectNode();
    request.put("jsonrpc", "2.0").put("method", method).put("id", id);
    request.set("params", JSON.readTree(params));
    send(request.toString());
    return answer.get(10, TimeUnit.SECONDS);
  }

  void send(String text) {
    transport
        .loop()
        .execute(
            () -> {
              link.join().send(text);
              link.join().flush();
            });
  }

  /** Joins; gives the result. */
  JsonNode join(String session, String token) throws Exception {
    ObjectNode params = JSON.createObjectNode();
    params.put("token", token).put("session", session).put("platform", "test");
    params.put("sdkVersion", "2.32.2").put("metadata", "{}").put("secret", "");
    params.put("recorder", false).put("stt", false);
    return call("joinRoom", params.toString()).get("result");
  }

  /** Publishes; gives the result. */
  JsonNode publish() throws Exception {
    ObjectNode params = JSON.createObjectNode();
    params.put("doLoopback", false).put("hasAudio", true).put("hasVideo", true);
    params.put("audioActive", true).put("videoActive", true).put("typeOfVideo", "CAMERA");
    params.put("frameRate", 30).put("videoDimensions", "{\"width\":640,\"height\":480}");
    params.put("sdpOffer", OFFER);
    return call("publishVideo", params.toString()).get("result");
  }

  /** Waits for a notification of that method; others before it are dropped. */
  JsonNode await(String method, Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (true) {
      JsonNode next = notifications.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        throw new AssertionError("no " + method + " within " + bound + "; ended: " + end);
      }
      if (next.get("method").asString().equals(method)) {
        return next.get("params");
      }
    }
  }

  /** How the socket ended: "code reason", once it has. */
  String awaitEnd(Duration bound) throws Exception {
    return end.get(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Every frame that ever came, in order. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  void close() {
    transport.loop().execute(() -> link.join().close(1000, ""));
  }

  @Override
  public void text(String text) {
    heard.add(text);
    JsonNode node = JSON.readTree(text);
    if (node.has("method")) {
      notifications.add(node);
    } else {
      CompletableFuture<JsonNode> waiting = pending.remove(node.get("id").asInt());
      if (waiting != null) {
        waiting.complete(node);
      }
    }
  }

  @Override
  public void ended(boolean closeFrame, int code, String reason) {
    end.complete(code + " " + reason);
    link.completeExceptionally(new IllegalStateException("upgrade refused"));
  }
}
