package io.drillmaster.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HistoryTextTest {

  private static final long MS = 1_000_000L;

  private static final List<Recorded> EVENTS =
      List.of(
          new Recorded(
              "w1",
              0,
              new OperationEvent.Invoked(
                  at(-200), 7, 0, 2, "p-1", "drill-x-017", 3, OperationEvent.Kind.JOIN)),
          new Recorded(
              "w1",
              1,
              new OperationEvent.Completed(
                  at(-100), 7, "p-1", OperationEvent.Kind.JOIN, Outcome.FAIL, 202, "no room")),
          new Recorded(
              "harness",
              0,
              new FaultEvent.Injecting(
                  at(0), "crash-1", FaultKind.CRASH, Role.MASTER, List.of("m2"), List.of("m2#1"))),
          new Recorded("harness", 1, new HarnessEvent.Tick(at(1))),
          new Recorded(
              "w1",
              2,
              new SocketEvent.Closed(
                  at(3_214),
                  "p-2",
                  "drill-x-018",
                  4,
                  SocketEvent.By.NETWORK,
                  SocketEvent.Ending.FIN,
                  false,
                  1006,
                  "",
                  at(3_000),
                  0,
                  0,
                  at(1_214))));

  private static final History HISTORY =
      History.of(List.of(Samples.header("harness")), EVENTS, List.of());

  private static long at(long millis) {
    return Samples.ORIGIN + 60_000 * MS + millis * MS;
  }

  private static List<String> lines(HistoryFilter filter) {
    HistoryText text = HistoryText.of(HISTORY);
    return EVENTS.stream().filter(e -> filter.wants(e.event())).map(text::line).toList();
  }

  private static HistoryFilter filter(String session, String participant) {
    return new HistoryFilter(
        Optional.of(session).filter(s -> !s.isEmpty()),
        Optional.of(participant).filter(s -> !s.isEmpty()),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        false);
  }

  @Test
  void linesCountFromTheFirstFault() {
    assertThat(lines(filter("", "")))
        .containsExactly(
            "-00:00.200  09:16:01.800Z  w1         p-1          join begins, attempt 2 on socket 3 (op 7)",
            "-00:00.100  09:16:01.900Z  w1         p-1          join fail 202: no room (op 7)",
            "+00:00.000  09:16:02.000Z  harness                 FAULT crash-1: crash master m2",
            "+00:03.214  09:16:05.214Z  w1         p-2          socket 4 LOST: fin by network, code"
                + " 1006; last frame 0.214 s ago, ping pending since 2.000 s ago");
  }

  @Test
  void aSessionIsFoundByTheEndOfItsIdWithItsOperationsEndsAndTheFaults() {
    assertThat(lines(filter("-017", ""))).hasSize(3).last().asString().contains("FAULT crash-1");
    assertThat(lines(filter("-017", "")).get(1)).contains("join fail 202");
    assertThat(lines(filter("-018", ""))).hasSize(2);
  }

  @Test
  void aParticipantIsFoundByItsName() {
    assertThat(lines(filter("", "p-2"))).hasSize(2).last().asString().contains("LOST");
  }

  @Test
  void aTimeIsReadAsItIsPrinted() {
    HistoryText text = HistoryText.of(HISTORY);

    assertThat(text.stampOf("+00:03.214")).isEqualTo(at(3_214));
    assertThat(text.stampOf("-0.2")).isEqualTo(at(-200));
    assertThat(text.stampOf("3.214s")).isEqualTo(at(3_214));
    assertThat(text.stampOf("01:00")).isEqualTo(at(60_000));
    assertThat(text.stampOf("00:02.5")).isEqualTo(at(2_500));
    assertThat(text.stampOf("-01:10")).isEqualTo(at(-70_000));
    assertThat(text.stampOf(" -3 ")).isEqualTo(at(-3_000));
    assertThat(text.relative(at(-3_723_004))).isEqualTo("-62:03.004");
    assertThatThrownBy(() -> text.stampOf("noon"))
        .hasMessageStartingWith("time 'noon' is not understood; use +MM:SS.mmm or seconds");
  }

  @Test
  void withoutAFaultZeroIsTheBeginning() {
    History quiet = History.of(HISTORY.headers(), EVENTS.subList(0, 2), List.of());

    assertThat(HistoryText.of(quiet).zero()).isEqualTo(at(-200));
  }
}
