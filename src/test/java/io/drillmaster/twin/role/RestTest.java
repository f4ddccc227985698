package io.drillmaster.twin.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.Bench.Joined;
import io.drillmaster.twin.store.StoreCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** REST at entry and owner: codes, shapes, who may say what. */
class RestTest {

  private final Bench bench = new Bench();

  @Test
  void aSessionRightAfterItsCreation() {
    RestAnswer answer =
        bench.rest(bench.m1, "POST", "/sessions", "{\"customSessionId\":\"room-A\"}");
    assertThat(answer)
        .isEqualTo(
            new RestAnswer(
                200,
                "{\"id\":\"room-A\",\"object\":\"session\",\"sessionId\":\"room-A\","
                    + "\"createdAt\":1795378144193,\"recording\":false,\"broadcasting\":false,"
                    + "\"mediaMode\":\"ROUTED\",\"recordingMode\":\"MANUAL\","
                    + "\"defaultRecordingProperties\":{\"name\":\"\",\"hasAudio\":true,"
                    + "\"hasVideo\":true,\"outputMode\":\"COMPOSED\","
                    + "\"recordingLayout\":\"BEST_FIT\",\"resolution\":\"1280x720\","
                    + "\"frameRate\":25,\"shmSize\":536870912},\"customSessionId\":\"room-A\","
                    + "\"forcedVideoCodec\":\"MEDIA_SERVER_PREFERRED\","
                    + "\"allowTranscoding\":false,"
                    + "\"connections\":{\"numberOfElements\":0,\"content\":[]}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "POST|/sessions|{\"customSessionId\":\"room A/1\"}|400",
        "POST|/sessions|{\"customSessionId\":7}|400",
        "POST|/sessions|{\"mediaMode\":\"XX\"}|400",
        "POST|/sessions|{\"customSessionId\":|403",
        "POST|/sessions|[]|403",
        "GET|/sessions/none|-|404",
        "DELETE|/sessions/none|-|404",
        "POST|/sessions/none/connection|{}|404",
        "POST|/sessions/room/connection|{\"role\":\"KING\"}|400",
        "GET|/sessions/room/connection/con_none|-|404",
        "GET|/sessions/none/connection/con_none|-|400",
        "DELETE|/sessions/none/connection/con_none|-|400",
        "PATCH|/sessions/room/connection/con_none|{}|403",
        "PUT|/sessions/room|{}|403",
        "DELETE|/sessions/room/stream/str_none|-|404",
        "POST|/signal|{\"session\":\"none\",\"type\":\"t\",\"data\":\"d\"}|404",
        "POST|/signal|{\"session\":\"room\",\"type\":\"t\",\"data\":\"d\"}|406",
        "POST|/tokens|{\"session\":\"none\"}|404",
        "POST|/recordings/start|{\"session\":\"room\"}|501",
        "POST|/media-nodes|{}|405",
        "GET|/nope|-|403",
      })
  void errorsHaveTheCapturedCodes(String method, String path, String body, int status) {
    bench.session("room");
    RestAnswer answer = bench.rest(bench.m2, method, path, body == null ? "" : body);
    assertThat(answer.status()).isEqualTo(status);
    if (status == 400 && method.equals("POST")) {
      assertThat(Bench.json(answer).keySet())
          .containsExactly("timestamp", "status", "error", "message", "path");
    }
  }

  @Test
  void onlyTheOwnerSaysThatASessionExists() {
    bench.session("room");
    String body = "{\"customSessionId\":\"room\"}";
    assertThat(bench.rest(bench.m2, "POST", "/sessions", body)).isEqualTo(RestAnswer.empty(409));
    assertThat(bench.rest(bench.m1, "POST", "/sessions", body)).isEqualTo(RestAnswer.empty(409));
    bench.m1.kill();
    assertThat(bench.rest(bench.m2, "POST", "/sessions", body)).isEqualTo(RestAnswer.empty(502));
    bench.pass(Duration.ofMillis(5_300));
    assertThat(bench.rest(bench.m2, "POST", "/sessions", body).status()).isEqualTo(200);
  }

  @Test
  void aFrozenOwnerIsATimeOut() {
    bench.session("room");
    bench.m1.stopFor(Duration.ofSeconds(4));
    List<RestAnswer> answers = new ArrayList<>();
    bench.cluster.rest(
        bench.m2, new RestRequest("GET", "/openvidu/api/sessions/room", "", "", ""), answers::add);
    bench.pass(Duration.ofSeconds(3));
    assertThat(answers).containsExactly(RestAnswer.empty(504));
  }

  @Test
  void connectionsAreListedOnceTheyJoined() {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    bench.token("room");
    Map<?, ?> session = Bench.json(bench.rest(bench.m2, "GET", "/sessions/room", ""));
    assertThat(session.get("mediaNodeId")).isEqualTo("media_a");
    List<?> active = Bench.listAt(session, "connections", "content");
    assertThat(active)
        .singleElement()
        .satisfies(c -> assertThat(((Map<?, ?>) c).get("id")).isEqualTo(a.id()));
    Map<?, ?> all =
        Bench.json(bench.rest(bench.m2, "GET", "/sessions/room?pendingConnections=true", ""));
    assertThat(Bench.at(all, "connections", "numberOfElements")).isEqualTo(2);
  }

  @Test
  void listsOfAllOwnersAreMergedAndOneMissingMakesThem503() {
    bench.session("one");
    bench.rest(bench.m2, "POST", "/sessions", "{\"customSessionId\":\"two\"}");
    Map<?, ?> list = Bench.json(bench.rest(bench.m2, "GET", "/sessions", ""));
    assertThat(list.get("numberOfElements")).isEqualTo(2);
    List<?> sessions = Bench.listAt(list, "content");
    assertThat(sessions.stream().map(session -> ((Map<?, ?>) session).get("id")).toList())
        .isEqualTo(List.of("two", "one"));
    Map<?, ?> brief = Bench.json(bench.rest(bench.m2, "GET", "/sessions?brief=true", ""));
    assertThat(Bench.listAt(brief, "content"))
        .hasSize(2)
        .allSatisfy(
            session ->
                assertThat(Bench.listAt((Map<?, ?>) session, "connections", "content")).isEmpty());
    bench.m1.kill();
    assertThat(bench.rest(bench.m2, "GET", "/sessions", "").status()).isEqualTo(503);
    bench.pass(Duration.ofMillis(5_300));
    assertThat(Bench.json(bench.rest(bench.m2, "GET", "/sessions", "")).get("numberOfElements"))
        .isEqualTo(1);
  }

  @Test
  void healthNamesEveryMasterAndIsUnstableWhileOneIsLost() {
    RestAnswer good = bench.rest(bench.m2, "GET", "/health", "");
    assertThat(good.status()).isEqualTo(200);
    assertThat(good.body())
        .isEqualTo(
            "{\"clusterStatus\":\"UP\",\"nodes\":{\"master_127.0.0.1\":{\"status\":\"UP\","
                + "\"id\":\"master_127.0.0.1\",\"uri\":\"http://127.0.0.1:4443\","
                + "\"disconnectedMediaNodes\":[]},\"master_127.0.0.2\":{\"status\":\"UP\","
                + "\"id\":\"master_127.0.0.2\",\"uri\":\"http://127.0.0.2:4443\","
                + "\"disconnectedMediaNodes\":[]}}}");
    bench.m1.kill();
    bench.m2.stopFor(Duration.ZERO);
    bench.cluster.store.expire(bench.m1.incarnation);
    assertThat(bench.rest(bench.m2, "GET", "/health", "").status()).isEqualTo(409);
  }

  @Test
  void configurationTellsTheNodesApart() {
    Map<?, ?> first = Bench.json(bench.rest(bench.m1, "GET", "/config", ""));
    Map<?, ?> second = Bench.json(bench.rest(bench.m2, "GET", "/config", ""));
    assertThat(first.get("AWS_INSTANCE_ID")).isEqualTo("i-1");
    assertThat(second.get("AWS_INSTANCE_ID")).isEqualTo("i-2");
  }

  @Test
  void mediaNodesAreListedWithTheirSessions() {
    bench.session("room");
    bench.joined(bench.m1, "room");
    Map<?, ?> list = Bench.json(bench.rest(bench.m2, "GET", "/media-nodes?sessions=true", ""));
    List<?> nodes = Bench.listAt(list, "content");
    assertThat(
            nodes.stream()
                .map(node -> ((Map<?, ?>) node).get("id") + " " + ((Map<?, ?>) node).get("load"))
                .toList())
        .isEqualTo(List.of("media_a 1", "media_b 0"));
    assertThat(bench.rest(bench.m2, "GET", "/media-nodes/none", "").status()).isEqualTo(404);
  }

  @Test
  void aCreationWhoseAnswerWasLostIsAdoptedByTheNextCall() {
    bench.cluster.store.run(new StoreCommand.Create("room", bench.m1.incarnation, 5_000));
    String body = "{\"customSessionId\":\"room\"}";
    assertThat(bench.rest(bench.m1, "POST", "/sessions", body).status()).isEqualTo(200);
    assertThat(bench.rest(bench.m2, "POST", "/sessions", body).status()).isEqualTo(409);
  }

  @Test
  void aStoreRestartedEmptyRefusesCreationUntilOldOwnersCannotBeValid() {
    bench.cluster.store.empty();
    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.m1.isAlive || bench.m2.isAlive).isFalse();
    SimulatedMaster young = bench.cluster.startMaster("m1");
    bench.cluster.settle();
    String body = "{\"customSessionId\":\"room\"}";
    assertThat(bench.rest(young, "POST", "/sessions", body).status()).isEqualTo(503);
    bench.pass(Duration.ofSeconds(5));
    assertThat(bench.rest(young, "POST", "/sessions", body).status()).isEqualTo(200);
  }

  @Test
  void anOwnerWhoseWriteIsLostHaltsAtItsNextRenewalAndOthersGoOn() {
    String body = "{\"customSessionId\":\"room\"}";
    assertThat(bench.rest(bench.m1, "POST", "/sessions", body).status()).isEqualTo(200);
    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.m1.isAlive && bench.m2.isAlive).isTrue();

    bench.cluster.store.loseCreation("room");
    bench.pass(Duration.ofSeconds(2));

    assertThat(bench.m1.isAlive).isFalse();
    assertThat(bench.m2.isAlive).isTrue();
  }

  @Test
  void aDrainingEntryPassesCreationsOn() {
    bench.m1.enqueue(new MasterInput.DrainAsked());
    bench.cluster.settle();
    bench.session("room");
    assertThat(bench.cluster.store.run(new StoreCommand.Lookup("room")).session())
        .satisfies(session -> assertThat(session.owner()).isEqualTo(bench.m2.incarnation));
  }
}
