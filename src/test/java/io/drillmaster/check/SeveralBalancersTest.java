package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.Role;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.SocketEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two balancers that know nothing of each other are judged separately. */
class SeveralBalancersTest {

  private static final String ALL_UP = "UP: a UP, b UP, c UP";
  private static final List<String> BOTH = List.of("b1", "b2");

  /** m1 crashes at zero; those of both balancers who are told let go of it at two seconds. */
  private static Histories crash(String... lettingGo) {
    Histories histories = new Histories().cluster();
    for (String balancer : BOTH) {
      for (int i = 1; i <= 3; i++) {
        histories.rotation(-50, balancer, "m" + i, true);
      }
    }
    histories.crash(0, "m1").gone(0.05, "m1");
    for (String balancer : lettingGo) {
      histories.rotation(2, balancer, "m1", false);
    }
    return histories;
  }

  /** m4 is there at six seconds, in the rotation of these, and owns a session. */
  private static Histories replaced(Histories histories, String... takingIn) {
    histories.seen(6, "m4", Role.MASTER, "", "master_4").healthOf(6.5, "m4");
    for (String balancer : takingIn) {
      histories.rotation(7, balancer, "m4", true);
    }
    return histories
        .healed(7, "crash-1", "m1")
        .rest(9, "p2", "s2", Kind.CREATE_SESSION, 200)
        .owns(10, "m4", "s2", 100);
  }

  /** Each of these balancers gives m4 a socket. */
  private static Histories used(Histories histories, String... balancers) {
    for (String balancer : balancers) {
      histories.openBy(8, "p-" + balancer, "s1", balancer, "m4");
    }
    return histories;
  }

  private static Histories whole(Histories histories, String... balancers) {
    for (int second = 8; second < 20; second++) {
      for (String balancer : balancers) {
        histories.clusterHealth(second, balancer, true, ALL_UP);
      }
    }
    return histories.phase(60, Phase.LEAVE);
  }

  private static Histories good() {
    return whole(used(replaced(crash("b1", "b2"), "b1", "b2"), "b1", "b2"), "b1", "b2");
  }

  private static Verdict capacity(Histories histories) {
    return histories.verdict(Checks.CAPACITY_RESTORED);
  }

  private static String counterexample(Verdict verdict) {
    assertThat(verdict.result()).as(verdict.reason()).isEqualTo(Result.FAIL);
    return verdict.counterexample().orElseThrow().sentence();
  }

  private static String reason(Verdict verdict) {
    assertThat(verdict.result()).isEqualTo(Result.UNKNOWN);
    return verdict.reason();
  }

  @Test
  void capacityIsRestoredWhenEveryBalancerTookTheReplacementIn() {
    Verdict verdict = capacity(good());
    assertThat(verdict.reason()).isEmpty();
    assertThat(verdict.result()).isEqualTo(Result.PASS);
    assertThat(verdict.evidence()).isEqualTo("health good 12 times in a row through each balancer");
  }

  @Test
  void aBalancerThatKeepsTheDeadIsNamed() {
    Histories histories =
        whole(used(replaced(crash("b1"), "b1", "b2"), "b1", "b2"), "b1", "b2")
            .unreached(9, "b2", "m1");
    assertThat(counterexample(capacity(histories)))
        .isEqualTo(
            "by balancer b2, 1 of 2 attempts told were sent to m1, which crash-1 (crash m1) took,"
                + " from +9.000 s on; T_eject and margin are 5.0 s");
  }

  @Test
  void isUnknownWhenABalancerNeverToldThatItLetGoAndNothingShowsIt() {
    Histories histories = whole(used(replaced(crash("b1"), "b1", "b2"), "b1", "b2"), "b1", "b2");
    assertThat(reason(capacity(histories)))
        .isEqualTo(
            "balancer b2 never told that m1 left its rotation, and none of 1 attempts shows it; let"
                + " more come through it");
  }

