package io.drillmaster.twin.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.Bench.Joined;
import io.drillmaster.twin.role.SimulatedCluster.Setup;
import io.drillmaster.twin.role.SimulatedCluster.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs of media nodes; and no bug of the roles is without a test. */
class BugsOfMediaTest {

  /** Shown by tests of {@link BugTest}, and by those of balancer, group and node. */
  private static final Set<Bug> SHOWN_ELSEWHERE =
      EnumSet.of(
          Bug.REPIN_ON_REJOIN,
          Bug.REPIN_NOW_AND_THEN,
          Bug.NEVER_COMES_BACK,
          Bug.WRONG_REASON,
          Bug.FORGETS_PARTICIPANT,
          Bug.DUPLICATE_SIGNAL,
          Bug.SECOND_VICTIM,
          Bug.MEDIA_NODE_SCALED_IN,
          Bug.REPLACEMENT_NEVER_JOINS,
          Bug.NO_REPLACEMENT,
          Bug.BALANCER_KEEPS_DEAD_TARGET,
          Bug.ONE_BALANCER_KEEPS_DEAD_TARGET,
          Bug.BALANCERS_LEAN_APART,
          Bug.FIRST_HEALTHY_ONLY,
          Bug.NEWCOMER_FLOOD,
          Bug.IGNORES_SIGTERM,
          Bug.RESET_INSTEAD_OF_SILENCE,
          Bug.BLOCKED_BY_WAF);

  static List<Symptom> symptoms() {
    return List.of(
        new Symptom(Bug.RACING_PLACEMENTS, BugsOfMediaTest::nodesOfTwoRacers, 1, 2),
        new Symptom(Bug.STRAY_SUBSCRIPTION, BugsOfMediaTest::nodesOfSubscriptions, 1, 2),
        new Symptom(
            Bug.STALE_MEDIA_NODE_IN_REST, BugsOfMediaTest::nodeInRest, "media_a", "media_b"),
        new Symptom(Bug.WHOLE_MEDIA_FAILURE, BugsOfMediaTest::sessionOnTheOtherNode, 200, 404),
        new Symptom(Bug.MEDIA_LIST_FROM_CACHE, BugsOfMediaTest::loadAfterTheEnd, 0L, 1L));
  }

  @ParameterizedTest
  @MethodSource("symptoms")
  void shows(Symptom symptom) {
    symptom.check();
  }

  @Test
  void repinNowAndThenShowsInOneOfTwentyClusters() {
    List<Bug> bugs = List.of(Bug.REPIN_NOW_AND_THEN);
    Set<Object> onBadDays = new HashSet<>();
    int badDays = 0;
    for (int i = 0; i < 400; i++) {
      boolean isBad = Math.floorMod(("twin-" + i).hashCode(), 20) == 0;
      badDays += isBad ? 1 : 0;
      if (i < 5 || isBad) {
        Setup setup =
            new Setup(
                1,
                "twin-" + i,
                RoleClocks.real(),
                Set.copyOf(bugs),
                Lease.Rule.FROM_QUESTION,
                Weather.calm());
        Object node = nodeAfterARejoin(new Bench(setup));
        assertThat(node).isEqualTo(isBad ? "sdp of media_b" : "sdp of media_a");
        onBadDays.add(node);
      }
    }
    assertThat(badDays).isBetween(10, 30);
    assertThat(onBadDays).hasSize(2);
  }

  @Test
  void everyBugIsShownByATest() {
    List<Bug> shown = new ArrayList<>(SHOWN_ELSEWHERE);
    Stream.of(
            symptoms(),
            BugsOfLossesTest.symptoms(),
            BugsOfSignalsTest.symptoms(),
            BugsOfCrashesTest.symptoms())
        .forEach(table -> table.forEach(symptom -> shown.add(symptom.bug())));

    assertThat(shown).containsExactlyInAnyOrder(Bug.values());
  }

  private static @Nullable Object publish(TestClient client) {
    String answer =
        client.call("publishVideo", "sdpOffer", "v=0", "hasVideo", true, "typeOfVideo", "CAMERA");
    return TestClient.result(answer).get("sdpAnswer");
  }

  private static Object nodeAfterARejoin(Bench bench) {
    bench.session("room");
    Joined a = bench.joined(bench.m1, "room");
    Joined b = bench.joined(bench.m1, "room");
    a.client().cut();
    b.client().signal("evicts a");
    return String.valueOf(publish(bench.joined(bench.m2, "room").client()));
  }

  private static Object nodesOfTwoRacers(Bench bench) {
    bench.session("room");
    List<TestClient> racers =
        List.of(bench.client(bench.m1, "room"), bench.client(bench.m1, "room"));
    List<String> tokens = List.of(bench.token("room"), bench.token("room"));
    for (int i = 0; i < 2; i++) {
      racers
          .get(i)
          .post(
              "joinRoom", "token", tokens.get(i), "session", "room", "metadata", "", "secret", "");
    }
    bench.cluster.settle();
    Set<Object> nodes = new HashSet<>();
    racers.forEach(racer -> nodes.add(String.valueOf(publish(racer))));
    return nodes.size();
  }

  private static Object nodesOfSubscriptions(Bench bench) {
    bench.session("room");
    Joined publisher = bench.joined(bench.m1, "room");
    publish(publisher.client());
    Set<Object> nodes = new HashSet<>();
    for (int i = 0; i < 24; i++) {
      String answer =
          bench
              .joined(bench.m1, "room")
              .client()
              .call("prepareReceiveVideoFrom", "sender", publisher.id(), "reconnect", false);
      nodes.add(String.valueOf(TestClient.result(answer).get("sdpOffer")));
    }
    return nodes.size();
  }

  private static Object nodeInRest(Bench bench) {
    nodeAfterARejoin(bench);
    Map<?, ?> json = Bench.json(bench.rest(bench.m2, "GET", "/sessions/room", ""));
    return Bench.at(json, "mediaNodeId");
  }

  private static Object sessionOnTheOtherNode(Bench bench) {
    for (String room : List.of("room", "other")) {
      bench.session(room);
      bench.joined(bench.m1, room);
    }
    Map<?, ?> json = Bench.json(bench.rest(bench.m2, "GET", "/sessions/room", ""));
    String unhurt = String.valueOf(Bench.at(json, "mediaNodeId"));
    String hit = unhurt.equals("media_a") ? "media_b" : "media_a";
    bench
        .cluster
        .masters
        .values()
        .forEach(master -> master.enqueue(new MasterInput.MediaDown(hit)));
    bench.pass(Duration.ofSeconds(4));
    return bench.rest(bench.m2, "GET", "/sessions/room", "").status();
  }

  private static Object loadAfterTheEnd(Bench bench) {
    bench.session("room");
    Joined a = bench.joined(bench.m1, "room");
    load(bench);
    a.client().call("leaveRoom");
    return load(bench);
  }

  private static long load(Bench bench) {
    Map<?, ?> json = Bench.json(bench.rest(bench.m2, "GET", "/media-nodes", ""));
    return Bench.listAt(json, "content").stream()
        .mapToLong(node -> Bench.numberAt((Map<?, ?>) node, "load"))
        .sum();
  }
}
