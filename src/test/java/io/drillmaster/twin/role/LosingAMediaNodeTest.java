package io.drillmaster.twin.role;

import static io.drillmaster.twin.role.Bench.Joined.evicted;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.Bench.Joined;
import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.store.StoreCommand;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A media node that is lost takes its sessions along, and only its own. */
class LosingAMediaNodeTest {

  private final Bench bench = new Bench();

  private void lose(String mediaNode) {
    bench.m1.enqueue(new MasterInput.MediaDown(mediaNode));
    bench.m2.enqueue(new MasterInput.MediaDown(mediaNode));
    bench.cluster.settle();
  }

  @Test
  void itsSessionsEndAsCrashedAfterThreeAndAHalfSecondsAndTheirSocketsTenLater() {
    bench.session("on-a");
    Joined a = bench.joined(bench.m2, "on-a");
    bench.session("on-b");
    Joined b = bench.joined(bench.m2, "on-b");
    lose("media_a");
    bench.pass(Duration.ofMillis(3_499));
    assertThat(a.client().heard).isEmpty();
    bench.pass(Duration.ofMillis(1));
    assertThat(a.client().heard).containsExactly(evicted(a.id(), "nodeCrashed"));
    assertThat(bench.rest(bench.m2, "GET", "/sessions/on-a", "").status()).isEqualTo(404);
    assertThat(bench.rest(bench.m2, "GET", "/sessions/on-b", "").status()).isEqualTo(200);
    bench.pass(Duration.ofSeconds(10));
    assertThat(a.client().end).isEqualTo("1000 ");
    assertThat(b.client().heard).isEmpty();
    assertThat(bench.cluster.webhooks)
        .filteredOn(hook -> hook.event().equals("nodeCrashed"))
        .extracting(hook -> hook.json().contains("\"sessionIds\":[\"on-a\"]"))
        .contains(true);
  }

  @Test
  void signalsPassMeanwhileAndPublishingFails() {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    lose("media_a");
    a.client().signal("x", a.id());
    assertThat(a.client().notifications()).hasSize(1);
    assertThat(a.client().call("publishVideo", "sdpOffer", "v=0"))
        .startsWith(
            "{\"id\":2,\"error\":{\"code\":-1,\"message\":\"org.kurento.jsonrpc.JsonRpcException:"
                + " Exception connecting to WebSocket server ws://192.0.2.1:8888/kurento\"");
  }

  @Test
  void aRebuiltSessionGoesToTheOtherNodeAndWithoutAnyNodeJoiningIsRefused() {
    lose("media_a");
    bench.session("first");
    bench.joined(bench.m1, "first");
    assertThat(bench.rest(bench.m1, "GET", "/sessions/first", "").body())
        .contains("\"mediaNodeId\":\"media_b\"");
    bench.pass(Duration.ofSeconds(4));
    lose("media_b");
    bench.pass(Duration.ofSeconds(4));
    bench.session("second");
    TestClient client = bench.client(bench.m1, "second");
    String answer =
        client.call(
            "joinRoom",
            "token",
            bench.token("second"),
            "session",
            "second",
            "metadata",
            "",
            "secret",
            "");
    assertThat(answer)
        .isEqualTo(
            "{\"id\":0,\"error\":{\"code\":204,\"message\":\"There is no available Media Node where"
                + " to initialize session 'second'. Code: 204\"},\"jsonrpc\":\"2.0\"}");
  }

  @Test
  void aNodeBackInTimeAsTheSameProcessChangesNothing() {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    a.client().call("publishVideo", "sdpOffer", "v=0");
    a.client().heard.clear();
    lose("media_a");
    bench.pass(Duration.ofSeconds(3));
    bench.m1.enqueue(new MasterInput.MediaUp("media_a", "media_a-1"));
    bench.pass(Duration.ofSeconds(10));
    assertThat(a.client().heard).isEmpty();
  }

  @Test
  void aMasterThatStillReachesANodeGivenUpByAnotherKeepsServingItsSessionsThere() {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    bench.m2.enqueue(new MasterInput.MediaDown("media_a"));
    bench.pass(Duration.ofSeconds(6));
    a.client().heard.clear();
    assertThat(TestClient.result(a.client().call("publishVideo", "sdpOffer", "v=0")))
        .containsEntry("sdpAnswer", "sdp of media_a");
  }

  @Test
  void aLostNodeThatRegistersAnewIsUsedAgain() {
    lose("media_a");
    lose("media_b");
    bench.pass(Duration.ofSeconds(6));
    bench.cluster.startMedia("media_a", "192.0.2.1");
    bench.pass(Duration.ofSeconds(2));
    bench.session("room");
    bench.joined(bench.m1, "room");
    assertThat(bench.rest(bench.m1, "GET", "/sessions/room", "").body())
        .contains("\"mediaNodeId\":\"media_a\"");
  }

