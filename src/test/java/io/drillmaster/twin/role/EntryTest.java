package io.drillmaster.twin.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.Bench.Joined;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Entry states: who is told of a crash, when, and what an entry answers for nobody. */
class EntryTest {

  private static final String RECONNECTION_ERROR =
      "{\"id\":0,\"error\":{\"code\":40007,\"message\":\"reconnection"
          + " error\"},\"jsonrpc\":\"2.0\"}";

  private final Bench bench = new Bench();

  @Test
  void aPipedClientIsToldOnceTheDeadOwnerIsSealedAndClosedTenSecondsLater() {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    bench.m1.kill();
    bench.pass(Duration.ofMillis(3_999));
    assertThat(a.client().heard).isEmpty();
    bench.pass(Duration.ofMillis(1_301));
    assertThat(a.client().heard).containsExactly(bench.notice());
    bench.pass(Duration.ofSeconds(9));
    assertThat(a.client().end).isNull();
    bench.pass(Duration.ofSeconds(1));
    assertThat(a.client().end).isEqualTo("1000 ");
    assertThat(a.client().heard).hasSize(1);
  }

  @Test
  void aClientThatComesBackWhileItsOwnersFateIsOpenWaitsAndIsTold() {
    bench.session("room");
    Joined a = bench.joined(bench.m1, "room");
    bench.m1.kill();
    bench.cluster.settle();
    assertThat(a.client().end).isEqualTo("1006 ");
    TestClient a2 = bench.again(bench.m2, "room");
    assertThat(a2.reconnect(a.rpcId())).isNull();
    bench.pass(Duration.ofMillis(5_300));
    assertThat(a2.heard).containsExactly(bench.notice());
  }

  @Test
  void aClientThatComesBackAfterTheSealIsToldAtOnce() {
    bench.session("room");
    bench.joined(bench.m1, "room");
    bench.m1.kill();
    bench.pass(Duration.ofMillis(5_300));
    assertThat(bench.again(bench.m2, "room").heard).containsExactly(bench.notice());
    assertThat(bench.client(bench.m2, "room").heard).isEmpty();
  }

  @Test
  void aClientThatComesBackAfterTheRebuildLearnsOfTheOtherLife() {
    bench.session("room");
    Joined a = bench.joined(bench.m1, "room");
    bench.m1.kill();
    bench.pass(Duration.ofMillis(5_300));
    RestAnswer rebuilt =
        bench.rest(bench.m2, "POST", "/sessions", "{\"customSessionId\":\"room\"}");
    assertThat(rebuilt.status()).isEqualTo(200);
    TestClient a2 = bench.again(bench.m2, "room");
    assertThat(a2.reconnect(a.rpcId())).isEqualTo(RECONNECTION_ERROR);
    assertThat(
            Bench.numberAt(
                TestClient.result(a2.call("sessionStatus", "sessionId", "room")), "life"))
        .isGreaterThan(Bench.numberAt(a.result(), "life"));
  }

  @Test
  void anOrdinaryEndDoesNotBumpTheLife() {
    bench.session("room");
    Joined a = bench.joined(bench.m1, "room");
    a.client().cut();
    bench.pass(Duration.ofSeconds(10));
    TestClient a2 = bench.again(bench.m2, "room");
    assertThat(a2.heard).isEmpty();
    assertThat(a2.reconnect(a.rpcId())).isEqualTo(RECONNECTION_ERROR);
    assertThat(TestClient.result(a2.call("sessionStatus", "sessionId", "room")))
        .containsEntry("life", a.result().get("life"));
    assertThat(a2.call("joinRoom", "session", "room", "token", "t", "secret", "", "metadata", ""))
        .contains("\"code\":202");
    assertThat(TestClient.result(a2.call("sessionStatus", "sessionId", "never"))).isEmpty();
  }

  @Test
  void aBrokenPipeToALivingOwnerResetsTheClientSoThatItResumes() {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    bench.m2.cutPipes();
    bench.pass(Duration.ofMillis(300));
    assertThat(a.client().end).isEqualTo("1006 ");
    TestClient a2 = bench.again(bench.m2, "room");
    assertThat(a2.reconnect(a.rpcId())).contains("reconnection successful");
  }

