package io.drillmaster.twin.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client at the bench: sends what a test says and keeps what it hears. */
final class TestClient implements SimulatedCluster.ClientEnd {

  private final SimulatedCluster cluster;
  private final long socket;
  final List<String> heard = new ArrayList<>();

  /** When each frame came, on the cluster's clock; kept when {@link #heard} is cleared. */
  final List<Long> heardAtNanos = new ArrayList<>();

  long endAtNanos;
  @Nullable String end;
  private int ids;

  TestClient(SimulatedCluster cluster, SimulatedMaster entry, String sessionId, boolean again) {
    this.cluster = cluster;
    this.socket = cluster.connect(entry, sessionId, again, this);
  }

  @Override
  public void text(String frame) {
    heard.add(frame);
    heardAtNanos.add(cluster.nowNanos());
  }

  @Override
  public void closed(int code, String reason) {
    end = code + " " + reason;
    endAtNanos = cluster.nowNanos();
  }

  /** Sends a frame as it is and does everything that is due. */
  void raw(String frame) {
    cluster.clientSends(socket, frame);
    cluster.settle();
  }

  /** Sends a request; returns the response if it came at once. */
  @Nullable String call(String method, @Nullable Object... params) {
    int id = post(method, params);
    cluster.settle();
    return response(id);
  }

  /** Sends a request and does nothing yet; returns its id. */
  int post(String method, @Nullable Object... params) {
    int id = ids++;
    Map<String, @Nullable Object> frame =
        Fields.of("jsonrpc", "2.0", "method", method, "params", Fields.of(params), "id", id);
    cluster.clientSends(socket, RpcCodec.write(frame));
    return id;
  }

  @Nullable String response(int id) {
    return heard.stream()
        .filter(frame -> frame.startsWith("{\"id\":" + id + ","))
        .findFirst()
        .orElse(null);
  }

  /** Asks to go on with an RPC session after a loss; returns the response if it came at once. */
  @Nullable String reconnect(String rpcId) {
    return call("connect", "sessionId", rpcId, "reconnect", true);
  }

  /** Joins with a token; returns the result's fields. */
  Map<String, @Nullable Object> join(String sessionId, String token) {
    String answer =
        call(
            "joinRoom",
            "token",
            token,
            "session",
            sessionId,
            "platform",
            "Chrome",
            "metadata",
            "{\"clientData\":\"alice\"}",
            "secret",
            "");
    return result(answer);
  }

  @SuppressWarnings("unchecked")
  static Map<String, @Nullable Object> result(@Nullable String answer) {
    if (answer == null) {
      throw new AssertionError("no answer");
    }
    Map<String, @Nullable Object> object = RpcCodec.object(answer);
    if (object == null || !(object.get("result") instanceof Map<?, ?> map)) {
      throw new AssertionError("no result: " + answer);
    }
    return (Map<String, @Nullable Object>) map;
  }

  /** Frames heard without an id, and forgets everything heard so far. */
  List<String> notifications() {
    List<String> list = heard.stream().filter(frame -> frame.startsWith("{\"method\"")).toList();
    heard.clear();
    return list;
  }

  void signal(String data, String... to) {
    call(
        "sendMessage",
        "message",
        RpcCodec.write(Fields.of("to", List.of(to), "data", data, "type", "signal:x")));
  }

  void cut() {
    cluster.clientCloses(socket, 1006, "");
    cluster.settle();
  }

  void close(int code, String reason) {
    cluster.clientCloses(socket, code, reason);
    cluster.settle();
  }
}
