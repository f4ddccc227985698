package io.drillmaster.twin.role;

import io.drillmaster.twin.role.Bench.Joined;
import io.drillmaster.twin.store.StoreAnswer.Session;
import io.drillmaster.twin.store.StoreCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs of losing a master: being told, being rebuilt, and the capacity that comes back. */
class BugsOfCrashesTest {

  private static final Duration FREEZE = Duration.ofSeconds(7);

  static List<Symptom> symptoms() {
    return List.of(
        new Symptom(Bug.ZOMBIE_UNTIL_RENEWAL, BugsOfCrashesTest::servedOnWaking, 0, 1),
        new Symptom(Bug.ZOMBIE_WRITEBACK, BugsOfCrashesTest::successorOfAWokenOwner, 200, 404),
        new Symptom(Bug.SAME_NUMBER_SPLIT, BugsOfCrashesTest::isTheSameLife, false, true),
        new Symptom(Bug.LIFE_RESET, BugsOfCrashesTest::isTheSameLife, false, true),
        new Symptom(Bug.RECYCLED_CONNECTION_IDS, BugsOfCrashesTest::isTheSameId, false, true),
        new Symptom(Bug.PONG_BY_ENTRY, BugsOfCrashesTest::toldAndPonged, "told", "ponged"),
        new Symptom(Bug.NOTICE_RACE, BugsOfCrashesTest::freshSocketIsTold, true, false),
        new Symptom(Bug.GREEN_HEALTH_FROZEN_OWNER, BugsOfCrashesTest::survivorServes, true, false),
        new Symptom(Bug.LATE_CRASH_NOTICE, BugsOfCrashesTest::rebuiltIsKicked, false, true),
        new Symptom(Bug.PANIC_ON_SEAL, BugsOfCrashesTest::unrelatedIsCut, false, true),
        new Symptom(Bug.LOST_NOTICE, BugsOfCrashesTest::toldOfFour, 4L, 2L),
        new Symptom(Bug.SLOW_SWEEP, BugsOfCrashesTest::toldOfFour, 4L, 0L),
        new Symptom(Bug.SLOW_REBUILD, BugsOfCrashesTest::joinsAtOnce, true, false),
        new Symptom(Bug.WEDGED_ID, BugsOfCrashesTest::someAreWedged, false, true),
        new Symptom(Bug.CREATE_NEEDS_EVERYBODY, BugsOfCrashesTest::creation, 200, 503),
        new Symptom(Bug.DEAD_NODE_IN_LISTS, BugsOfCrashesTest::list, 200, 503),
        new Symptom(Bug.HEALTH_NEVER_UP, BugsOfCrashesTest::health, 200, 409),
        new Symptom(Bug.LYING_HEALTH_CHECK, BugsOfCrashesTest::replacementAnswers, 200, 503),
        new Symptom(Bug.NEVER_AN_OWNER, BugsOfCrashesTest::ownerThroughReplacement, "m3", "m2"),
        new Symptom(Bug.OWNER_PILES, BugsOfCrashesTest::ownerThroughM2, "m2", "m1"));
  }

  @ParameterizedTest
  @MethodSource("symptoms")
  void shows(Symptom symptom) {
    symptom.check();
  }

  private static boolean isTold(TestClient client, Bench bench) {
    return client.heard.contains(bench.notice());
  }

  private static Object servedOnWaking(Bench bench) {
    bench.session("room");
    Joined a = bench.joined(bench.m1, "room");
    bench.m1.stopFor(FREEZE);
    bench.pass(Duration.ofSeconds(6));
    a.client().signal("to myself", a.id());
    bench.pass(Duration.ofSeconds(2));
    return (int) a.client().heard.stream().filter(f -> f.contains("to myself")).count();
  }

  private static Object successorOfAWokenOwner(Bench bench) {
    bench.session("room");
    bench.m1.stopFor(FREEZE);
    bench.pass(Duration.ofMillis(5_500));
    bench.rebuilt("room");
    bench.pass(Duration.ofSeconds(3));
    return bench.rest(bench.m2, "GET", "/sessions/room", "").status();
  }

  private static Object isTheSameLife(Bench bench) {
    bench.session("room");
    Joined before = bench.joined(bench.m2, "room");
    bench.crash();
    Joined after = bench.rebuilt("room");
    return String.valueOf(after.result().get("life"))
        .equals(String.valueOf(before.result().get("life")));
  }

