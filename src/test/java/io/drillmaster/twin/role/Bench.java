package io.drillmaster.twin.role;

import io.drillmaster.twin.role.SimulatedCluster.Setup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A calm cluster for table tests: two masters, two media nodes, REST as a call. */
final class Bench {

  final SimulatedCluster cluster;
  final SimulatedMaster m1;
  final SimulatedMaster m2;

  Bench(Bug... bugs) {
    this(Setup.plain(bugs));
  }

  Bench(Setup setup) {
    cluster = new SimulatedCluster(setup);
    cluster.startMedia("media_a", "192.0.2.1");
    cluster.startMedia("media_b", "192.0.2.2");
    m1 = cluster.startMaster("m1");
    m2 = cluster.startMaster("m2");
    cluster.settle();
  }

  void pass(Duration length) {
    cluster.run(length);
  }

  RestAnswer rest(SimulatedMaster entry, String method, String path, String body) {
    List<RestAnswer> answers = new ArrayList<>();
    int mark = path.indexOf('?');
    cluster.rest(
        entry,
        new RestRequest(
            method,
            "/openvidu/api" + (mark < 0 ? path : path.substring(0, mark)),
            mark < 0 ? "" : path.substring(mark + 1),
            "application/json",
            body),
        answers::add);
    cluster.settle();
    if (answers.isEmpty()) {
      throw new AssertionError("no answer yet to " + method + " " + path);
    }
    return answers.get(0);
  }

  /** A session owned by m1. */
  String session(String id) {
    RestAnswer answer = rest(m1, "POST", "/sessions", "{\"customSessionId\":\"" + id + "\"}");
    if (answer.status() != 200) {
      throw new AssertionError(answer.toString());
    }
    return id;
  }

  String token(String sessionId) {
    return token(sessionId, "PUBLISHER");
  }

  String token(String sessionId, String role) {
    return token(sessionId, role, "");
  }

  String token(String sessionId, String role, String serverData) {
    Map<String, @Nullable Object> json =
        json(
            rest(
                m1,
                "POST",
                "/sessions/" + sessionId + "/connection",
                RpcCodec.write(Fields.of("role", role, "data", serverData))));
    return String.valueOf(json.get("token"));
  }

  static Map<String, @Nullable Object> json(RestAnswer answer) {
    Map<String, @Nullable Object> json = RpcCodec.object(answer.body());
    if (json == null) {
      throw new AssertionError(answer.toString());
    }
    return json;
  }

  /** The value at a path of keys. */
  static Object at(Map<?, ?> json, String... path) {
    Object value = json;
    for (String key : path) {
      value = java.util.Objects.requireNonNull(((Map<?, ?>) value).get(key), key);
    }
    return value;
  }

  /** The list at a path of keys. */
  static List<?> listAt(Map<?, ?> json, String... path) {
    return (List<?>) at(json, path);
  }

  /** The number at a path of keys. */
  static long numberAt(Map<?, ?> json, String... path) {
    return ((Number) at(json, path)).longValue();
  }

  TestClient client(SimulatedMaster entry, String sessionId) {
    return open(entry, sessionId, false);
  }

  TestClient again(SimulatedMaster entry, String sessionId) {
    return open(entry, sessionId, true);
  }

  private TestClient open(SimulatedMaster entry, String sessionId, boolean again) {
    TestClient client = new TestClient(cluster, entry, sessionId, again);
    cluster.settle();
    return client;
  }

  /** A joined client; the result of its join is the first thing a test may ask for. */
  Joined joined(SimulatedMaster entry, String sessionId) {
    return joined(entry, sessionId, "PUBLISHER");
  }

  Joined joined(SimulatedMaster entry, String sessionId, String role) {
    TestClient client = client(entry, sessionId);
    Map<String, @Nullable Object> result = client.join(sessionId, token(sessionId, role));
    client.heard.clear();
    return new Joined(
        client, String.valueOf(result.get("id")), String.valueOf(result.get("sessionId")), result);
  }

  /** The member is cut and resumes through the other master; what it heard so far is forgotten. */
  Joined resumed(Joined member) {
    member.client().cut();
    TestClient again = again(m2, member.room());
    again.reconnect(member.rpcId());
    again.heard.clear();
    return new Joined(again, member.id(), member.rpcId(), member.result());
  }

  /** Kills m1 and lets the other masters find out. */
  void crash() {
    m1.kill();
    pass(Duration.ofMillis(5_300));
  }

  /** Opens the next life of a session at m2 and joins it there. */
  Joined rebuilt(String sessionId) {
    RestAnswer answer =
        rest(m2, "POST", "/sessions", "{\"customSessionId\":\"" + sessionId + "\"}");
    if (answer.status() != 200) {
      throw new AssertionError(answer.toString());
    }
    return joinedAgain(sessionId);
  }

  /** One more member through m2, with a token from there. */
  Joined joinedAgain(String sessionId) {
    RestAnswer made = rest(m2, "POST", "/sessions/" + sessionId + "/connection", "{}");
    TestClient client = client(m2, sessionId);
    Map<String, @Nullable Object> result =
        client.join(sessionId, String.valueOf(json(made).get("token")));
    client.heard.clear();
    return new Joined(
        client, String.valueOf(result.get("id")), String.valueOf(result.get("sessionId")), result);
  }

  /** The active connections that REST lists. */
  int listed(String sessionId) {
    return listAt(json(rest(m2, "GET", "/sessions/" + sessionId, "")), "connections", "content")
        .size();
  }

  /** A client, its connection and its RPC session. */
  record Joined(TestClient client, String id, String rpcId, Map<String, @Nullable Object> result) {

    String room() {
      return String.valueOf(result.get("session"));
    }

    static String left(String id, String reason) {
      return "{\"method\":\"participantLeft\",\"params\":{\"connectionId\":\""
          + id
          + "\",\"reason\":\""
          + reason
          + "\"},\"jsonrpc\":\"2.0\"}";
    }

    static String evicted(String id, String reason) {
      return left(id, reason).replace("participantLeft", "participantEvicted");
    }
  }

  void loseMediaNodes() {
    for (SimulatedMaster master : cluster.masters.values()) {
      cluster.mediaProcesses.keySet().forEach(id -> master.enqueue(new MasterInput.MediaDown(id)));
    }
    cluster.settle();
  }

  void mediaNodesBackAs(String processId) {
    for (SimulatedMaster master : cluster.masters.values()) {
      cluster
          .mediaProcesses
          .keySet()
          .forEach(id -> master.enqueue(new MasterInput.MediaUp(id, processId)));
    }
    cluster.settle();
  }

  void stopMasters() {
    cluster.masters.values().forEach(master -> master.enqueue(new MasterInput.StopAsked()));
    cluster.settle();
  }

  String notice() {
    return EntryRole.CRASH_NOTICE;
  }
}