  @Test
  void isUnknownWhenNothingWentThroughOneOfThem() {
    Histories histories = whole(used(replaced(crash("b1", "b2"), "b1", "b2"), "b1"), "b1", "b2");
    assertThat(reason(capacity(histories)))
        .contains("balancer b2 told of nothing that it passed on from T_eject on")
        .contains("m4 got none of 0 new sockets of balancer b2");
  }

  @Test
  void aReplacementThatOneBalancerDoesNotTakeInDoesNotServe() {
    Histories histories = whole(used(replaced(crash("b1", "b2"), "b1"), "b1"), "b1", "b2");
    assertThat(counterexample(capacity(histories)))
        .isEqualTo(
            "crash-1 (crash m1): 1 of 1 nodes were not replaced by +31.300 s; m4 was seen, but is"
                + " not in the rotation of b2");
  }

  @Test
  void aReplacementThatGetsNoSocketOfOneBalancerIsShown() {
    Histories histories = whole(used(replaced(crash("b1", "b2"), "b1", "b2"), "b1"), "b1", "b2");
    for (int i = 0; i < 40; i++) {
      histories.openBy(10 + i * 0.1, "n" + i, "door", "b2", "m2");
    }
    assertThat(counterexample(capacity(histories)))
        .isEqualTo(
            "m4 has been in rotation since +7.000 s and got none of 40 new sockets of balancer b2"
                + " (by chance: (1 - 1/3)^40 = 9.0e-08)");
  }

  @Test
  void badHealthThroughOneBalancerIsNotHiddenByTheOther() {
    Histories histories = whole(used(replaced(crash("b1", "b2"), "b1", "b2"), "b1", "b2"), "b1");
    for (int second = 8; second < 28; second++) {
      histories.clusterHealth(second, "b2", second % 4 != 0, ALL_UP);
    }
    assertThat(counterexample(capacity(histories)))
        .isEqualTo(
            "crash-1 (crash m1): everything is back, but of 20 reads through 127.1.2.2:4443 the"
                + " cluster's health was good at most 3 times in a row; at +24.000 s it said 200 UP:"
                + " a UP, b UP, c UP");
  }

  @Test
  void healthThatWasReadThroughOneBalancerOnlyIsUnknown() {
    Histories histories = whole(used(replaced(crash("b1", "b2"), "b1", "b2"), "b1", "b2"), "b1");
    assertThat(reason(capacity(histories)))
        .isEqualTo(
            "health was not read through 1 of 2 balancers after the fault; end with steady: settled");
  }

  @Test
  void readsThatOneBalancerDoesNotAnswerAreNotHiddenByTheOther() {
    int seedOfTwo = 1;
    Planted.by(
            (event, valid) ->
                event instanceof ProbeEvent.HealthRead read
                        && read.via().equals(Histories.front("b2"))
                        && event.at() > Histories.nanos(0)
                        && event.at() < Histories.nanos(20)
                    ? List.of(Altered.with(read, "status", 504, "good", false))
                    : List.of(event),
            seedOfTwo)
        .isCaught(Checks.SURVIVORS_SERVE, "GET /health via 127.1.2.2:4443, first tried at ");
  }

  /** So many sockets that a balancer places on a master. */
  private static void sockets(Histories histories, String balancer, int count, String entry) {
    for (int i = 0; i < count; i++) {
      String who = balancer + "-" + entry + "-" + i;
      histories.openBy(1 + i * 0.01, who, "door", balancer, entry);
    }
  }

  private static Histories sharing(int first, int second) {
    Histories histories = new Histories().cluster();
    for (String balancer : BOTH) {
      histories.rotation(-50, balancer, "m1", true).rotation(-50, balancer, "m2", true);
    }
    sockets(histories, "b1", first, "m1");
    sockets(histories, "b1", second, "m2");
    sockets(histories, "b2", second, "m1");
    sockets(histories, "b2", first, "m2");
    return histories;
  }

  private static Verdict balanced(Histories histories) {
    return histories.verdict(Checks.BALANCED);
  }

