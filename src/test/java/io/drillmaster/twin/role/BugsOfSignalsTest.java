package io.drillmaster.twin.role;

import io.drillmaster.twin.role.Bench.Joined;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bugs of delivering signals. */
class BugsOfSignalsTest {

  static List<Symptom> symptoms() {
    return List.of(
        new Symptom(Bug.REPLAYED_SIGNALS, BugsOfSignalsTest::heardOnResuming, 0L, 1L),
        new Symptom(
            Bug.ONE_DEAF_PAIR, BugsOfSignalsTest::heardOfTwo, List.of(1L, 1L), List.of(0L, 1L)),
        new Symptom(Bug.PARTIAL_FANOUT, BugsOfSignalsTest::heardOfForty, 40L, 39L),
        new Symptom(
            Bug.SWAPPED_SIGNALS,
            BugsOfSignalsTest::orderHeard,
            List.of("one", "two"),
            List.of("two", "one")),
        new Symptom(Bug.WRONG_SENDER, BugsOfSignalsTest::senderIsTheSender, true, false),
        new Symptom(Bug.CROSS_ROOM, BugsOfSignalsTest::heardInAnotherRoom, 0L, 1L),
        new Symptom(Bug.DROPS_UNDER_LOAD, BugsOfSignalsTest::heardOfSeventy, 70L, 60L),
        new Symptom(
            Bug.SLOW_SURVIVOR,
            BugsOfSignalsTest::heardInAnOutage,
            List.of(1L, 1L),
            List.of(0L, 1L)));
  }

  @ParameterizedTest
  @MethodSource("symptoms")
  void shows(Symptom symptom) {
    symptom.check();
  }

  private static long heard(TestClient client, String data) {
    return client.heard.stream()
        .filter(frame -> frame.contains("sendMessage") && frame.contains(data))
        .count();
  }

  private static Object heardOnResuming(Bench bench) {
    bench.session("room");
    Joined b = bench.joined(bench.m1, "room");
    Joined a = bench.joined(bench.m1, "room");
    b.client().signal("hello");
    a.client().cut();
    TestClient again = bench.again(bench.m2, "room");
    again.reconnect(a.rpcId());
    return heard(again, "hello");
  }

  private static Object heardOfTwo(Bench bench) {
    bench.session("room");
    Joined first = bench.joined(bench.m1, "room");
    Joined second = bench.joined(bench.m1, "room");
    Joined a = bench.resumed(bench.joined(bench.m1, "room"));
    first.client().signal("from the first");
    second.client().signal("from the second");
    return List.of(heard(a.client(), "from the first"), heard(a.client(), "from the second"));
  }

  private static Object heardOfForty(Bench bench) {
    return heardOf(bench, 40);
  }

  private static Object heardOfSeventy(Bench bench) {
    return heardOf(bench, 70);
  }

  private static long heardOf(Bench bench, int signals) {
    bench.session("room");
    Joined a = bench.joined(bench.m1, "room");
    Joined b = bench.joined(bench.m1, "room");
    for (int i = 0; i < signals; i++) {
      a.client().signal("word");
    }
    return heard(b.client(), "word");
  }

  private static Object orderHeard(Bench bench) {
    bench.session("room");
    Joined b = bench.joined(bench.m1, "room");
    Joined a = bench.resumed(bench.joined(bench.m1, "room"));
    b.client().signal("one");
    b.client().signal("two");
    return a.client().heard.stream().map(frame -> frame.contains("one") ? "one" : "two").toList();
  }

  private static Object senderIsTheSender(Bench bench) {
    bench.session("room");
    Joined b = bench.joined(bench.m1, "room");
    Joined a = bench.resumed(bench.joined(bench.m1, "room"));
    b.client().heard.clear();
    a.client().signal("hello");
    return b.client().heard.get(0).contains("\"from\":\"" + a.id() + "\"");
  }

  private static Object heardInAnotherRoom(Bench bench) {
    bench.session("room");
    bench.session("other");
    Joined stranger = bench.joined(bench.m1, "other");
    Joined a = bench.resumed(bench.joined(bench.m1, "room"));
    a.client().signal("hello");
    return heard(stranger.client(), "hello");
  }

  private static Object heardInAnOutage(Bench bench) {
    bench.crash();
    Joined a = bench.rebuilt("room");
    a.client().signal("hello");
    long atOnce = heard(a.client(), "hello");
    bench.pass(Duration.ofSeconds(6));
    return List.of(atOnce, heard(a.client(), "hello"));
  }
}
