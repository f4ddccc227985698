package io.drillmaster.twin.role;

import io.drillmaster.twin.role.Bench.Joined;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs of losing a connection, resuming and being evicted. */
class BugsOfLossesTest {

  static List<Symptom> symptoms() {
    return List.of(
        new Symptom(Bug.OLD_TIMER, BugsOfLossesTest::evictedAfterItsResume, false, true),
        new Symptom(Bug.WINDOW_FROM_FIRST_LOSS, BugsOfLossesTest::resumesTwice, true, false),
        new Symptom(Bug.HASTY_EVICTION, BugsOfLossesTest::resumesAfterThreeSeconds, true, false),
        new Symptom(Bug.WATCHDOG_UNARMED, BugsOfLossesTest::silentOneIsEvicted, true, false),
        new Symptom(Bug.HOLLOW_RESUME, BugsOfLossesTest::servedAfterItsResume, true, false),
        new Symptom(Bug.FALSE_OBITUARY, BugsOfLossesTest::mournedAtOnce, false, true),
        new Symptom(Bug.FORWARD_CLOSE_REASON, BugsOfLossesTest::listedAfterACloseWithText, 1, 2),
        new Symptom(Bug.GHOST_IN_REST, BugsOfLossesTest::listedAfterAnEviction, 1, 2),
        new Symptom(Bug.LEFT_NOT_TOLD, BugsOfLossesTest::firstMemberHearsOfTheLoss, true, false),
        new Symptom(Bug.UNANNOUNCED_JOIN, BugsOfLossesTest::firstMemberHearsOfTheJoin, true, false),
        new Symptom(Bug.SESSION_NEVER_ENDS, BugsOfLossesTest::sessionAfterAllHaveGone, 404, 200),
        new Symptom(Bug.ENDED_STAYS_LISTED, BugsOfLossesTest::sessionsListedAfterTheEnd, 0L, 1L));
  }

  @ParameterizedTest
  @MethodSource("symptoms")
  void shows(Symptom symptom) {
    symptom.check();
  }

  private static Object evictedAfterItsResume(Bench bench) {
    bench.session("room");
    Joined b = bench.joined(bench.m1, "room");
    Joined a = bench.resumed(bench.joined(bench.m1, "room"));
    b.client().heard.clear();
    bench.pass(Duration.ofSeconds(11));
    return b.client().heard.contains(Joined.left(a.id(), "networkDisconnect"));
  }

  private static boolean resumes(Bench bench, Joined member) {
    String answer = bench.again(bench.m2, member.room()).reconnect(member.rpcId());
    return String.valueOf(answer).contains("reconnection successful");
  }

  private static Object resumesTwice(Bench bench) {
    bench.session("room");
    Joined a = bench.resumed(bench.joined(bench.m1, "room"));
    bench.pass(Duration.ofSeconds(7));
    a.client().cut();
    bench.pass(Duration.ofSeconds(4));
    return resumes(bench, a);
  }

  private static Object resumesAfterThreeSeconds(Bench bench) {
    bench.session("room");
    Joined a = bench.joined(bench.m1, "room");
    a.client().cut();
    bench.pass(Duration.ofSeconds(3));
    return resumes(bench, a);
  }

  private static Object silentOneIsEvicted(Bench bench) {
    bench.session("room");
    Joined b = bench.joined(bench.m1, "room");
    Joined a = bench.resumed(bench.joined(bench.m1, "room"));
    a.client().call("ping", "interval", 5000);
    b.client().heard.clear();
    bench.pass(Duration.ofSeconds(26));
    return b.client().heard.contains(Joined.left(a.id(), "networkDisconnect"));
  }

  private static Object servedAfterItsResume(Bench bench) {
    bench.session("room");
    Joined a = bench.resumed(bench.joined(bench.m1, "room"));
    a.client().signal("to myself", a.id());
    return a.client().notifications().size() == 1;
  }

  private static Object mournedAtOnce(Bench bench) {
    bench.session("room");
    Joined b = bench.joined(bench.m1, "room");
    Joined a = bench.joined(bench.m1, "room");
    b.client().heard.clear();
    bench.resumed(a);
    return b.client().heard.contains(Joined.left(a.id(), "networkDisconnect"));
  }

  private static Object listedAfterACloseWithText(Bench bench) {
    bench.session("room");
    bench.joined(bench.m1, "room");
    Joined a = bench.joined(bench.m2, "room");
    a.client().close(4104, "Connection lost while pinging");
    bench.pass(Duration.ofSeconds(11));
    return bench.listed("room");
  }

  private static Object listedAfterAnEviction(Bench bench) {
    bench.session("room");
    Joined b = bench.joined(bench.m1, "room");
    Joined a = bench.joined(bench.m1, "room");
    a.client().cut();
    b.client().signal("evicts a");
    return bench.listed("room");
  }

  private static Object firstMemberHearsOfTheLoss(Bench bench) {
    bench.session("room");
    Joined first = bench.joined(bench.m1, "room");
    Joined second = bench.joined(bench.m1, "room");
    Joined a = bench.joined(bench.m1, "room");
    a.client().cut();
    second.client().signal("evicts a");
    return first.client().heard.contains(Joined.left(a.id(), ""))
        && second.client().heard.contains(Joined.left(a.id(), ""));
  }

  private static Object firstMemberHearsOfTheJoin(Bench bench) {
    bench.session("room");
    Joined first = bench.joined(bench.m1, "room");
    Joined second = bench.joined(bench.m1, "room");
    first.client().heard.clear();
    bench.joined(bench.m1, "room");
    assertOne(second);
    return first.client().heard.stream().anyMatch(f -> f.contains("participantJoined"));
  }

  private static void assertOne(Joined member) {
    if (member.client().heard.stream().noneMatch(f -> f.contains("participantJoined"))) {
      throw new AssertionError("nobody heard of the join");
    }
  }

  private static Object sessionAfterAllHaveGone(Bench bench) {
    bench.session("room");
    Joined b = bench.joined(bench.m1, "room");
    bench.joined(bench.m1, "room").client().cut();
    b.client().signal("evicts the other");
    b.client().call("leaveRoom");
    bench.pass(Duration.ofSeconds(1));
    return bench.rest(bench.m2, "GET", "/sessions/room", "").status();
  }

  private static Object sessionsListedAfterTheEnd(Bench bench) {
    bench.session("room");
    bench.joined(bench.m1, "room").client().call("leaveRoom");
    Map<?, ?> json = Bench.json(bench.rest(bench.m2, "GET", "/sessions", ""));
    return Bench.numberAt(json, "numberOfElements");
  }
}
