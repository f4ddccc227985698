package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.Event;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No check speaks against what a correct cluster may do; if one does, its complaint is shrunk. */
class ValidHistoriesTest {

  /** A stamp may be so much too late, never too early: before the write, and after the read. */
  private static final double LATE_MAX = 0.1;

  private static final List<Class<?>> MUTATIONS =
      List.of(
          MutationTest.class,
          ClauseMutationTest.class,
          OutageMutationTest.class,
          PlacementMutationTest.class,
          SignalMutationTest.class,
          HarnessMutationTest.class,
          FlapMutationTest.class);

  @Test
  void everyCheckPassesOnEveryValidHistory() {
    List<FalseAlarm> alarms = new ArrayList<>();
    for (long seed = 0; seed < Planted.SEEDS && alarms.isEmpty(); seed++) {
      Histories histories = new ValidHistories(seed).histories;
      alarms.addAll(FalseAlarm.in(seed, histories, histories.recorded()));
    }
    assertThat(alarms).isEmpty();
  }

  @Test
  void everyCheckPassesWhereTheStampsOfEachProcessAreLate() {
    List<FalseAlarm> alarms = new ArrayList<>();
    for (long seed = 0; seed < Planted.SEEDS && alarms.isEmpty(); seed++) {
      Histories histories = new ValidHistories(seed).histories;
      Random random = new Random(seed);
      Map<String, Double> late = new TreeMap<>();
      for (String writer : List.of("prober", "worker-1", "worker-2")) {
        late.put(writer, LATE_MAX * random.nextDouble());
      }
      alarms.addAll(FalseAlarm.in(seed, histories, ClockShift.by(histories.recorded(), late)));
    }
    assertThat(alarms).isEmpty();
  }

  /** Too few sockets are placed on masters that crash soon after the first. */
  @Test
  void everyCheckButBalancedPassesWhenThreeMastersCrashOneAfterTheOther() {
    List<FalseAlarm> alarms = new ArrayList<>();
    for (long seed = 0; seed < Planted.SEEDS && alarms.isEmpty(); seed++) {
      Histories histories = new FlapHistory(seed).histories;
      alarms.addAll(FalseAlarm.in(seed, histories, histories.recorded()));
      alarms.removeIf(
          alarm -> alarm.check().equals(Checks.BALANCED) && alarm.result() == Result.UNKNOWN);
    }
    assertThat(alarms).isEmpty();
  }

  @Test
  void aFalseAlarmIsToldWithItsSeedAndTheLeastThatShowsIt() {
    long seed = 3;
    ValidHistories valid = new ValidHistories(seed);
    String con = valid.untouched().con;
    List<Recorded> forgetful =
        Planted.in(seed, valid.histories, event -> List.of(without(event, con))).recorded();

    List<FalseAlarm> alarms = FalseAlarm.in(seed, valid.histories, forgetful);

    assertThat(alarms).extracting(FalseAlarm::check).contains(Checks.MEMBERSHIP_AGREES);
    FalseAlarm alarm =
        alarms.stream()
            .filter(each -> each.check().equals(Checks.MEMBERSHIP_AGREES))
            .findFirst()
            .orElseThrow();
    assertThat(alarm.toString())
        .startsWith("seed 3: MembershipAgrees says FAIL: session ")
        .contains("does not show it active");
    assertThat(alarm.least()).hasSizeBetween(2, 12);
  }

  /** No list shows this connection after the outage. */
  private static Event without(Event event, String con) {
    if (event instanceof ProbeEvent.SessionsRead read && read.at() > Histories.nanos(20)) {
      return Altered.with(
          read,
          "sessions",
          read.sessions().stream()
              .map(
                  view ->
                      new ProbeEvent.SessionView(
                          view.session(),
                          view.createdAt(),
                          view.mediaNode(),
                          view.connections().stream()
                              .filter(each -> !each.con().equals(con))
                              .toList()))
              .toList());
    }
    return event;
  }

  @Test
  void everyCheckHasTwoMutatorsAtLeast() {
    Map<String, Integer> mutators = new TreeMap<>();
    Checks.all().forEach(about -> mutators.put(about.name(), 0));
    for (Class<?> each : MUTATIONS) {
      for (Method method : each.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)) {
          Tag check = method.getAnnotation(Tag.class);
          assertThat(check).as("%s names its check", method).isNotNull();
          mutators.merge(check.value(), 1, Integer::sum);
        }
      }
    }
    assertThat(mutators.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Checks.all().stream().map(Checks.About::name).toList());
    assertThat(mutators).allSatisfy((check, count) -> assertThat(count).isGreaterThan(1));
  }

  @Test
  void namesEveryCheckOfTheTable() {
    Histories histories = new ValidHistories(0).histories;
    assertThat(Planted.opinions(histories, histories.recorded()))
        .extracting(Opinion::check)
        .containsExactlyElementsOf(Checks.all().stream().map(Checks.About::name).toList());
  }
}
