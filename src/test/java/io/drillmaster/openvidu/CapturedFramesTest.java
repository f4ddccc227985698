package io.drillmaster.openvidu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drillmaster.openvidu.Observation.Verdict;
import io.drillmaster.openvidu.Participant.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The participant against captures of the real openvidu-browser: everything the world did to the
 * SDK is done to it, and everything the SDK did on the wire it must do too, in order, letter for
 * letter and at the same times. Its proofs, which the SDK does not send, are left out, and request
 * ids are translated where these have taken some.
 */
class CapturedFramesTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** How far timers may differ: those of the capture ran on a busy event loop. */
  private static final long TOLERANCE_MILLIS = 60;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "browser-sdk, sdkA",
    "browser-sdk, sdkC",
    "browser-sdk, sdkD",
    "browser-sdk, sdkE",
    "ha-sim, ha-newlife",
    "ha-sim, ha-samelife",
    "ha-sim, ha-nolife",
    "ha-sim, ha-status-error",
    "ha-sim, ha-othererr",
    "ha-sim, ha-crashnotify",
  })
  void doesOnTheWireWhatTheSdkDid(String scenario, String client) {
    Replay replay = new Replay(capture(scenario, client));
    replay.run();
    assertThat(replay.matched).as("frames compared").isPositive();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"first-5031, 503", "first-reset1, 0"})
  void repeatsAFailedFirstUpgradeAsTheSdkDid(String client, int status) {
    List<JsonNode> records = capture("ha-first-upgrade-fails", client);
    List<String> opened =
        records.stream()
            .map(CapturedFramesTest::text)
            .filter(text -> text.startsWith("SDK opens "))
            .map(text -> text.substring("SDK opens ".length()))
            .toList();
    String session = opened.get(0).replaceAll(".*sessionId=", "");
    Stage stage = new Stage(new ParticipantPlan(session, "alice", false, 0, 0)).start();
    String token = opened.get(0).replace("/openvidu", "") + "&token=tok_1";
    stage.participant.credentials(new Credentials(token, "con_1"), stage.now());
    stage.at(8).participant.upgradeRefused(status, "", stage.now());
    stage.at(15).upgraded();
    assertThat(stage.taken())
        .containsExactly("0 ask JOIN", "0 connect " + opened.get(0), "8 connect " + opened.get(1));
    assertThat(stage.state()).isEqualTo(State.ORPHANED);
    assertThat(stage.frames).isEmpty();
  }

  @Test
  void readsEveryCapturedServerFrame() {
    Map<String, Class<?>> expected =
        Map.of(
            "(result)", Incoming.Answer.class,
            "(error)", Incoming.Refusal.class,
            "participantJoined", Incoming.MemberJoined.class,
            "participantLeft", Incoming.MemberLeft.class,
            "participantEvicted", Incoming.MemberEvicted.class,
            "participantPublished", Incoming.Published.class,
            "participantUnpublished", Incoming.Unpublished.class,
            "iceCandidate", Incoming.Candidate.class,
            "sendMessage", Incoming.Signal.class,
            "masterNodeCrashedNotification", Incoming.MasterCrashed.class);
    Map<String, Integer> read = new HashMap<>();
    for (JsonNode record : all()) {
      String method = record.path("method").asString("");
      boolean answersWithoutId =
          method.startsWith("(") && !record.path("payload").path("id").isIntegralNumber();
      if (record.path("direction").asString("").equals("S>C")
          && expected.containsKey(method)
          && !answersWithoutId) {
        Incoming message = Codec.read(record.path("payload").toString());
        assertThat(message).as(record.toString()).isInstanceOf(expected.get(method));
        read.merge(method, 1, Integer::sum);
      }
    }
    assertThat(read.keySet()).isEqualTo(expected.keySet());
  }

  // ---- the capture ----

  private static List<JsonNode> all() {
    try (InputStream in =
            Objects.requireNonNull(
                CapturedFramesTest.class.getResourceAsStream("/openvidu/frames.jsonl"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(JSON::readTree).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The records of one client; a scenario's failed first run is left out. */
  private static List<JsonNode> capture(String scenario, String client) {
    List<JsonNode> records = new ArrayList<>();
    long last = 0;
    for (JsonNode record : all()) {
      if (record.path("scenario").asString("").equals(scenario)
          && record.path("client").asString("").equals(client)) {
        if (millis(record) < last) {
          records.clear();
        }
        last = millis(record);
        records.add(record);
      }
    }
    return records;
  }

  private static long millis(JsonNode record) {
    return record.path("t").asLong();
  }

  private static String text(JsonNode record) {
    return record.path("payload").asString("");
  }

  private static JsonNode payload(JsonNode record) {
    return record.path("payload");
  }

  /** One client's records, played to a participant. */
  private static final class Replay {

    private static final int CLOSED_BY_CLIENT = 4102;

    /** What some captures kept no frame of. */
    private static final Set<String> LEFT_OUT = Set.of("ping", "connect");

    private final List<JsonNode> records;
    private final long startMillis;
    private final Stage stage;
    private final Map<Integer, Integer> ids = new HashMap<>();
    private final Deque<String> sent = new ArrayDeque<>();
    private int framesSeen;
    private int commandsSeen;
    int matched;

    Replay(List<JsonNode> records) {
      this.records = records;
      this.startMillis = millis(records.get(0));
      JsonNode join = first("joinRoom").path("params");
      String url = text(records.get(0)).substring("SDK opens ".length());
      String session = url.replaceAll(".*sessionId=", "");
      String name = join.path("metadata").asString("").replaceAll(".*:\"(\\w*)\".*", "$1");
      stage =
          new Stage(new ParticipantPlan(session, name.isEmpty() ? "nobody" : name, false, 0, 0))
              .start();
      String token =
          join.path("token").asString(url.replace("/openvidu", "") + "&token=tok_unknown");
      stage.participant.credentials(new Credentials(token, "con_1"), stage.now());
    }

    void run() {
      for (JsonNode record : records) {
        long offset = millis(record) - startMillis;
        switch (record.path("direction").asString()) {
          case "note" -> noted(text(record), offset);
          case "C>S" -> sentByClient(record, offset);
          case "S>C" -> {
            if (!isAnswerToTheUser(record)) {
              stage.at(offset).receive(translated(payload(record)));
            }
          }
          case "close seen by client" -> {
            if (payload(record).path("code").asInt() == SocketEnd.ABNORMAL) {
              stage.at(offset).cut();
            }
          }
          case "SDK event" -> event(payload(record), offset);
          default -> throw new AssertionError("unexpected " + record);
        }
      }
      collect();
      assertThat(sent).as("frames the SDK did not send").isEmpty();
    }

    private void noted(String note, long offset) {
      if (note.startsWith("SDK opens ")) {
        expectCommand("connect " + note.substring("SDK opens ".length()), offset);
        stage.at(offset).upgraded();
      } else if (note.startsWith("reconnect attempt")) {
        expectCommand("connect", offset);
        stage.at(offset + 1).participant.upgradeFailed("network down", stage.now());
      }
    }

    private void sentByClient(JsonNode record, long offset) {
      String method = record.path("method").asString();
      if (method.equals("CLOSE")) {
        closedByClient(payload(record), offset);
      } else if (!method.equals("sendMessage")) {
        if (method.equals("leaveRoom")) {
          stage.at(offset).participant.leave(stage.now());
        }
        stage.at(offset + TOLERANCE_MILLIS / 2);
        collect();
        assertThat(sent).as(method + " at " + offset).isNotEmpty();
        matches(payload(record), JSON.readTree(sent.remove()));
        if (!isAnswered(payload(record).path("id").asInt(1))) {
          answerWhatWasNotRecorded(method);
        }
      }
    }

    /** The close that reaches the wire; later ones on the same socket have no effect. */
    private void closedByClient(JsonNode close, long offset) {
      if (close.path("code").asInt() == CLOSED_BY_CLIENT) {
        expectCommand("close 4102 " + close.path("reason").asString(), offset);
      }
    }

    private void event(JsonNode event, long offset) {
      stage.at(offset);
      if (event.path("ev").asString("").equals("reconnected") && stage.state() == State.RESUMING) {
        stage.answer("connect", "{\"sessionId\":\"as before\"}");
      } else if (event.path("ev").asString("").equals("sessionDisconnected")) {
        Verdict expected =
            switch (event.path("reason").asString()) {
              case "nodeCrashed" -> Verdict.NODE_CRASHED;
              case "networkDisconnect" -> Verdict.NETWORK_DISCONNECT;
              default -> Verdict.EVICTED;
            };
        assertThat(stage.last(Observation.Told.class).verdict()).isEqualTo(expected);
      }
    }

    /** Frames sent since the last look, without proofs and what this capture has left out. */
    private void collect() {
      for (; framesSeen < stage.frames.size(); framesSeen++) {
        String frame = stage.frames.get(framesSeen);
        String method = Stage.methodOf(frame);
        boolean leftOut = LEFT_OUT.contains(method) && first(method).isEmpty();
        if (!method.equals("sendMessage") && !leftOut) {
          sent.add(frame);
        }
      }
    }

    private void matches(JsonNode captured, JsonNode own) {
      if (captured.path("params").isString()) {
        assertThat(own.path("method")).isEqualTo(captured.path("method"));
      } else {
        ids.put(captured.path("id").asInt(), own.path("id").asInt());
        ObjectNode expected = (ObjectNode) captured.deepCopy();
        expected.put("id", own.path("id").asInt());
        if (captured.path("params").path("metadata").asString("").isEmpty()
            && captured.path("params").has("metadata")) {
          ((ObjectNode) expected.path("params"))
              .put("metadata", own.path("params").path("metadata").asString());
        }
        assertThat(own.toString()).isEqualTo(expected.toString());
      }
      matched++;
    }

    private boolean isAnswered(int id) {
      return records.stream()
          .anyMatch(record -> isAnswer(record) && payload(record).path("id").asInt(-1) == id);
    }

    /** Captures left out some pongs, and in part joins; what they said follows from the rest. */
    private void answerWhatWasNotRecorded(String method) {
      if (method.equals("ping")) {
        stage.pong();
      } else if (method.equals("joinRoom")) {
        String rpc = first("connect").path("params").path("sessionId").asString("rpc");
        String own = first("participantEvicted").path("params").path("connectionId").asString("");
        stage.answer(
            "joinRoom",
            Stage.joinResult("7", rpc, "").replace("con_me", own.isEmpty() ? "con_1" : own));
      }
    }

    private boolean isAnswerToTheUser(JsonNode record) {
      return (isAnswer(record) && !ids.containsKey(payload(record).path("id").asInt()))
          || record.path("method").asString("").equals("sendMessage");
    }

    private static boolean isAnswer(JsonNode record) {
      return record.path("method").asString("").startsWith("(");
    }

    private String translated(JsonNode frame) {
      if (!frame.has("id")) {
        return frame.toString();
      }
      ObjectNode copy = (ObjectNode) frame.deepCopy();
      copy.put("id", ids.get(frame.path("id").asInt()));
      return copy.toString();
    }

    private JsonNode first(String method) {
      return records.stream()
          .filter(record -> record.path("method").asString("").equals(method))
          .map(CapturedFramesTest::payload)
          .findFirst()
          .orElseGet(JSON::createObjectNode);
    }

    private void expectCommand(String command, long offset) {
      stage.at(offset + TOLERANCE_MILLIS / 2);
      while (commandsSeen < stage.commands.size()) {
        String[] done = stage.commands.get(commandsSeen++).split(" ", 2);
        if (done[1].startsWith(command)) {
          assertThat(Long.parseLong(done[0]))
              .as(command)
              .isCloseTo(offset, within(TOLERANCE_MILLIS));
          return;
        }
      }
      throw new AssertionError("no '" + command + "' by " + offset + " ms: " + stage.commands);
    }
  }
}