  @Test
  void anOwnerStoppedForThreeSecondsIsNotNoticed() {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    bench.m1.stopFor(Duration.ofMillis(3_400));
    a.client().signal("x");
    bench.pass(Duration.ofMillis(3_500));
    assertThat(a.client().response(1)).isNotNull();
    assertThat(a.client().heard).doesNotContain(bench.notice());
    bench.pass(Duration.ofSeconds(20));
    assertThat(bench.m1.isAlive).isTrue();
  }

  @Test
  void anOwnerStoppedForSixSecondsIsSealedAndHaltsOnWakingWithoutExecutingWhatWaited() {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    bench.m1.stopFor(Duration.ofSeconds(6));
    a.client().signal("x");
    bench.pass(Duration.ofMillis(5_400));
    assertThat(a.client().heard).containsExactly(bench.notice());
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.m1.haltedBecause).isEqualTo("lease not valid any more");
    assertThat(a.client().heard).containsExactly(bench.notice());
  }

  @Test
  void anOwnerWithoutStoreHaltsBeforeAnybodyCanSealIt() {
    bench.session("room");
    bench.m1.isCutFromStore = true;
    bench.pass(Duration.ofMillis(3_400));
    assertThat(bench.m1.isAlive).isTrue();
    bench.pass(Duration.ofMillis(1_200));
    assertThat(bench.m1.isAlive).isFalse();
    assertThat(bench.rest(bench.m2, "GET", "/sessions/room", "").status()).isEqualTo(502);
    bench.pass(Duration.ofMillis(700));
    assertThat(bench.rest(bench.m2, "GET", "/sessions/room", "").status()).isEqualTo(404);
  }

  @Test
  void aMasterToldToStopIsSealedAtOnceAndSaysNothingOnItsSockets() {
    bench.session("room");
    Joined own = bench.joined(bench.m1, "room");
    Joined piped = bench.joined(bench.m2, "room");
    own.client().heard.clear();
    bench.m1.enqueue(new MasterInput.StopAsked());
    bench.pass(Duration.ofMillis(250));
    assertThat(bench.m1.haltedBecause).isEqualTo("stopped");
    assertThat(own.client().heard).isEmpty();
    assertThat(own.client().end).isEqualTo("1006 ");
    assertThat(piped.client().heard).containsExactly(bench.notice());
    assertThat(bench.cluster.webhooks)
        .filteredOn(hook -> hook.json().contains("openviduServerStopped"))
        .extracting(MasterOutput.Webhook::event)
        .containsExactly("participantLeft", "participantLeft", "sessionDestroyed");
  }

  @Test
  void sealingNamesTheLostSessionsInOneWebhook() {
    bench.session("room");
    bench.m1.kill();
    bench.pass(Duration.ofSeconds(6));
    assertThat(bench.cluster.webhooks)
        .filteredOn(hook -> hook.event().equals("nodeCrashed"))
        .singleElement()
        .satisfies(
            hook ->
                assertThat(hook.json())
                    .contains("\"id\":\"master_127.0.0.1\"")
                    .contains("\"nodeRole\":\"masternode\"")
                    .contains("\"sessionIds\":[\"room\"]"));
  }

  @Test
  void aClientThatConnectsBeforeItsSessionExistsCanJoinIt() {
    TestClient early = bench.client(bench.m2, "room");
    early.raw("{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"params\":{\"interval\":5000},\"id\":90}");
    bench.session("room");
    assertThat(early.join("room", bench.token("room"))).containsKey("life");
    bench.pass(Duration.ofSeconds(15));
    assertThat(early.end).isEqualTo("1000 Close for not receive ping from client");
  }

  @Test
  void aFloodBeforeTheOwnerIsFoundIsCut() {
    bench.cluster.isStoreDown = true;
    TestClient client = bench.client(bench.m2, "room");
    for (int i = 0; i < 257; i++) {
      client.raw("{}");
    }
    assertThat(client.end).isEqualTo("1006 ");
  }
}
