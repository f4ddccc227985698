package io.drillmaster.openvidu;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.openvidu.Observation.By;
import io.drillmaster.openvidu.Observation.Verdict;
import io.drillmaster.openvidu.Observation.Via;
import io.drillmaster.openvidu.Observation.Way;
import io.drillmaster.openvidu.Participant.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 7 of the protocol file, step by step. */
class ParticipantReconnectionTest {

  private static final String URL = "ws://balancer:4443/openvidu?sessionId=room";
  private static final String AGAIN = URL + "&reconnect=true";
  private static final ClientPolicy STAYS_AWAY =
      new ClientPolicy(
          "stays-away",
          0,
          Duration.ZERO,
          false,
          false,
          Duration.ofMillis(100),
          Duration.ofSeconds(30));

  /** Joined with this life and served; the clock stands at 10 ms. */
  private static Stage served(String life) {
    Stage stage = new Stage(Stage.SILENT).joined(life);
    stage.at(4).pong();
    stage.at(10).proofServed();
    stage.taken();
    return stage;
  }

  @Test
  void dialsAgainAtOnceAndResumesOnTheSameConnection() {
    Stage stage = served("7");
    stage.at(100).cut();
    assertThat(stage.taken()).containsExactly("100 connect " + AGAIN);
    stage.at(110).upgraded();
    assertThat(stage.taken()).containsExactly("110 send connect 3");
    assertThat(stage.last("connect"))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"method\":\"connect\",\"params\":{\"sessionId\":\"rpc1\","
                + "\"reconnect\":true},\"id\":3}");
    stage
        .at(120)
        .answer("connect", "{\"value\":\"reconnection successful\",\"sessionId\":\"rpc1\"}");
    assertThat(stage.taken()).containsExactly("120 send ping 4", "120 send sendMessage 5");
    assertThat(stage.last("ping")).contains("\"params\":{\"interval\":5000}");
    assertThat(stage.participant.isServed()).isFalse();
    stage.at(130).proofServed();
    assertThat(stage.participant.isServed()).isTrue();
    assertThat(stage.last(Observation.Back.class))
        .isEqualTo(new Observation.Back(Stage.nanosAt(130), Way.RESUMED, Stage.nanosAt(100)));
  }

  @Test
  void retriesARefusedUpgradeEveryThreeSecondsWithTheParameterAppendedOnce() {
    Stage stage = served("7");
    stage.at(1000).cut();
    stage.at(1010).refused();
    stage.at(4020).refused();
    stage.at(7030).participant.upgradeFailed("connection reset", stage.now());
    stage.at(12000);
    assertThat(stage.taken())
        .containsExactly(
            "1000 connect " + AGAIN,
            "4010 connect " + AGAIN,
            "7020 connect " + AGAIN,
            "10030 connect " + AGAIN);
    List<Observation.Invoked> upgrades =
        stage.seen(Observation.Invoked.class).stream()
            .filter(invoked -> invoked.kind() == OperationKind.UPGRADE)
            .toList();
    assertThat(upgrades).extracting(Observation.Invoked::attempt).containsExactly(1, 1, 2, 3, 4);
    long first = upgrades.get(1).op();
    assertThat(upgrades)
        .extracting(Observation.Invoked::parent)
        .containsExactly(0L, 0L, first, first, first);
  }

  @Test
  void waitsForeverForAnUnansweredUpgradeUnlessThePolicyBoundsIt() {
    Stage forever = served("7");
    forever.at(1000).cut();
    forever.at(60_000);
    assertThat(forever.taken()).containsExactly("1000 connect " + AGAIN);

    ClientPolicy bounded =
        new ClientPolicy(
            "bounded",
            0,
            Duration.ofSeconds(4),
            true,
            true,
            Duration.ofMillis(100),
            Duration.ofSeconds(30));
    Stage stage = new Stage(Stage.SILENT, bounded).joined("7");
    stage.at(4).pong();
    stage.at(10).proofServed();
    stage.taken();
    stage.at(1000).cut();
    stage.at(9000);
    assertThat(stage.taken())
        .containsExactly(
            "1000 connect " + AGAIN,
            "5000 close 4102 Connection closed by client",
            "8000 connect " + AGAIN);
    assertThat(stage.last(Observation.Completed.class).outcome()).isEqualTo(Outcome.INFO);
  }

  @Test
  void addsJitterOnlyWhenThePolicySaysSo() {
    ClientPolicy jittery =
        new ClientPolicy(
            "jittery",
            1,
            Duration.ZERO,
            true,
            true,
            Duration.ofMillis(100),
            Duration.ofSeconds(30));
    Settings settings = new Settings("n", ProtocolClocks.REAL, jittery, () -> 1, 5);
    List<Long> waits = List.of(settings.retryWaitNanos(1), settings.retryWaitNanos(2));
    assertThat(waits).allMatch(wait -> wait >= 3_000_000_000L && wait < 6_000_000_000L);
    assertThat(waits.get(0)).isNotEqualTo(waits.get(1));
  }

  @Test
  void noticesSilenceTenSecondsAfterTheLastAnsweredPingAtTheLatest() {
    Stage stage = served("7");
    stage.at(10_050);
    assertThat(stage.state()).isEqualTo(State.REDIALING);
    assertThat(stage.commands)
        .contains("10002 close 4104 Connection closed for reconnection", "10002 connect " + AGAIN);
    Observation.Closed closed = stage.last(Observation.Closed.class);
    assertThat(closed)
        .isEqualTo(
            new Observation.Closed(
                Stage.nanosAt(10_002),
                closed.epoch(),
                By.SELF,
                SocketEnd.frame(4104, "Connection closed for reconnection"),
                false,
                Stage.nanosAt(10),
                Stage.nanosAt(2),
                Stage.nanosAt(4),
                Stage.nanosAt(5_002)));
  }

  @ParameterizedTest(name = "joined with life {0}, told {1}: {2}")
  @CsvSource({
    "7, '{\"life\":7}', NETWORK_DISCONNECT, REJOIN",
    "7, '{\"life\":8}', NODE_CRASHED, REBUILD",
    "7, '{\"life\":6}', NODE_CRASHED, REBUILD",
    "7, '{}', NODE_CRASHED, REBUILD",
  })
  void decidesByStrictEqualityOfLife(String life, String status, Verdict verdict, String asks) {
    Stage stage = served(life);
    stage.at(100).cut().upgraded().refuse("connect", 40007);
    stage.taken();
    assertThat(stage.state()).isEqualTo(State.ASKING_STATUS);
    assertThat(stage.last("sessionStatus"))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"method\":\"sessionStatus\","
                + "\"params\":{\"sessionId\":\"room\"},\"id\":4}");
    stage.at(110).answer("sessionStatus", status);
    assertThat(stage.taken())
        .containsExactly("110 close 4102 Connection closed by client", "110 ask " + asks);
    Observation.Told told = stage.last(Observation.Told.class);
    assertThat(told.verdict()).isEqualTo(verdict);
    assertThat(told.via()).isEqualTo(Via.SESSION_STATUS);
    assertThat(told.life()).isEqualTo(7L);
    assertThat(stage.last(Observation.Closed.class).willing()).isTrue();
  }

  @Test
  void concludesNetworkDisconnectWithoutAskingWhenNoLifeWasEverReceived() {
    Stage stage = served("");
    stage.at(100).cut().upgraded().refuse("connect", 40007);
    assertThat(stage.taken())
        .containsExactly(
            "100 connect " + AGAIN,
            "100 send connect 3",
            "100 close 4102 Connection closed by client",
            "100 ask REJOIN");
    assertThat(stage.last(Observation.Told.class))
        .extracting(Observation.Told::verdict, Observation.Told::via)
        .containsExactly(Verdict.NETWORK_DISCONNECT, Via.CONNECT_ERROR);
  }

  @Test
  void treatsAnUnansweredConnectLikeAnError() {
    Stage stage = served("7");
    stage.at(100).cut().upgraded();
    stage.taken();
    stage.at(10_099);
    assertThat(stage.taken()).isEmpty();
    stage.at(10_100);
    assertThat(stage.taken()).containsExactly("10100 send sessionStatus 4");
    assertThat(
            stage.seen(Observation.Completed.class).stream()
                .filter(done -> done.kind() == OperationKind.CONNECT))
        .extracting(Observation.Completed::outcome)
        .containsExactly(Outcome.INFO);
  }

  @Test
  void hangsOnAnErrorOfSessionStatusUntilTheServerClosesThatSocket() {
    Stage stage = served("7");
    stage.at(100).cut().upgraded().refuse("connect", 40007).refuse("sessionStatus", 404);
    stage.taken();
    stage.at(60_000);
    assertThat(stage.state()).isEqualTo(State.HANGING);
    assertThat(stage.taken()).isEmpty();
    stage.at(60_001).participant.closed(SocketEnd.frame(1000, ""), stage.now());
    stage.at(60_002).upgraded();
    assertThat(stage.taken()).containsExactly("60001 connect " + AGAIN, "60002 send connect 5");
  }

  @Test
  void isToldOfACrashOnAHealthySocket() {
    Stage stage = served("7");
    stage.at(100).notify("masterNodeCrashedNotification", "{}");
    assertThat(stage.taken())
        .containsExactly("100 close 4102 Connection closed by client", "100 ask REBUILD");
    assertThat(stage.last(Observation.Told.class))
        .isEqualTo(
            new Observation.Told(
                Stage.nanosAt(100),
                stage.last(Observation.Closed.class).epoch(),
                "con_me",
                7L,
                Verdict.NODE_CRASHED,
                Via.CRASH_NOTIFICATION,
                ""));
  }

  @Test
  void isToldOfACrashBeforeConnectIsAnswered() {
    Stage stage = served("7");
    stage.at(100).cut().upgraded().notify("masterNodeCrashedNotification", "{}");
    assertThat(stage.state()).isEqualTo(State.AWAITING_CREDENTIALS);
    assertThat(stage.taken()).endsWith("100 ask REBUILD");
    stage.at(200).answer("connect", "{\"value\":\"reconnection successful\"}");
    stage.at(60_000);
    assertThat(stage.taken()).isEmpty();
  }

  @ParameterizedTest(name = "evicted because of {0}: {1}")
  @CsvSource({
    "nodeCrashed, ask REBUILD",
    "mediaServerDisconnect, ask REBUILD",
    "networkDisconnect, ask REJOIN",
    "'', ask REJOIN",
    "sessionClosedByServer, ''",
    "forceDisconnectByUser, ''",
  })
  void doesAsTheReasonOfItsEvictionSays(String reason, String follows) {
    Stage stage = served("7");
    stage
        .at(100)
        .notify(
            "participantEvicted", "{\"connectionId\":\"con_me\",\"reason\":\"" + reason + "\"}");
    assertThat(stage.taken())
        .isEqualTo(
            follows.isEmpty()
                ? List.of("100 close 4102 Connection closed by client")
                : List.of("100 close 4102 Connection closed by client", "100 " + follows));
    assertThat(stage.last(Observation.Told.class))
        .extracting(Observation.Told::via, Observation.Told::reason)
        .containsExactly(Via.EVICTION, reason);
    assertThat(stage.participant.isDone()).isEqualTo(follows.isEmpty());
  }

  @Test
  void rejoinsTheSameLifeOnANewConnectionWithIdsFromZero() {
    Stage stage = served("7");
    stage.at(100).cut().upgraded().refuse("connect", 40007).answer("sessionStatus", "{\"life\":7}");
    stage.taken();
    stage.at(150).credentials();
    stage.at(160).upgraded();
    assertThat(stage.taken())
        .containsExactly("150 connect " + URL, "160 send ping 0", "160 send joinRoom 1");
    stage.at(170).answer("joinRoom", Stage.joinResult("7", "rpc2", ""));
    stage.at(180).proofServed();
    assertThat(stage.last(Observation.Back.class).way()).isEqualTo(Way.REJOINED);
    assertThat(stage.last(Observation.Joined.class).rpc())
        .isNotEqualTo(stage.seen(Observation.Joined.class).get(0).rpc());
  }

  @Test
  void rebuildsInANewLife() {
    Stage stage = served("7");
    stage.at(100).notify("masterNodeCrashedNotification", "{}");
    stage.at(150).credentials();
    stage.at(160).upgraded().answer("joinRoom", Stage.joinResult("8", "rpc2", ""));
    stage.at(170).proofServed();
    assertThat(stage.last(Observation.Back.class))
        .isEqualTo(new Observation.Back(Stage.nanosAt(170), Way.REBUILT, Stage.nanosAt(100)));
  }

  @Test
  void isNotBackAfterAHollowResumeUntilTheServerClosesAndItRejoins() {
    Stage stage = served("7");
    stage.at(100).cut().upgraded().answer("connect", "{\"sessionId\":\"rpc1\"}");
    stage.taken();
    stage.at(3_150).pong();
    assertThat(stage.taken())
        .containsExactly(
            "1100 send sendMessage 6", "2100 send sendMessage 7", "3100 send sendMessage 8");
    assertThat(stage.participant.isServed()).isFalse();
    stage.at(4_000).participant.closed(SocketEnd.frame(1000, ""), stage.now());
    stage.upgraded().refuse("connect", 40007).answer("sessionStatus", "{\"life\":7}");
    stage.at(4_100).credentials();
    stage.upgraded().answer("joinRoom", Stage.joinResult("7", "rpc2", ""));
    stage.at(4_200).proofServed();
    assertThat(stage.last(Observation.Back.class))
        .isEqualTo(new Observation.Back(Stage.nanosAt(4_200), Way.REJOINED, Stage.nanosAt(100)));
  }

  @Test
  void leavesWhenItsPolicyIsToStayAway() {
    for (String status : List.of("{\"life\":7}", "{\"life\":8}")) {
      Stage stage = new Stage(Stage.SILENT, STAYS_AWAY).joined("7");
      stage.at(100).cut().upgraded().refuse("connect", 40007).answer("sessionStatus", status);
      assertThat(stage.participant.isDone()).isTrue();
      assertThat(stage.seen(Observation.Gone.class)).hasSize(1);
      assertThat(stage.taken()).noneMatch(command -> command.contains("ask RE"));
    }
  }
}
