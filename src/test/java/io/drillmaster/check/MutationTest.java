package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.Event;
import io.drillmaster.history.History;
import io.drillmaster.history.MediaEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests the testers: valid histories pass, and each planted violation is caught by its check. */
class MutationTest {

  /** More are tried by hand with {@code -Ddrillmaster.seeds=2000}. */
  private static final int SEEDS = Integer.getInteger("drillmaster.seeds", 6);

  /** Changes one event into others; the same event back = no change. */
  interface Mutator {
    List<Event> apply(Event event, ValidHistories valid);
  }

  private static Judged judge(ValidHistories valid, UnaryOperator<List<Recorded>> change) {
    Histories histories = valid.histories;
    List<Recorded> recorded = change.apply(histories.recorded());
    return new Judge(histories.header(), histories.drill(), each -> each.event().toString())
        .judge(new History.InMemory(List.of(histories.header()), recorded, List.of()));
  }

  private static List<Recorded> mutated(
      List<Recorded> recorded, Mutator mutator, ValidHistories valid) {
    record Written(String writer, Event event) {}
    List<Written> events = new ArrayList<>();
    for (Recorded each : recorded) {
      mutator
          .apply(each.event(), valid)
          .forEach(event -> events.add(new Written(each.writer(), event)));
    }
    events.sort(Comparator.comparingLong(each -> each.event().at()));
    Map<String, Long> indexes = new HashMap<>();
    return events.stream()
        .map(
            each ->
                new Recorded(
                    each.writer(), indexes.merge(each.writer(), 1L, Long::sum) - 1, each.event()))
        .toList();
  }

  @Test
  void everyCheckPassesOnEveryValidHistory() {
    for (long seed = 0; seed < SEEDS; seed++) {
      ValidHistories valid = new ValidHistories(seed);
      Judgement judgement = judge(valid, UnaryOperator.identity()).judgement();
      assertThat(
              judgement.verdicts().stream()
                  .filter(verdict -> verdict.result() != Result.PASS)
                  .map(
                      verdict ->
                          verdict.check()
                              + ": "
                              + verdict.reason()
                              + verdict
                                  .counterexample()
                                  .map(each -> each.sentence() + " " + each.events())
                                  .orElse(""))
                  .toList())
          .as("seed %d", seed)
          .isEmpty();
      assertThat(judgement.exitCode()).isZero();
    }
  }

  static void caught(String check, Mutator mutator) {
    for (long seed = 0; seed < SEEDS; seed++) {
      ValidHistories valid = new ValidHistories(seed);
      Judgement judgement = judge(valid, recorded -> mutated(recorded, mutator, valid)).judgement();
      assertThat(judgement.verdict(check).orElseThrow().result())
          .as("%s, seed %d", check, seed)
          .isEqualTo(Result.FAIL);
      assertThat(judgement.exitCode()).isEqualTo(1);
      assertThat(judgement.verdict(check).orElseThrow().counterexample().orElseThrow().events())
          .as("events around, seed %d", seed)
          .isNotEmpty();
    }
  }

  private static boolean late(Event event, double seconds) {
    return event.at() > Histories.nanos(seconds);
  }

  @Test
  void aSubscriptionFromAnotherMediaNodeIsCaught() {
    caught(
        Checks.PINNED_MEDIA_NODE,
        (event, valid) -> {
          GeneratedMember member = valid.untouched();
          if (event instanceof MediaEvent.Addresses seen && seen.who().equals(member.name)) {
            int other = 3 - valid.roomOf(member).mediaNode;
            return List.of(
                event,
                new MediaEvent.Addresses(
                    Histories.nanos(30),
                    seen.who(),
                    seen.session(),
                    seen.epoch(),
                    seen.con(),
                    MediaEvent.Where.OFFER,
                    "str",
                    List.of("192.0.2." + other)));
          }
          return List.of(event);
        });
  }

  @Test
  void aMemberServedByAnOldLifeIsCaught() {
    caught(
        Checks.ONE_LIFE,
        (event, valid) -> {
          GeneratedMember member = valid.untouched();
          String peer =
              valid.roomOf(member).members.stream()
                  .filter(each -> each != member)
                  .findFirst()
                  .orElseThrow()
                  .name;
          if (event instanceof ProbeEvent.HealthRead && event.at() == Histories.nanos(30)) {
            return List.of(
                event,
                new OperationEvent.Invoked(
                    Histories.nanos(30),
                    90_000,
                    0,
                    1,
                    peer,
                    valid.roomOf(member).session,
                    0,
                    OperationEvent.Kind.JOIN),
                new MemberEvent.Joined(
                    Histories.nanos(30.1),
                    90_000,
                    peer,
                    valid.roomOf(member).session,
                    0,
                    "c-split",
                    "rpc",
                    7L,
                    List.of()));
          }
          return List.of(event);
        });
  }

  @Test
  void somebodyWhoNeverComesBackIsCaught() {
    caught(
        Checks.EVERYONE_RECONNECTED,
        (event, valid) -> {
          String name = valid.recovered().name;
          boolean proof =
              event instanceof SignalEvent.Received received
                  && received.who().equals(name)
                  && received.purpose() == SignalEvent.Purpose.PROOF
                  && late(event, 0);
          return proof ? List.of() : List.of(event);
        });
  }

