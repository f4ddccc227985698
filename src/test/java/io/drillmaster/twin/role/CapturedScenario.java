package io.drillmaster.twin.role;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One captured conversation with the real server, played again to the roles: the clients send what
 * they sent, at the time they sent it; what was captured must be heard, in that order, with those
 * keys and values, within {@link #TOLERANCE_MILLIS} of that time. Random parts (ids, times, SDP)
 * are compared by kind; only what the capture recorded is compared, since it leaves out some frames
 * and cuts some results short. Captured webhooks of its session must have been sent too.
 */
final class CapturedScenario {

  private static final Pattern TOKEN =
      Pattern.compile("sessionId=([A-Za-z0-9_-]+)&token=(tok_\\w+)");
  private static final Set<String> BAD_TOKENS = Set.of("tok_nope", "tok_x");

  /** The real server took up to so long for what takes no time here. */
  private static final long TOLERANCE_MILLIS = 300;

  private static final Duration PING = Duration.ofSeconds(5);

  /** One line of the capture. */
  record Line(
      long millis, String client, String direction, String method, @Nullable Object payload) {}

  private final Bench bench = new Bench();
  private final long startNanos = bench.cluster.nowNanos();
  private final List<Line> lines;
  private final Set<String> withoutPings;
  private final Map<String, TestClient> clients = new LinkedHashMap<>();
  private final Map<String, String> renamed = new HashMap<>();
  private final Map<String, String> roles = new HashMap<>();
  private final TreeMap<Long, List<Runnable>> hooks = new TreeMap<>();
  private final Set<String> cutByTest = new java.util.HashSet<>();
  private long nowMillis;
  private long nextPingMillis;

  CapturedScenario(String scenario, String... withoutPings) {
    this.lines = read(scenario);
    this.withoutPings = Set.of(withoutPings);
    this.nowMillis = lines.get(0).millis();
    this.nextPingMillis = nowMillis + PING.toMillis();
  }

  Bench bench() {
    return bench;
  }

  /** What an operator or back end did at a time of the capture. */
  CapturedScenario at(long millis, Runnable action) {
    hooks.computeIfAbsent(millis, key -> new ArrayList<>()).add(action);
    return this;
  }

  /** Our name of a captured id. */
  String ours(String captured) {
    return Objects.requireNonNull(renamed.get(captured), "not seen yet: " + captured);
  }

  /** Plays everything up to a time; returns the captured frames that were not heard. */
  List<String> play(long untilMillis) {
    for (Line line : lines) {
      Object payload = line.payload();
      if (line.direction().equals("S>C") && payload instanceof Map<?, ?> result) {
        rememberRole(result);
      }
    }
    for (Line line : lines) {
      if (line.millis() <= untilMillis) {
        advance(line.millis());
        play(line);
      }
    }
    long last = Math.min(untilMillis, lines.get(lines.size() - 1).millis());
    advance(last);
    List<String> missing = unheard(untilMillis);
    missing.addAll(
        CapturedWebhooks.unsent(sessionIds(), wallMillisAtZero() + last, bench.cluster.webhooks));
    return missing;
  }

  /** The real server's wall clock at time 0, by what it says of the first join. */
  private long wallMillisAtZero() {
    for (Line line : lines) {
      if (line.direction().equals("S>C")
          && line.payload() instanceof Map<?, ?> frame
          && frame.get("result") instanceof Map<?, ?> result
          && result.get("createdAt") instanceof Number created) {
        return created.longValue() - line.millis();
      }
    }
    return Long.MIN_VALUE / 2;
  }

  private Set<String> sessionIds() {
    return lines.stream()
        .filter(line -> line.payload() != null)
        .map(line -> TOKEN.matcher(String.valueOf(line.payload())))
        .filter(Matcher::find)
        .map(token -> token.group(1))
        .collect(Collectors.toSet());
  }

  private void rememberRole(Map<?, ?> frame) {
    if (frame.get("result") instanceof Map<?, ?> result
        && result.get("role") instanceof String role) {
      roles.put(String.valueOf(result.get("id")), role);
    }
  }

  private void advance(long toMillis) {
    while (nowMillis < toMillis) {
      long step = Math.min(toMillis, nextPingMillis);
      Map.Entry<Long, List<Runnable>> hook = hooks.firstEntry();
      if (hook != null) {
        step = Math.min(step, Math.max(nowMillis, hook.getKey()));
      }
      bench.pass(Duration.ofMillis(step - nowMillis));
      nowMillis = step;
      if (hook != null && hook.getKey() <= nowMillis) {
        hooks.pollFirstEntry();
        hook.getValue().forEach(Runnable::run);
      }
      if (nowMillis >= nextPingMillis) {
        nextPingMillis += PING.toMillis();
        clients.forEach(
            (name, client) -> {
              if (!withoutPings.contains(name) && client.end == null) {
                client.raw("{\"jsonrpc\":\"2.0\",\"method\":\"ping\"}");
              }
            });
      }
    }
    bench.cluster.settle();
  }

  private void play(Line line) {
    if (line.method().equals("HTTP upgrade response")) {
      open(line);
    } else if (line.direction().equals("C>S") && !line.method().equals("sessionStatus")) {
      send(line);
    } else if (String.valueOf(line.payload()).startsWith("client destroys TCP socket")) {
      cutByTest.add(line.client());
      client(line).cut();
    }
  }

  private void open(Line line) {
    String url =
        line.payload() instanceof Map<?, ?> upgrade ? String.valueOf(upgrade.get("url")) : "";
    Matcher id = Pattern.compile("sessionId=([^&]+)").matcher(url);
    String sessionId = id.find() ? id.group(1) : "";
    if (!sessionId.isEmpty() && !sessionId.equals("nope")) {
      ensureSession(sessionId);
    }
    boolean again = url.contains("reconnect=true");
    SimulatedMaster entry = clients.size() % 2 == 0 ? bench.m1 : bench.m2;
    TestClient client = again ? bench.again(entry, sessionId) : bench.client(entry, sessionId);
    clients.put(line.client(), client);
    boolean pings = !withoutPings.contains(line.client());
    if ((pings && !again) || withoutPings.contains(line.client() + ":once")) {
      // The capture left pings out when they were not its subject.
      client.raw("{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"params\":{\"interval\":5000}}");
    }
  }

  private void ensureSession(String sessionId) {
    if (bench.rest(bench.m2, "GET", "/sessions/" + sessionId, "").status() == 404) {
      bench.session(sessionId);
    }
  }

  private TestClient client(Line line) {
    return Objects.requireNonNull(clients.get(line.client()), line::toString);
  }

  private void send(Line line) {
    if (!clients.containsKey(line.client())) {
      clients.put(line.client(), bench.client(bench.m2, ""));
    }
    if (line.payload() instanceof String raw) {
      client(line).raw(raw);
      return;
    }
    Map<String, @Nullable Object> frame = copy(line.payload());
    if ("(large)".equals(frame.get("params"))) {
      frame.put(
          "params",
          Fields.of(
              "token",
              bench.token("err1"),
              "session",
              "err1",
              "metadata",
              "x".repeat(10_001),
              "secret",
              ""));
    }
    String text = RpcCodec.write(frame);
    Matcher token = TOKEN.matcher(text);
    if (token.find()) {
      issueToken(token.group(1), token.group(2), line);
    }
    // Longest first: a stream's id contains its connection's.
    for (String name :
        renamed.keySet().stream()
            .sorted(Comparator.comparing(String::length).reversed())
            .toList()) {
      text = text.replace(name, ours(name));
    }
    client(line).raw(text);
    learn(line, frame);
  }

  private void issueToken(String sessionId, String token, Line line) {
    if (!BAD_TOKENS.contains(token) && !renamed.containsKey(token)) {
      ensureSession(sessionId);
      Map<?, ?> answer = capturedResult(line, idOf(line.payload()));
      String role = answer == null ? null : roles.get(String.valueOf(answer.get("id")));
      String metadata = answer == null ? "" : String.valueOf(answer.get("metadata"));
      int server = metadata.indexOf("%/%");
      String url =
          bench.token(
              sessionId,
              role == null ? "PUBLISHER" : role,
              server < 0 ? "" : metadata.substring(server + 3));
      renamed.put(token, url.substring(url.indexOf("tok_")));
    }
  }

  private static @Nullable Object idOf(@Nullable Object payload) {
    return payload instanceof Map<?, ?> frame ? frame.get("id") : null;
  }

  private @Nullable Map<?, ?> capturedResult(Line request, @Nullable Object id) {
    for (Line line : lines) {
      boolean isAnswer =
          line.client().equals(request.client())
              && line.direction().equals("S>C")
              && line.payload() instanceof Map<?, ?> frame
              && Objects.equals(frame.get("id"), id)
              && frame.get("result") instanceof Map;
      if (isAnswer && line.payload() instanceof Map<?, ?> frame) {
        return (Map<?, ?>) frame.get("result");
      }
    }
    return null;
  }

  /** Learns our names of the ids in the captured answer. */
  private void learn(Line request, Map<String, @Nullable Object> frame) {
    Map<?, ?> captured = capturedResult(request, frame.get("id"));
    String answer =
        frame.get("id") instanceof Number id ? client(request).response(id.intValue()) : null;
    if (captured == null || answer == null || !answer.contains("\"result\":{")) {
      return;
    }
    Map<String, @Nullable Object> mine = TestClient.result(answer);
    for (String key : List.of("id", "sessionId")) {
      if (captured.get(key) instanceof String theirs && mine.get(key) instanceof String my) {
        renamed.put(theirs, my);
      }
    }
  }

  // --- comparison

  private List<String> unheard(long untilMillis) {
    List<String> missing = new ArrayList<>();
    Map<String, Integer> positions = new HashMap<>();
    for (Line line : lines) {
      if (line.millis() > untilMillis) {
        break;
      }
      if (line.method().equals("CLOSE")) {
        checkEnd(line, missing);
      } else if (line.direction().equals("S>C")
          && line.payload() instanceof Map<?, ?> frame
          && !frame.containsKey("url")
          && !isOfSkipped(line)) {
        advancePast(line, positions, missing);
      }
    }
    return missing;
  }

  /** Answers to what is not sent, because several masters answer it otherwise than one. */
  private boolean isOfSkipped(Line answer) {
    Object id = idOf(answer.payload());
    return id != null
        && lines.stream()
            .anyMatch(
                line ->
                    line.client().equals(answer.client())
                        && line.method().equals("sessionStatus")
                        && id.equals(idOf(line.payload())));
  }

  private void checkEnd(Line line, List<String> missing) {
    Map<?, ?> close = (Map<?, ?>) Objects.requireNonNull(line.payload());
    String expected = close.get("code") + " " + close.get("reason");
    TestClient client = client(line);
    boolean isAlike = expected.equals(client.end) && isOnTime(line, client.endAtNanos);
    if (!cutByTest.contains(line.client()) && !isAlike) {
      missing.add(line + " but ended by " + client.end + " at " + millis(client.endAtNanos));
    }
  }

  private long millis(long atNanos) {
    return lines.get(0).millis() + (atNanos - startNanos) / 1_000_000;
  }

  private boolean isOnTime(Line line, long atNanos) {
    return Math.abs(millis(atNanos) - line.millis()) <= TOLERANCE_MILLIS;
  }

  private void advancePast(Line line, Map<String, Integer> positions, List<String> missing) {
    List<String> heard = client(line).heard;
    Object expected = CapturedShape.of(line.payload());
    int from = positions.getOrDefault(line.client(), 0);
    for (int i = from; i < heard.size(); i++) {
      if (isOnTime(line, client(line).heardAtNanos.get(i))
          && CapturedShape.covers(CapturedShape.of(RpcCodec.object(heard.get(i))), expected)) {
        positions.put(line.client(), i + 1);
        return;
      }
    }
    missing.add(
        RpcCodec.write(expected)
            + " at "
            + line.millis()
            + "\n    not heard among those until "
            + client(line).heardAtNanos.stream().map(this::millis).toList()
            + "\n    after "
            + heard.subList(Math.max(0, from - 1), heard.size()));
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static Map<String, @Nullable Object> copy(@Nullable Object payload) {
    return new LinkedHashMap<>((Map<String, @Nullable Object>) Objects.requireNonNull(payload));
  }

  /** When a request of a scenario was sent. */
  static long millisOf(String scenario, String method, int id) {
    return read(scenario).stream()
        .filter(line -> line.method().equals(method))
        .filter(line -> Integer.valueOf(id).equals(idOf(line.payload())))
        .findFirst()
        .orElseThrow()
        .millis();
  }

  private static List<Line> read(String scenario) {
    List<Line> found = new ArrayList<>();
    try (var in =
        Objects.requireNonNull(
            CapturedScenario.class.getResourceAsStream("/openvidu/frames.jsonl"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String json : text.lines().toList()) {
        Map<String, @Nullable Object> line = Objects.requireNonNull(RpcCodec.object(json));
        if (scenario.equals(line.get("scenario"))) {
          found.add(
              new Line(
                  line.get("t") instanceof Number t ? t.longValue() : 0,
                  String.valueOf(line.get("client")),
                  String.valueOf(line.get("direction")),
                  String.valueOf(line.get("method")),
                  line.get("payload")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
