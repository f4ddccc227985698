package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The captured REST calls, made again in their order through the balancer: status, the headers that
 * clients act upon, and keys, order and values of the bodies are as the real server's.
 */
@Timeout(60)
class CapturedRestIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PREFIX = "rest:";
  private static final String LAST = "rest:cleanup";

  /** What a cluster of several masters has and the captured single master had not. */
  private static final Map<String, Integer> OTHERWISE =
      Map.of(
          "ok GET /openvidu/health", 200,
          "none GET /openvidu/health", 200,
          "ok GET /", 200,
          "ok GET /openvidu/api/health", 200,
          "ok GET /openvidu/api/media-nodes", 200,
          "ok POST /openvidu/api/media-nodes", 405,
          // Neither the second socket nor the dashboard of the real server is there.
          "ok GET /openvidu/info", 403,
          "ok GET /dashboard", 403);

  /** The capture cuts long bodies short. */
  private static final String CUT = "...";

  private static final Pattern NAME = Pattern.compile("(?:ses|con|tok)_\\w+");

  @TempDir private Path folder;

  /** What became of the calls. */
  private final List<String> differences = new ArrayList<>();

  private final Map<String, String> renamed = new HashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private Twin twin;
  private int bodies;

  @Test
  void everyCapturedCallIsAnsweredAlike() throws Exception {
    TwinSpec spec = new TwinSpec(1, 1, TwinClocks.FAST, List.of(), 7, folder, 100, List.of());
    try (Twin started = Twin.start(spec, TwinTestMain.launch(), TwinWatch.NONE)) {
      twin = started;
      int calls = 0;
      for (JsonNode record : captured()) {
        compare(record);
        calls++;
      }
      assertThat(differences).isEmpty();
      assertThat(calls).isEqualTo(61);
      assertThat(bodies).isGreaterThan(10);
    }
  }

  private static List<JsonNode> captured() throws IOException {
    List<JsonNode> calls = new ArrayList<>();
    try (var in = CapturedRestIT.class.getResourceAsStream("/openvidu/frames.jsonl")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        JsonNode record = JSON.readTree(line);
        String scenario = record.path("scenario").asString("");
        if (scenario.startsWith(PREFIX)) {
          calls.add(record);
        }
        if (scenario.equals(LAST)) {
          return calls;
        }
      }
    }
    throw new AssertionError("the capture has no " + LAST);
  }

  private void compare(JsonNode record) throws Exception {
    String call = record.get("method").asString();
    JsonNode payload = record.get("payload");
    HttpResponse<String> response = send(call, payload);
    int status = payload.get("status").asInt();
    int expected = OTHERWISE.getOrDefault(payload.get("auth").asString() + " " + call, status);
    if (response.statusCode() != expected) {
      differences.add(call + ": " + response.statusCode() + " for " + expected);
    } else if (expected == status) {
      compareHeaders(call, payload.get("headers"), response);
      compareBodies(call, payload.get("body"), response.body());
    }
  }

  private HttpResponse<String> send(String call, JsonNode payload) throws Exception {
    String[] words = call.split(" ", -1);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(twin.baseUrl() + ours(words[1])))
            .timeout(Duration.ofSeconds(10));
    JsonNode body = payload.get("requestBody");
    if (body.isNull()) {
      request.method(words[0], HttpRequest.BodyPublishers.noBody());
    } else {
      String text = body.isString() ? body.asString() : ours(body.toString());
      request.header("Content-Type", text.equals("hello") ? "text/plain" : "application/json");
      request.method(words[0], HttpRequest.BodyPublishers.ofString(text));
    }
    switch (payload.get("auth").asString()) {
      case "ok" -> request.header("Authorization", basic(twin.secret()));
      case "wrong" -> request.header("Authorization", basic("wrong"));
      default -> {
        // none
      }
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String basic(String secret) {
    byte[] credentials = ("OPENVIDUAPP:" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  private String ours(String text) {
    String mine = text;
    for (Map.Entry<String, String> name : renamed.entrySet()) {
      mine = mine.replace(name.getKey(), name.getValue());
    }
    return mine;
  }

  private void compareHeaders(String call, JsonNode captured, HttpResponse<String> response) {
    for (String name : List.of("www-authenticate", "content-type", "set-cookie")) {
      String wanted = captured.path(name).asString("").replaceAll("=[0-9A-F]{32}", "=random");
      String given =
          response.headers().firstValue(name).orElse("").replaceAll("=[0-9A-F]{32}", "=random");
      if (!wanted.isEmpty() && !wanted.equals(given)) {
        differences.add(call + ": " + name + " " + given + " for " + wanted);
      }
    }
  }

  private void compareBodies(String call, JsonNode captured, String given) {
    String whole = captured.isString() ? captured.asString() : captured.toString();
    boolean isCut = whole.endsWith(CUT);
    String wanted = isCut ? whole.substring(0, whole.length() - CUT.length()).strip() : whole;
    learn(wanted, given);
    String wantedShape = shape(wanted.replace("\": ", "\":").replace(", \"", ",\""));
    String givenShape = shape(given);
    boolean isAlike = isCut ? givenShape.startsWith(wantedShape) : givenShape.equals(wantedShape);
    bodies += wanted.isEmpty() ? 0 : 1;
    if (!isAlike) {
      differences.add(call + ": body\n  " + givenShape + "\n  for\n  " + wantedShape);
    }
  }

  /** Names, times and addresses by their kind. */
  private static String shape(String body) {
    return NAME.matcher(body)
        .replaceAll(found -> found.group().substring(0, 3))
        .replaceAll("(?<=://)[0-9.]+:\\d+", "host")
        .replaceAll("(?<=\"DOMAIN_OR_PUBLIC_IP\":\")[^\"]*", "host")
        .replaceAll("(?<=\"HTTPS_PORT\":)\\d+", "port")
        .replaceAll("\\b\\d{13}\\b", "time");
  }

  /** Learns our names of the captured sessions, connections and tokens. */
  private void learn(String captured, String given) {
    List<String> theirs = NAME.matcher(captured).results().map(MatchResult::group).toList();
    List<String> mine = NAME.matcher(given).results().map(MatchResult::group).toList();
    for (int i = 0; i < Math.min(theirs.size(), mine.size()); i++) {
      renamed.put(theirs.get(i), mine.get(i));
    }
  }
}
