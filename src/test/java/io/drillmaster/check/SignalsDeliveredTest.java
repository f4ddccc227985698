package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.SignalEvent.Purpose;
import org.junit.jupiter.api.Test;

class SignalsDeliveredTest {

  static Histories room() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 1, "m1")
        .join(-19, "p2", "s1", "c2", 1, "m2", "c1")
        .join(-18, "p3", "s1", "c3", 1, "m2", "c1", "c2")
        .phase(0, Phase.STEADY);
  }

  /** A signal of p1 to p2 and p3, acknowledged after 2 ms. */
  static long delivered(Histories histories, double at) {
    long seq = histories.sent(at, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(at + 0.002, "p1", Outcome.OK)
        .received(at + 0.003, "p2", "s1", "c2", "p1", "c1", seq)
        .received(at + 0.004, "p3", "s1", "c3", "p1", "c1", seq);
    return seq;
  }

  static Histories chatter(Histories histories) {
    for (int i = 0; i < 60; i++) {
      delivered(histories, 1 + i * 0.1);
    }
    return histories;
  }

  private static Verdict judged(Histories histories) {
    return histories.verdict(Checks.SIGNALS_DELIVERED);
  }

  private static String sentence(Histories histories) {
    return judged(histories).counterexample().orElseThrow().sentence();
  }

  @Test
  void passesWhenEveryObligedMemberHasEachSignalOnce() {
    Verdict verdict = judged(chatter(room()));
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("60 sent, 120 deliveries owed");
    assertThat(verdict.evidence()).isEqualTo("0 lost, 0 twice, 0 unknown outcome");
  }

  @Test
  void takesAReceiptThatIsStampedBeforeItsSendingForOne() {
    Histories histories =
        chatter(room())
            .received(19.998, "p2", "s1", "c2", "p1", "c1", 61)
            .received(19.999, "p3", "s1", "c3", "p1", "c1", 61);
    long seq = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.002, "p1", Outcome.OK)
        .proof(23, "p2", "s1", "c2", 1)
        .proof(23, "p3", "s1", "c3", 1);
    assertThat(seq).isEqualTo(61);
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).isEqualTo("61 sent, 122 deliveries owed");
    assertThat(sentence(histories.received(21, "p2", "s1", "c2", "p1", "c1", 61)))
        .isEqualTo("session s1: p2 received signal 61 of p1 at +21.000 s a second time");
  }

  @Test
  void failsALossThatALaterProofReveals() {
    Histories histories = chatter(room());
    long seq = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.002, "p1", Outcome.OK)
        .received(20.003, "p2", "s1", "c2", "p1", "c1", seq)
        .proof(23, "p3", "s1", "c3", 1);
    assertThat(sentence(histories))
        .isEqualTo(
            "session s1: signal 61 of p1, sent at +20.000 s, was acknowledged at +20.002 s but"
                + " never reached p3, which was attached since -17.940 s and was served on the"
                + " same socket later");
  }

  @Test
  void failsALossThatALaterSignalReveals() {
    Histories histories = chatter(room());
    long seq = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.002, "p1", Outcome.OK)
        .received(20.003, "p2", "s1", "c2", "p1", "c1", seq);
    delivered(histories, 21);
    assertThat(judged(histories).evidence()).startsWith("1 lost");
  }

  @Test
  void excusesWhoseSocketWasGoneBeforeAnythingShowedTheChannelPastIt() {
    Histories histories = chatter(room());
    long seq = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.002, "p1", Outcome.OK)
        .received(20.003, "p2", "s1", "c2", "p1", "c1", seq)
        .lost(20.1, "p3", "s1")
        .resume(21, "p3", "s1", "c3", 1, "m1")
        .proof(24, "p3", "s1", "c3", 1);
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void failsASignalReceivedTwice() {
    Histories histories = chatter(room());
    long seq = delivered(histories, 20);
    assertThat(sentence(histories.received(20.5, "p2", "s1", "c2", "p1", "c1", seq)))
        .isEqualTo("session s1: p2 received signal 61 of p1 at +20.500 s a second time");
  }

  @Test
  void failsASignalReceivedTwiceLongAfter() {
    Histories histories = chatter(room());
    long seq = delivered(histories, 20);
    for (int i = 0; i < 80; i++) {
      delivered(histories, 21 + i * 0.01);
    }
    assertThat(judged(histories.received(30, "p2", "s1", "c2", "p1", "c1", seq)).evidence())
        .isEqualTo("0 lost, 1 twice, 0 unknown outcome");
  }

  @Test
  void failsTwoSignalsOfOneSocketInTheWrongOrder() {
    Histories histories = chatter(room());
    long first = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories.acknowledged(20.002, "p1", Outcome.OK);
    long second = histories.sent(20.1, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.102, "p1", Outcome.OK)
        .received(20.11, "p2", "s1", "c2", "p1", "c1", second)
        .received(20.12, "p2", "s1", "c2", "p1", "c1", first);
    assertThat(sentence(histories))
        .isEqualTo("session s1: p2 received signal 61 of p1 at +20.120 s after signal 62");
  }

  @Test
  void seesTheWrongOrderBehindALaterSignalOfAnotherSocket() {
    Histories histories = chatter(room());
    long first = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories.acknowledged(20.5, "p1", Outcome.INFO);
    long second = histories.sent(20.1, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.6, "p1", Outcome.INFO)
        .lost(20.2, "p1", "s1")
        .resume(20.3, "p1", "s1", "c1", 1, "m2");
    long third = histories.sent(20.4, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .received(20.41, "p2", "s1", "c2", "p1", "c1", second)
        .received(20.42, "p2", "s1", "c2", "p1", "c1", third)
        .received(20.43, "p2", "s1", "c2", "p1", "c1", first);
    assertThat(sentence(histories))
        .isEqualTo("session s1: p2 received signal 61 of p1 at +20.430 s after signal 62");
  }

  @Test
  void failsTheWrongOrderOfTwoSocketsWhereTheFirstSignalWasAnsweredBeforeTheSecondWasSent() {
    Histories histories = chatter(room());
    long first = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.05, "p1", Outcome.OK)
        .lost(20.1, "p1", "s1")
        .resume(20.2, "p1", "s1", "c1", 1, "m2");
    long second = histories.sent(20.3, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.302, "p1", Outcome.OK)
        .received(20.31, "p2", "s1", "c2", "p1", "c1", second)
        .received(20.32, "p2", "s1", "c2", "p1", "c1", first);
    assertThat(sentence(histories))
        .isEqualTo("session s1: p2 received signal 61 of p1 at +20.320 s after signal 62");
  }

  @Test
  void allowsEitherOrderOfTwoSocketsWhereTheFirstSignalWasAnsweredAsTheSecondWasSent() {
    Histories histories = chatter(room());
    long first = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories.acknowledged(20.3, "p1", Outcome.OK).resume(20.2, "p1", "s1", "c1", 1, "m2");
    long second = histories.sent(20.3, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.302, "p1", Outcome.OK)
        .received(20.31, "p2", "s1", "c2", "p1", "c1", second)
        .received(20.32, "p2", "s1", "c2", "p1", "c1", first)
        .received(20.33, "p3", "s1", "c3", "p1", "c1", second)
        .received(20.34, "p3", "s1", "c3", "p1", "c1", first);
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void allowsASignalOfTheOldSocketAfterOneOfTheNew() {
    Histories histories = chatter(room());
    long first = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.5, "p1", Outcome.INFO)
        .lost(20.1, "p1", "s1")
        .resume(20.2, "p1", "s1", "c1", 1, "m2");
    long second = histories.sent(20.3, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.302, "p1", Outcome.OK)
        .received(20.31, "p2", "s1", "c2", "p1", "c1", second)
        .received(20.31, "p3", "s1", "c3", "p1", "c1", second)
        .received(20.32, "p2", "s1", "c2", "p1", "c1", first)
        .received(20.32, "p3", "s1", "c3", "p1", "c1", first);
    assertThat(judged(histories).counterexamples()).isEmpty();
  }

  @Test
  void aLaterSignalOfAnotherSocketDoesNotShowTheChannelPastAnUnansweredOne() {
    Histories histories = chatter(room());
    long first = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.5, "p1", Outcome.INFO)
        .lost(20.1, "p1", "s1")
        .resume(20.2, "p1", "s1", "c1", 1, "m2");
    long second = histories.sent(20.3, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.302, "p1", Outcome.OK)
        .received(20.31, "p3", "s1", "c3", "p1", "c1", second)
        .received(20.32, "p2", "s1", "c2", "p1", "c1", first)
        .lost(20.33, "p3", "s1");
    assertThat(judged(histories).counterexamples()).isEmpty();
  }

  @Test
  void aTakenOverSocketRefusesAndNothingIsOwed() {
    Histories histories = chatter(room());
    histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.01, "p1", Outcome.FAIL)
        .proof(23, "p2", "s1", "c2", 1)
        .proof(23, "p3", "s1", "c3", 1);
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void asksNothingOfAMemberWhoseProcessIsNotToBeTrusted() {
    Histories histories =
        chatter(room())
            .writer("worker-2")
            .join(10, "p4", "s1", "c4", 1, "m1", "c1", "c2", "c3")
            .writer("worker-1");
    delivered(histories, 20);
    histories.writer("worker-2").proof(25, "p4", "s1", "c4", 1).damaged("worker-2", "cut short");
    assertThat(judged(histories).counterexamples()).isEmpty();
  }

  @Test
  void failsAPartialFanOutOfASignalWithoutAnswer() {
    Histories histories = chatter(room());
    long seq = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.5, "p1", Outcome.INFO)
        .received(20.003, "p2", "s1", "c2", "p1", "c1", seq)
        .proof(23, "p3", "s1", "c3", 1);
    assertThat(sentence(histories)).contains("was received by another at +20.003 s but never");
  }

  @Test
  void asksNothingOfASignalWithoutAnswerThatNobodyReceived() {
    Histories histories = chatter(room());
    histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.5, "p1", Outcome.INFO)
        .proof(23, "p2", "s1", "c2", 1)
        .proof(23, "p3", "s1", "c3", 1);
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.evidence()).isEqualTo("0 lost, 0 twice, 1 unknown outcome");
  }

  @Test
  void failsARefusedSignalThatWasReceived() {
    Histories histories = chatter(room());
    long seq = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.002, "p1", Outcome.FAIL)
        .received(20.003, "p2", "s1", "c2", "p1", "c1", seq);
    assertThat(sentence(histories))
        .isEqualTo(
            "session s1: signal 61 of p1 was refused at +20.002 s, yet a member received it at"
                + " +20.003 s");
  }

  @Test
  void failsASignalThatWasReceivedAndThenRefused() {
    Histories histories = chatter(room());
    long seq = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.002, "p1", Outcome.FAIL)
        .received(20.001, "p2", "s1", "c2", "p1", "c1", seq);
    assertThat(sentence(histories))
        .isEqualTo(
            "session s1: signal 61 of p1 was refused at +20.002 s, yet a member received it at"
                + " +20.001 s");
  }

  @Test
  void failsASignalOfAnotherLife() {
    Histories histories = chatter(room());
    assertThat(sentence(histories.received(20, "p2", "s1", "c2", "p1", "c1", 70, 9)))
        .isEqualTo("session s1: p2 received signal 70 of p1 at +20.000 s, of life 9");
  }

  @Test
  void owesNothingToWhoJoinedAfterwards() {
    Histories histories = chatter(room());
    delivered(histories, 20);
    histories.join(20.001, "p4", "s1", "c4", 1, "m1", "c1", "c2", "c3");
    histories.proof(25, "p4", "s1", "c4", 1);
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void owesNothingToWhoseJoinIsAnsweredAsTheSignalIsSent() {
    Histories histories = chatter(room()).join(20, "p4", "s1", "c4", 1, "m1", "c1", "c2", "c3");
    delivered(histories, 20.06);
    histories.proof(25, "p4", "s1", "c4", 1);
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
  }

  @Test
  void aProofBegunTwoSecondsAfterTheAnswerMayHaveOvertakenTheSignal() {
    Histories histories = chatter(room());
    long seq = histories.sent(20, "p1", "s1", "c1", 1, Purpose.ROOM);
    histories
        .acknowledged(20.002, "p1", Outcome.OK)
        .received(20.003, "p2", "s1", "c2", "p1", "c1", seq)
        .proof(22.002, "p3", "s1", "c3", 1);
    assertThat(judged(histories).result()).isEqualTo(Result.PASS);
    histories.proof(22.003, "p3", "s1", "c3", 1);
    assertThat(judged(histories).evidence()).startsWith("1 lost");
  }

  @Test
  void aHundredDeliveriesOfSignalsSentAfterTheFaultBeganAreEnough() {
    assertThat(judged(chatter(room()).crash(1.9, "m3")).result()).isEqualTo(Result.PASS);
    assertThat(judged(chatter(room()).crash(2, "m3")).reason())
        .startsWith("only 98 deliveries after the first fault could be judged, 100 are needed");
  }

  @Test
  void isUnknownWithFewDeliveriesAcrossTheFault() {
    Histories histories = chatter(room()).crash(15, "m3");
    delivered(histories, 20);
    Verdict verdict = judged(histories);
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    assertThat(verdict.reason())
        .isEqualTo(
            "only 2 deliveries after the first fault could be judged, 100 are needed; signal the"
                + " room more often");
  }

  @Test
  void isUnknownOnAnEmptyHistory() {
    assertThat(judged(new Histories()).result()).isEqualTo(Result.UNKNOWN);
  }
}