  @Test
  void aCrashNoticeAboutALifeThatGoesOnIsCaught() {
    caught(
        Checks.TOLD_THE_TRUTH,
        (event, valid) -> {
          GeneratedMember member = valid.untouched();
          if (event instanceof ProbeEvent.HealthRead && event.at() == Histories.nanos(25)) {
            return List.of(
                event,
                new MemberEvent.Told(
                    event.at(),
                    member.name,
                    valid.roomOf(member).session,
                    0,
                    member.con,
                    1L,
                    MemberEvent.Verdict.NODE_CRASHED,
                    MemberEvent.Via.CRASH_NOTIFICATION,
                    ""));
          }
          return List.of(event);
        });
  }

  @Test
  void aDisconnectNoticeAboutACrashedLifeIsCaught() {
    for (long seed = 0; seed < SEEDS; seed++) {
      ValidHistories valid = new ValidHistories(seed);
      if (valid.rooms.stream().noneMatch(room -> room.rebuilt)) {
        continue;
      }
      Judgement judgement =
          judge(valid, recorded -> mutated(recorded, MutationTest::lying, valid)).judgement();
      assertThat(judgement.verdict(Checks.TOLD_THE_TRUTH).orElseThrow().result())
          .as("seed %d", seed)
          .isEqualTo(Result.FAIL);
    }
  }

  private static List<Event> lying(Event event, ValidHistories valid) {
    return event instanceof MemberEvent.Told told
            && told.verdict() == MemberEvent.Verdict.NODE_CRASHED
        ? List.of(
            new MemberEvent.Told(
                told.at(),
                told.who(),
                told.session(),
                told.epoch(),
                told.con(),
                told.life(),
                MemberEvent.Verdict.NETWORK_DISCONNECT,
                told.via(),
                ""))
        : List.of(event);
  }

  @Test
  void aMemberForgottenByTheSessionListIsCaught() {
    caught(
        Checks.MEMBERSHIP_AGREES,
        (event, valid) -> {
          String con = valid.untouched().con;
          if (event instanceof ProbeEvent.SessionsRead read && late(event, 40)) {
            return List.of(
                new ProbeEvent.SessionsRead(
                    read.at(),
                    read.invokedAt(),
                    read.reader(),
                    null,
                    null,
                    read.sessions().stream().map(view -> without(view, con)).toList()));
          }
          return List.of(event);
        });
  }

  private static ProbeEvent.SessionView without(ProbeEvent.SessionView view, String con) {
    return new ProbeEvent.SessionView(
        view.session(),
        view.createdAt(),
        view.mediaNode(),
        view.connections().stream().filter(each -> !each.con().equals(con)).toList());
  }

  @Test
  void aSignalDeliveredTwiceIsCaught() {
    caught(
        Checks.SIGNALS_DELIVERED,
        (event, valid) ->
            event instanceof SignalEvent.Received received
                    && received.purpose() == SignalEvent.Purpose.ROOM
                    && late(event, 25)
                ? List.of(event, again(received))
                : List.of(event));
  }

  private static SignalEvent.Received again(SignalEvent.Received received) {
    return new SignalEvent.Received(
        received.at() + 1_000_000,
        received.who(),
        received.session(),
        received.epoch(),
        received.con(),
        received.from(),
        received.sender(),
        received.senderSession(),
        received.senderCon(),
        received.life(),
        received.seq(),
        received.purpose(),
        received.intendedAt());
  }

  @Test
  void aDeafPairIsCaught() {
    caught(
        Checks.SIGNALS_DELIVERED,
        (event, valid) ->
            event instanceof SignalEvent.Received received
                    && received.purpose() == SignalEvent.Purpose.ROOM
                    && received.who().endsWith("p1")
                    && received.sender().endsWith("p2")
                    && late(event, 20)
                ? List.of()
                : List.of(event));
  }

  @Test
  void aLossThatNoFaultExplainsIsCaught() {
    caught(
        Checks.OBJECTIVES,
        (event, valid) -> {
          GeneratedMember member = valid.untouched();
          SocketEvent.@Nullable Closed closed = willingClose(event, member.name);
          if (closed != null) {
            return List.of(
                new SocketEvent.Closed(
                    Histories.nanos(30),
                    closed.who(),
                    closed.session(),
                    closed.epoch(),
                    SocketEvent.By.NETWORK,
                    SocketEvent.Ending.RST,
                    false,
                    1006,
                    "",
                    0,
                    0,
                    0,
                    0));
          }
          return List.of(event);
        });
  }

  private static SocketEvent.@Nullable Closed willingClose(Event event, String name) {
    return event instanceof SocketEvent.Closed closed
            && closed.who().equals(name)
            && closed.willing()
        ? closed
        : null;
  }

  @Test
  void aGapInAFileLeavesTheRunUnknown() {
    ValidHistories valid = new ValidHistories(1);
    Judgement judgement =
        judge(
                valid,
                recorded ->
                    recorded.stream()
                        .filter(each -> !(each.writer().equals("prober") && each.index() == 5))
                        .toList())
            .judgement();
    assertThat(judgement.overall()).isEqualTo(Result.UNKNOWN);
    assertThat(judgement.verdict(Checks.HARNESS_HONEST).orElseThrow().reason())
        .matches("prober: 1 of \\d+ events are missing");
  }

  @Test
  void namesEveryCheckOfTheTable() {
    Judgement judgement = judge(new ValidHistories(0), UnaryOperator.identity()).judgement();
    assertThat(judgement.verdicts().stream().map(Verdict::check))
        .containsExactlyElementsOf(
            Stream.of(Checks.all()).flatMap(List::stream).map(Checks.About::name).toList());
  }
}
