package io.drillmaster.twin.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.twin.role.Bench.Joined;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every switchable bug shows exactly what its check judges, and the healthy roles do not. */
class BugTest {

  private static List<String> activeIds(Bench bench) {
    Map<?, ?> json = Bench.json(bench.rest(bench.m2, "GET", "/sessions/room", ""));
    List<?> content = Bench.listAt(json, "connections", "content");
    return content.stream().map(c -> String.valueOf(((Map<?, ?>) c).get("id"))).toList();
  }

  @Test
  void forgetsParticipantHidesAResumedMemberThatIsServed() {
    for (Bug[] bugs : new Bug[][] {{}, {Bug.FORGETS_PARTICIPANT}}) {
      Bench bench = new Bench(bugs);
      bench.session("room");
      Joined other = bench.joined(bench.m1, "room");
      Joined a = bench.resumed(bench.joined(bench.m1, "room"));
      a.client().signal("to myself", a.id());
      assertThat(a.client().notifications()).hasSize(1);
      assertThat(activeIds(bench))
          .isEqualTo(bugs.length == 0 ? List.of(other.id(), a.id()) : List.of(other.id()));
    }
  }

  @Test
  void duplicateSignalReachesAResumedMemberTwice() {
    for (Bug[] bugs : new Bug[][] {{}, {Bug.DUPLICATE_SIGNAL}}) {
      Bench bench = new Bench(bugs);
      bench.session("room");
      Joined b = bench.joined(bench.m1, "room");
      Joined a = bench.resumed(bench.joined(bench.m1, "room"));
      b.client().heard.clear();
      b.client().signal("x");
      assertThat(a.client().notifications()).hasSize(bugs.length == 0 ? 1 : 2);
      assertThat(b.client().notifications()).hasSize(1);
    }
  }

  @Test
  void wrongReasonTellsAnotherLifeWhileTheRoomGoesOn() {
    for (Bug[] bugs : new Bug[][] {{}, {Bug.WRONG_REASON}}) {
      Bench bench = new Bench(bugs);
      bench.session("room");
      Joined a = bench.joined(bench.m1, "room");
      Joined b = bench.joined(bench.m1, "room");
      a.client().cut();
      b.client().signal("evicts a");
      bench.pass(Duration.ofSeconds(10));
      TestClient again = bench.again(bench.m2, "room");
      again.reconnect(a.rpcId());
      Object life = TestClient.result(again.call("sessionStatus", "sessionId", "room")).get("life");
      assertThat(java.util.Objects.equals(life, a.result().get("life")))
          .isEqualTo(bugs.length == 0);
      b.client().heard.clear();
      b.client().signal("still served", b.id());
      assertThat(b.client().notifications()).hasSize(1);
    }
  }

  @Test
  void repinOnRejoinAnswersFromAnotherMediaNode() {
    for (Bug[] bugs : new Bug[][] {{}, {Bug.REPIN_ON_REJOIN}}) {
      Bench bench = new Bench(bugs);
      bench.session("room");
      Joined a = bench.joined(bench.m1, "room");
      Joined b = bench.joined(bench.m1, "room");
      assertThat(publish(b)).isEqualTo("sdp of media_a");
      a.client().cut();
      b.client().signal("evicts a");
      Joined rejoined = bench.joined(bench.m2, "room");
      assertThat(publish(rejoined))
          .isEqualTo(bugs.length == 0 ? "sdp of media_a" : "sdp of media_b");
    }
  }

  private static @Nullable Object publish(Joined member) {
    String answer =
        member
            .client()
            .call("publishVideo", "sdpOffer", "v=0", "hasVideo", true, "typeOfVideo", "CAMERA");
    return TestClient.result(answer).get("sdpAnswer");
  }

  @Test
  void neverComesBackLeavesSomeRebuiltSessionsWithoutAnswerToAnyJoin() {
    for (Bug[] bugs : new Bug[][] {{}, {Bug.NEVER_COMES_BACK}}) {
      Bench bench = new Bench(bugs);
      for (int i = 0; i < 20; i++) {
        bench.session("room" + i);
      }
      bench.m1.kill();
      bench.pass(Duration.ofMillis(5_300));
      int unanswered = 0;
      for (int i = 0; i < 20; i++) {
        String id = "room" + i;
        bench.rest(bench.m2, "POST", "/sessions", "{\"customSessionId\":\"" + id + "\"}");
        Map<?, ?> json =
            Bench.json(bench.rest(bench.m2, "POST", "/sessions/" + id + "/connection", "{}"));
        TestClient client = bench.client(bench.m2, id);
        String answer =
            client.call(
                "joinRoom",
                "token",
                json.get("token"),
                "session",
                id,
                "metadata",
                "",
                "secret",
                "");
        unanswered += answer == null ? 1 : 0;
      }
      assertThat(unanswered > 0 && unanswered < 20).isEqualTo(bugs.length == 1);
      assertThat(unanswered == 0).isEqualTo(bugs.length == 0);
    }
  }

  @Test
  void aNameIsReadAndAnUnknownOneToldWithTheKnown() {
    assertThat(Bug.named("wrong-reason")).isEqualTo(Bug.WRONG_REASON);
    assertThatThrownBy(() -> Bug.named("wrong-raeson"))
        .hasMessageStartingWith("unknown bug wrong-raeson; use one of repin-on-rejoin, ");
  }
}
