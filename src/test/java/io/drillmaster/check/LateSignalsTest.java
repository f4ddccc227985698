package io.drillmaster.check;

import static io.drillmaster.check.SignalsDeliveredTest.chatter;
import static io.drillmaster.check.SignalsDeliveredTest.delivered;
import static io.drillmaster.check.SignalsDeliveredTest.room;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.Outcome;
import io.drillmaster.history.SignalEvent.Purpose;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Room signals that come very late, or never, and how they are counted. */
class LateSignalsTest {

  private static final Figures.Latencies NO_LATENCIES =
      new Figures.Latencies(0, null, null, null, null);

  /** The 61st signal of p1, at 20 s, reaches p2 alone, though p3 goes on being served. */
  private static Histories missedByOne() {
    Histories histories = chatter(room());
    long seq = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    return histories
        .acknowledged(20.002, "p1", Outcome.OK)
        .received(20.003, "p2", "s1", "c2", "p1", "c1", seq)
        .proof(23, "p3", "s1", "c3", 1);
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.SIGNALS_DELIVERED);
  }

  /** The check itself, with all events in. */
  private static SignalsDelivered checker(Histories histories) {
    Progress progress = new Progress(histories.header(), histories.drill());
    SignalsDelivered checker = new SignalsDelivered(progress);
    histories
        .recorded()
        .forEach(
            recorded -> {
              progress.accept(recorded);
              checker.accept(recorded);
            });
    return checker;
  }

  @Test
  void countsOneThatIsLostAmongThoseOwed() {
    Verdict verdict = judged(missedByOne());
    assertThat(verdict.figure()).isEqualTo("61 sent, 122 deliveries owed");
    assertThat(verdict.evidence()).isEqualTo("1 lost, 0 twice, 0 unknown outcome");
    assertThat(verdict.findings()).isEmpty();
  }

  @Test
  void countsOneThatWasNeverAnsweredAsOfUnknownOutcome() {
    Histories histories = chatter(room());
    long seq = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories.received(20.003, "p2", "s1", "c2", "p1", "c1", seq).proof(23, "p3", "s1", "c3", 1);
    Verdict verdict = judged(histories);
    assertThat(verdict.counterexample().orElseThrow().sentence())
        .contains("was received by another at +20.003 s but never reached p3");
    assertThat(verdict.evidence()).isEqualTo("1 lost, 0 twice, 1 unknown outcome");
  }

  @Test
  void whatComesMoreThanHalfAMinuteLateIsNotLost() {
    Verdict verdict = judged(missedByOne().received(50.001, "p3", "s1", "c3", "p1", "c1", 61));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("61 sent, 122 deliveries owed");
    assertThat(verdict.evidence()).isEqualTo("0 lost, 0 twice, 0 unknown outcome");
    assertThat(verdict.findings()).containsExactly("1 arrived more than 30 s late");
  }

  @Test
  void whatComesWithinHalfAMinuteIsAsGoodAsAnyOther() {
    Verdict verdict = judged(missedByOne().received(50, "p3", "s1", "c3", "p1", "c1", 61));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("61 sent, 122 deliveries owed");
    assertThat(verdict.findings()).isEmpty();
  }

  @Test
  void aLateArrivalExcusesNoOtherLoss() {
    Histories histories = chatter(room());
    histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories.acknowledged(20.002, "p1", Outcome.OK);
    long second = histories.sent(20.1, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.102, "p1", Outcome.OK)
        .received(20.103, "p2", "s1", "c2", "p1", "c1", second)
        .proof(23, "p3", "s1", "c3", 1)
        .received(52, "p3", "s1", "c3", "p1", "c1", 61);
    Verdict verdict = judged(histories);
    assertThat(verdict.evidence()).isEqualTo("2 lost, 0 twice, 0 unknown outcome");
    assertThat(verdict.findings()).containsExactly("1 arrived more than 30 s late");
    List<String> sentences =
        verdict.counterexamples().stream().map(Counterexample::sentence).toList();
    assertThat(sentences).hasSize(2);
    assertThat(sentences.get(0)).contains("signal 61 of p1").contains("never reached p2");
    assertThat(sentences.get(1)).contains("signal 62 of p1").contains("never reached p3");
  }

  @Test
  void whatComesAfterManyOthersIsTakenForTheLostOneOnlyWhereItWasLost() {
    Histories histories = missedByOne();
    for (int i = 0; i < 80; i++) {
      delivered(histories, 24 + i * 0.01);
    }
    histories
        .received(54, "p2", "s1", "c2", "p1", "c1", 61)
        .received(54.1, "p3", "s1", "c3", "p1", "c1", 62)
        .received(55, "p3", "s1", "c3", "p1", "c1", 61);
    Verdict verdict = judged(histories);
    assertThat(verdict.evidence()).isEqualTo("0 lost, 2 twice, 0 unknown outcome");
    assertThat(verdict.findings()).containsExactly("1 arrived more than 30 s late");
    assertThat(verdict.counterexamples().stream().map(Counterexample::sentence))
        .containsExactly(
            "session s1: p2 received signal 61 of p1 at +54.000 s a second time",
            "session s1: p3 received signal 62 of p1 at +54.100 s a second time");
  }

  @Test
  void remembersTenThousandLostOnesAndCountsTheOthers() {
    Histories histories = room();
    for (int i = 0; i < 5_001; i++) {
      histories.sent(20 + i * 0.001, "p1", "s1", "c1", 1, Purpose.ROOM);
      histories.acknowledged(20.0005 + i * 0.001, "p1", Outcome.OK);
    }
    histories.proof(30, "p2", "s1", "c2", 1).proof(30, "p3", "s1", "c3", 1);
    SignalsDelivered checker = checker(histories);
    Opinion opinion = checker.opinion();
    assertThat(opinion.evidence()).isEqualTo("10,002 lost, 0 twice, 0 unknown outcome");
    assertThat(opinion.count()).isEqualTo(10_000);
    assertThat(checker.figures(NO_LATENCIES).lost()).isEqualTo(10_002);
  }

  @Test
  void itsFiguresTellTheSameBeforeItsVerdictAsAfterwards() {
    SignalsDelivered checker = checker(missedByOne());
    Figures.Signals figures = new Figures.Signals(61, 121, 122, 1, 0, 0, NO_LATENCIES);
    assertThat(checker.figures(NO_LATENCIES)).isEqualTo(figures);
    assertThat(checker.opinion().evidence()).startsWith("1 lost");
    assertThat(checker.figures(NO_LATENCIES)).isEqualTo(figures);
  }
}
