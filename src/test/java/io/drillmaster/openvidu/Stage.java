package io.drillmaster.openvidu;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ProtocolClocks;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Drives one participant through scripted time and notes everything it does. */
final class Stage implements Host {

  static final String TOKEN = "ws://balancer:4443?sessionId=room&token=tok_1";
  static final SocketFacts SOCKET = new SocketFacts("127.0.0.1:50001", "127.0.0.1:4443", null);
  static final ParticipantPlan SILENT = new ParticipantPlan("room", "room-p1", false, 0, 0);

  private static final long START_NANOS = 1_000_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final Pattern METHOD = Pattern.compile("\"method\":\"(\\w+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)}$");

  final Participant participant;
  final List<String> commands = new ArrayList<>();
  final List<String> frames = new ArrayList<>();
  final List<Observation> observations = new ArrayList<>();
  private long now = START_NANOS;
  private long wakeAt = Long.MAX_VALUE;
  private long ids;

  Stage(ParticipantPlan plan, ClientPolicy policy) {
    participant =
        new Participant(
            plan, new Settings("run1", ProtocolClocks.REAL, policy, () -> ++ids, 7), this);
  }

  Stage(ParticipantPlan plan) {
    this(plan, ClientPolicy.OPENVIDU_BROWSER);
  }

  // ---- time ----

  long now() {
    return now;
  }

  static long nanosAt(long millis) {
    return START_NANOS + millis * MILLI;
  }

  /** Time passes until this many milliseconds after the start; timers fire on the way. */
  Stage at(long millis) {
    long to = Math.max(now, nanosAt(millis));
    while (wakeAt <= to) {
      now = Math.max(now, wakeAt);
      wakeAt = Long.MAX_VALUE;
      participant.wake(now);
    }
    now = to;
    return this;
  }

  // ---- what the world does ----

  /** Joined after 3 ms, without anybody else in the room. */
  Stage joined(String life) {
    start();
    at(1).participant.credentials(new Credentials(TOKEN, "con_me"), now);
    at(2).participant.upgraded(SOCKET, now);
    at(3).answer("joinRoom", joinResult(life, "rpc1", ""));
    return this;
  }

  static String joinResult(String life, String rpc, String peers) {
    return "{"
        + (life.isEmpty() ? "" : "\"life\":" + life + ",")
        + "\"id\":\"con_me\",\"value\":["
        + peers
        + "],\"mediaServer\":\"kurento\",\"sessionId\":\""
        + rpc
        + "\"}";
  }

  Stage start() {
    participant.start(now);
    return this;
  }

  Stage receive(String frame) {
    participant.frame(frame, now);
    return this;
  }

  /** Answers the last request of this method. */
  Stage answer(String method, String result) {
    return receive("{\"id\":" + lastId(method) + ",\"result\":" + result + ",\"jsonrpc\":\"2.0\"}");
  }

  Stage refuse(String method, int code) {
    return receive(
        "{\"id\":"
            + lastId(method)
            + ",\"error\":{\"code\":"
            + code
            + ",\"message\":\"no\"},\"jsonrpc\":\"2.0\"}");
  }

  Stage notify(String method, String params) {
    return receive("{\"method\":\"" + method + "\",\"params\":" + params + ",\"jsonrpc\":\"2.0\"}");
  }

  Stage pong() {
    return answer("ping", "{\"value\":\"pong\"}");
  }

  /** Acknowledges the last sendMessage after delivering it to its sender. */
  Stage proofServed() {
    String sent = last("sendMessage");
    String data = sent.replaceAll(".*\\\\\"data\\\\\":\\\\\"([^\\\\]*)\\\\\".*", "$1");
    notify(
        "sendMessage", "{\"data\":\"" + data + "\",\"type\":\"signal:drill\",\"from\":\"con_me\"}");
    return answer("sendMessage", "{\"sessionId\":\"rpc1\"}");
  }

  Stage cut() {
    participant.closed(SocketEnd.FIN, now);
    return this;
  }

  Stage upgraded() {
    participant.upgraded(SOCKET, now);
    return this;
  }

  Stage refused() {
    participant.upgradeRefused(503, "Service Unavailable", now);
    return this;
  }

  Stage credentials() {
    participant.credentials(new Credentials(TOKEN, "con_me"), now);
    return this;
  }

  // ---- what was seen ----

  Participant.State state() {
    return participant.state();
  }

  /** The commands since the last call. */
  List<String> taken() {
    List<String> taken = List.copyOf(commands);
    commands.clear();
    return taken;
  }

  <T extends Observation> List<T> seen(Class<T> kind) {
    return observations.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends Observation> T last(Class<T> kind) {
    List<T> seen = seen(kind);
    return seen.get(seen.size() - 1);
  }

  String last(String method) {
    return frames.stream()
        .filter(frame -> methodOf(frame).equals(method))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("no " + method + " among " + frames));
  }

  static String methodOf(String frame) {
    Matcher matcher = METHOD.matcher(frame);
    return matcher.find() ? matcher.group(1) : "?";
  }

  private String lastId(String method) {
    Matcher matcher = ID.matcher(last(method));
    return matcher.find() ? matcher.group(1) : "?";
  }

  private void note(String command) {
    commands.add((now - START_NANOS) / MILLI + " " + command);
  }

  // ---- Host ----

  @Override
  public void connect(String url, boolean reconnect) {
    note("connect " + url);
  }

  @Override
  public void send(String frame) {
    frames.add(frame);
    Matcher matcher = ID.matcher(frame);
    note("send " + methodOf(frame) + (matcher.find() ? " " + matcher.group(1) : ""));
  }

  @Override
  public void close(int code, String reason) {
    note("close " + code + " " + reason);
  }

  @Override
  public void wakeAt(long atNanos) {
    wakeAt = atNanos;
  }

  @Override
  public void askCredentials(Credentials.Kind kind) {
    note("ask " + kind);
  }

  @Override
  public void observe(Observation what) {
    observations.add(what);
  }
}