  @Test
  void theClusterIsUnstableUntilTheLostNodeIsGivenUpAndTerminated() {
    lose("media_a");
    RestAnswer unstable = bench.rest(bench.m2, "GET", "/health", "");
    assertThat(unstable.status()).isEqualTo(409);
    assertThat(unstable.body()).contains("\"disconnectedMediaNodes\":[\"media_a\"]");
    bench.pass(Duration.ofMillis(3_500));
    assertThat(bench.rest(bench.m2, "GET", "/health", "").status()).isEqualTo(409);
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.rest(bench.m2, "GET", "/health", "").status()).isEqualTo(200);
  }

  private void m1Loses(String... mediaNodes) {
    for (String each : mediaNodes) {
      bench.m1.enqueue(new MasterInput.MediaDown(each));
    }
    bench.cluster.settle();
  }

  private String statusOf(String mediaNode) {
    return bench.cluster.store.run(new StoreCommand.MediaNodes()).nodes().stream()
        .filter(node -> node.id().equals(mediaNode))
        .map(StoreAnswer.MediaNode::status)
        .findFirst()
        .orElse("forgotten");
  }

  @Test
  void theWordOfOneMasterEndsItsOwnSessionsOnANodeAndNotTheNode() {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    m1Loses("media_a");
    bench.pass(Duration.ofMillis(3_500));
    assertThat(a.client().heard).containsExactly(evicted(a.id(), "nodeCrashed"));
    bench.pass(Duration.ofSeconds(30));
    assertThat(statusOf("media_a")).isEqualTo("running");
    assertThat(bench.m1.haltedBecause).isEmpty();
    assertThat(bench.rest(bench.m1, "GET", "/health", "").status()).isEqualTo(409);
  }

  @Test
  void aNodeThatIsReachedAgainServesAgainAndLetsGoOfWhatWasEndedMeanwhile() {
    bench.session("room");
    bench.joined(bench.m2, "room");
    m1Loses("media_a");
    bench.pass(Duration.ofSeconds(20));
    assertThat(bench.m1.mediaAsked).noneMatch(MediaCommand.ReleaseSession.class::isInstance);
    bench.m1.enqueue(new MasterInput.MediaUp("media_a", "media_a-1"));
    bench.pass(Duration.ofSeconds(2));
    assertThat(bench.m1.mediaAsked)
        .filteredOn(MediaCommand.ReleaseSession.class::isInstance)
        .hasSize(1);
    assertThat(bench.rest(bench.m1, "GET", "/health", "").status()).isEqualTo(200);
    bench.session("anew");
    bench.joined(bench.m2, "anew");
    assertThat(bench.rest(bench.m1, "GET", "/sessions/anew", "").body())
        .contains("\"mediaNodeId\":\"media_a\"");
    bench.m2.enqueue(new MasterInput.MediaDown("media_a"));
    bench.pass(Duration.ofSeconds(10));
    assertThat(statusOf("media_a")).as("m1 has taken back its word").isEqualTo("running");
  }

  @Test
  void aMasterThatAloneReachesNoNodeAtAllStopsWhenTheOthersHadALeaseTimeToSayTheSame() {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    m1Loses("media_a", "media_b");
    bench.pass(Duration.ofMillis(8_400));
    assertThat(a.client().heard).isEmpty();
    assertThat(bench.m1.haltedBecause).isEmpty();
    bench.pass(Duration.ofMillis(400));
    assertThat(bench.m1.haltedBecause).isEqualTo("no media node can be reached from here");
    assertThat(a.client().heard).containsExactly(bench.notice());
    assertThat(statusOf("media_a")).isEqualTo("running");
    assertThat(statusOf("media_b")).isEqualTo("running");
  }

  @Test
  void aMasterThatReachesOneNodeAgainInTimeKeepsTheSessionsThere() {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    m1Loses("media_a", "media_b");
    bench.pass(Duration.ofSeconds(7));
    bench.m1.enqueue(new MasterInput.MediaUp("media_a", "media_a-1"));
    bench.pass(Duration.ofSeconds(30));
    assertThat(a.client().heard).isEmpty();
    assertThat(bench.m1.haltedBecause).isEmpty();
  }

  @Test
  void whenEveryMediaNodeIsGoneNoMasterStops() {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    lose("media_a");
    lose("media_b");
    bench.pass(Duration.ofSeconds(4));
    assertThat(a.client().heard).containsExactly(evicted(a.id(), "nodeCrashed"));
    bench.pass(Duration.ofSeconds(30));
    assertThat(statusOf("media_a")).isEqualTo("terminated");
    assertThat(bench.m1.haltedBecause).isEmpty();
    assertThat(bench.m2.haltedBecause).isEmpty();
  }
}