  @Test
  void fairBalancersAreBalanced() {
    Verdict verdict = balanced(sharing(40, 44));
    assertThat(verdict.result()).as(verdict.reason()).isEqualTo(Result.PASS);
    assertThat(verdict.figure())
        .isEqualTo(
            "sockets: by b1 m1 40 of 42, m2 44 of 42, by b2 m1 44 of 42, m2 40 of 42; sessions:"
                + " none");
  }

  @Test
  void balancersThatLeanApartAreShownThoughTheyLookFairTogether() {
    Verdict verdict = balanced(sharing(80, 10));
    assertThat(counterexample(verdict))
        .isEqualTo(
            "m1 got 80 of 90 sockets placed by balancer b1 from +0.000 s on, where 45 are its equal"
                + " share (7.4 standard deviations; m1 80 of 45, m2 10 of 45)");
    assertThat(verdict.counterexampleCount()).isEqualTo(2);
  }

  @Test
  void isUnknownWhenOneBalancerPlacedTooLittle() {
    Histories histories = sharing(0, 0);
    sockets(histories, "b1", 40, "m1");
    sockets(histories, "b1", 44, "m2");
    sockets(histories, "b2", 10, "m1");
    assertThat(reason(balanced(histories)))
        .isEqualTo(
            "fewer than 30 sockets could be expected on m1, m2 by balancer b2; let more"
                + " participants come back, or come anew");
  }

  @Test
  void eachBalancersSharesAreThoseOfItsOwnRotation() {
    Histories histories = sharing(40, 40).rotation(5, "b2", "m2", false);
    for (int i = 0; i < 60; i++) {
      histories.openBy(6 + i * 0.01, "late-" + i, "door", "b2", "m1");
    }
    Verdict verdict = balanced(histories);
    assertThat(verdict.result()).as(verdict.reason()).isEqualTo(Result.PASS);
    assertThat(verdict.figure()).contains("by b2 m1 100 of 100, m2 40 of 40");
  }

  @Test
  void socketsOfNobodyToldAreNotJudgedWhereBalancersDisagree() {
    Histories histories = sharing(0, 0).rotation(-40, "b2", "m2", false);
    for (int i = 0; i < 90; i++) {
      histories.open(1 + i * 0.01, "p" + i, "door", "m1", false);
    }
    assertThat(balanced(histories).result()).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void onePortOfAClientMayLeadToTwoBalancersAtOnce() {
    Histories histories = new Histories().cluster();
    histories.openBy(1, "p1", "s1", "b1", "").openBy(1.5, "p2", "s1", "b2", "");
    String local = "127.0.0.1:7";
    opened(histories, 2, "p3", 71, local, "b1");
    opened(histories, 2.1, "p4", 72, local, "b2");
    entry(histories, 2.2, "b2", local, "m2");
    entry(histories, 2.3, "b1", local, "m1");
    assertThat(histories.progress().snapshot(Histories.nanos(3)).places().socketsByMaster())
        .containsEntry("m1", 1)
        .containsEntry("m2", 1);
    Progress progress = histories.progress();
    assertThat(entryOf(progress, 71)).isEqualTo("m1 by b1");
    assertThat(entryOf(progress, 72)).isEqualTo("m2 by b2");
  }

  private static String entryOf(Progress progress, long id) {
    Epoch epoch = java.util.Objects.requireNonNull(progress.cast.epoch(id));
    return epoch.entry + " by " + epoch.balancer;
  }

  private static void opened(
      Histories histories, double at, String who, long epoch, String local, String balancer) {
    histories.add(
        new SocketEvent.Opened(
            Histories.nanos(at),
            epoch,
            who,
            "s1",
            epoch,
            local,
            Histories.front(balancer),
            null,
            false));
  }

  private static void entry(
      Histories histories, double at, String balancer, String local, String node) {
    histories.by(
        "harness",
        new NodeEvent.EntryOf(
            Histories.nanos(at),
            NodeEvent.Source.BALANCER_LOG,
            balancer,
            local,
            Histories.front(balancer),
            node));
  }
}