  private static Object isTheSameId(Bench bench) {
    bench.session("room");
    Joined before = bench.joined(bench.m2, "room");
    bench.crash();
    return bench.rebuilt("room").id().equals(before.id());
  }

  private static Object toldAndPonged(Bench bench) {
    bench.session("room");
    Joined a = bench.joined(bench.m2, "room");
    bench.crash();
    String pong = a.client().call("ping", "interval", 5000);
    return (isTold(a.client(), bench) ? "told" : "") + (pong == null ? "" : "ponged");
  }

  private static Object freshSocketIsTold(Bench bench) {
    bench.session("room");
    Joined old = bench.joined(bench.m2, "room");
    bench.pass(Duration.ofSeconds(2));
    Joined fresh = bench.joined(bench.m2, "room");
    bench.crash();
    if (!isTold(old.client(), bench)) {
      throw new AssertionError("those who were there long before are told");
    }
    return isTold(fresh.client(), bench);
  }

  private static Object survivorServes(Bench bench) {
    bench.rest(bench.m2, "POST", "/sessions", "{\"customSessionId\":\"other\"}");
    Joined a = bench.joinedAgain("other");
    bench.crash();
    a.client().signal("to myself", a.id());
    return a.client().notifications().size() == 1;
  }

  private static Object rebuiltIsKicked(Bench bench) {
    bench.session("room");
    bench.joined(bench.m2, "room");
    bench.crash();
    Joined after = bench.rebuilt("room");
    bench.pass(Duration.ofSeconds(4));
    return isTold(after.client(), bench);
  }

  private static Object unrelatedIsCut(Bench bench) {
    bench.rest(bench.m2, "POST", "/sessions", "{\"customSessionId\":\"other\"}");
    Joined a = bench.joinedAgain("other");
    bench.crash();
    return a.client().end != null;
  }

  private static Object toldOfFour(Bench bench) {
    bench.session("room");
    List<Joined> members = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      members.add(bench.joined(bench.m2, "room"));
    }
    bench.crash();
    return members.stream().filter(member -> isTold(member.client(), bench)).count();
  }

  private static Object joinsAtOnce(Bench bench) {
    bench.session("room");
    bench.crash();
    bench.rest(bench.m2, "POST", "/sessions", "{\"customSessionId\":\"room\"}");
    TestClient client = bench.client(bench.m2, "room");
    Object token =
        Bench.json(bench.rest(bench.m2, "POST", "/sessions/room/connection", "{}")).get("token");
    String answer =
        client.call("joinRoom", "token", token, "session", "room", "metadata", "", "secret", "");
    bench.pass(Duration.ofSeconds(9));
    if (client.response(0) == null) {
      throw new AssertionError("the join is late, not lost");
    }
    return answer != null;
  }

  private static Object someAreWedged(Bench bench) {
    bench.crash();
    int wedged = 0;
    for (int i = 0; i < 20; i++) {
      String body = "{\"customSessionId\":\"room" + i + "\"}";
      int first = bench.rest(bench.m2, "POST", "/sessions", body).status();
      int again = bench.rest(bench.m2, "POST", "/sessions", body).status();
      wedged += first == 409 && again == 409 ? 1 : 0;
    }
    return wedged > 0 && wedged < 20;
  }

  private static Object creation(Bench bench) {
    bench.crash();
    return bench.rest(bench.m2, "POST", "/sessions", "{}").status();
  }

  private static Object list(Bench bench) {
    bench.crash();
    return bench.rest(bench.m2, "GET", "/sessions", "").status();
  }

  private static Object health(Bench bench) {
    bench.crash();
    return bench.rest(bench.m2, "GET", "/health", "").status();
  }

  private static SimulatedMaster replacement(Bench bench) {
    bench.crash();
    SimulatedMaster m3 = bench.cluster.startMaster("m3");
    bench.cluster.settle();
    return m3;
  }

  private static Object replacementAnswers(Bench bench) {
    return bench.rest(replacement(bench), "GET", "/config", "").status();
  }

  private static Object ownerThroughReplacement(Bench bench) {
    return ownerThrough(replacement(bench), bench);
  }

  private static Object ownerThroughM2(Bench bench) {
    return ownerThrough(bench.m2, bench);
  }

  private static String ownerThrough(SimulatedMaster entry, Bench bench) {
    bench.rest(entry, "POST", "/sessions", "{\"customSessionId\":\"room\"}");
    Session session = bench.cluster.store.run(new StoreCommand.Lookup("room")).session();
    return session == null ? "nobody" : session.owner().substring(0, 2);
  }
}
