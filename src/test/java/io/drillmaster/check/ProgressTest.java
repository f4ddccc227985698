package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.MemberEvent.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

  /** Two members of a session owned by m2; p1 entered by m1, p2 by m3. */
  private static Histories room() {
    return new Histories()
        .cluster()
        .join(-20, "p1", "s1", "c1", 3, "m1")
        .join(-19, "p2", "s1", "c2", 3, "m3", "c1")
        .owns(-18, "m2", "s1", 100)
        .list(-1, Histories.view("s1", 100, "media_1", "c1", "c2"))
        .health(-1, true)
        .proofs(-18, -3, 5, "p1", "s1", "c1", 3)
        .proofs(-17, -2, 5, "p2", "s1", "c2", 3);
  }

  private static long at(double seconds) {
    return Histories.nanos(seconds);
  }

  @Test
  void knowsWhoIsWhere() {
    Snapshot snapshot = room().progress().snapshot(at(0));
    assertThat(snapshot.people()).isEqualTo(new Snapshot.People(2, 0, 2, 0, 0, 0, 0, 0));
    assertThat(snapshot.outages()).isEqualTo(new Snapshot.Outages(0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(snapshot.places())
        .isEqualTo(
            new Snapshot.Places(
                Map.of("m1", 1, "m3", 1),
                Map.of("s1", "m2"),
                Map.of("s1", "k1"),
                Map.of("k1", 1),
                Map.of("s1", List.of("m1", "m3"))));
  }

  @Test
  void countsPeopleThroughAnOutage() {
    Histories histories = room().crash(0, "m2");
    assertThat(histories.progress().snapshot(at(0)).activeFaults()).containsExactly("crash-1");
    histories.lost(0.1, "p1", "s1").refused(0.2, "p1", "s1", 502);
    assertThat(histories.progress().snapshot(at(1)).people())
        .isEqualTo(new Snapshot.People(2, 0, 1, 1, 0, 0, 0, 0));
    assertThat(histories.progress().snapshot(at(1)).refusals()).isEqualTo(Map.of("502", 1L));
    histories.told(5, "p1", "s1", "c1", 3, Verdict.NODE_CRASHED);
    assertThat(histories.progress().snapshot(at(5)).people())
        .isEqualTo(new Snapshot.People(2, 0, 0, 1, 0, 1, 0, 0));
    histories.enter(5.2, "p1", "s1", "c3", 4, "m1").proof(5.3, "p1", "s1", "c3", 4);
    Snapshot back = histories.progress().snapshot(at(6));
    assertThat(back.people()).isEqualTo(new Snapshot.People(2, 0, 1, 1, 0, 0, 0, 0));
    assertThat(back.outages()).isEqualTo(new Snapshot.Outages(1, 2, 0, 0, 1, 0, 0, 0));
  }

  @Test
  void isSteadyWhenAllAreServedAndTheProberIsContent() {
    Progress progress = room().progress();
    assertThat(progress.whyNotSteady(at(0))).isEmpty();
    assertThat(progress.steady(at(0))).isTrue();
  }

  @Test
  void saysWhyItIsNotSteady() {
    assertThat(room().progress().whyNotSteady(at(4)))
        .hasValue("1 participants have no recent proof of service, e.g. p1");
    assertThat(room().lost(-0.5, "p1", "s1").progress().whyNotSteady(at(0)))
        .hasValue("1 participants are out of service");
    assertThat(
            room()
                .proofs(0, 5, 5, "p1", "s1", "c1", 3)
                .proofs(0, 5, 5, "p2", "s1", "c2", 3)
                .progress()
                .whyNotSteady(at(6)))
        .hasValue("the prober has not read the session list for 4 s");
    assertThat(room().health(-0.5, false).progress().whyNotSteady(at(0)))
        .hasValue("the cluster says it is not healthy: 503 ");
    assertThat(
            room()
                .add(
                    new io.drillmaster.history.MemberEvent.Intends(
                        at(-1), "p3", "s1", io.drillmaster.history.MemberEvent.Intention.JOIN))
                .progress()
                .whyNotSteady(at(0)))
        .hasValue("1 participants are still joining");
  }

  @Test
  void isNotRecoveredBeforeASilentFaultIsNoticed() {
    Histories vanished =
        room()
            .fault(0, "vanish-1", FaultKind.VANISH, Role.MASTER, "m1", Signature.SILENT)
            .proof(3, "p2", "s1", "c2", 3);
    assertThat(vanished.progress().recovered(at(4))).isFalse();
    vanished
        .lost(7, "p1", "s1")
        .resume(8, "p1", "s1", "c1", 3, "m3")
        .proof(8.1, "p1", "s1", "c1", 3);
    assertThat(vanished.progress().recovered(at(8.5))).isFalse();
    assertThat(vanished.progress().recovered(at(9.2))).isTrue();
  }

  @Test
  void isRecoveredThoughWhoDependsOnNothingHitHasNotProvenItselfSince() {
    Histories histories =
        room()
            .crash(0, "m1")
            .lost(0.1, "p1", "s1")
            .resume(1, "p1", "s1", "c1", 3, "m3")
            .proof(1.1, "p1", "s1", "c1", 3);
    assertThat(histories.progress().recovered(at(2.2))).isTrue();
  }

  @Test
  void fixesThePopulationOfAFaultBeforeIt() {
    Progress progress =
        room().join(-0.2, "p3", "s1", "c3", 3, "m1", "c1", "c2").crash(0, "m1").progress();
    List<Struck.Exposure> exposures = progress.faults.all().get(0).exposures;
    assertThat(exposures.stream().map(each -> each.person().name))
        .containsExactly("p1", "p2", "p3");
    assertThat(
            exposures.stream()
                .map(
                    each ->
                        progress.nodes.relation(
                            progress.faults.all().get(0), each.life(), each.epoch())))
        .containsExactly(Figures.Relation.ENTRY, Figures.Relation.NEITHER, Figures.Relation.ENTRY);
  }

  @Test
  void startsAnOutageAtTheLastProofWhereThatIsLaterThanTheFault() {
    Progress progress =
        room().crash(-10, "m1").proof(-1, "p1", "s1", "c1", 3).lost(0, "p1", "s1").progress();
    Outage outage = progress.obligations.all().get(0);
    assertThat(progress.attribution(outage).start(outage)).isEqualTo(at(-0.998));
  }

  @Test
  void callsALossUnexplainedOnlyWherePlacesAreKnown() {
    Histories known = room().crash(-1, "m1").lost(0, "p2", "s1");
    Progress progress = known.progress();
    assertThat(progress.attribution(progress.obligations.all().get(0)).kind())
        .isEqualTo(Attribution.Kind.UNEXPLAINED);
    Histories unknown =
        room()
            .join(-15, "p3", "s1", "c3", 3, "", "c1", "c2")
            .proof(-2, "p3", "s1", "c3", 3)
            .crash(-1, "m1")
            .lost(0, "p3", "s1");
    Progress other = unknown.progress();
    assertThat(other.attribution(other.obligations.all().get(0)).kind())
        .isEqualTo(Attribution.Kind.BY_TIME);
  }

  @Test
  void learnsTheEntryAlsoWhenTheBalancersLineComesLater() {
    Histories histories = room().open(-0.5, "p1", "s1", "", true);
    String local = "127.0.0.1:" + 10_003;
    histories.add(
        new io.drillmaster.history.NodeEvent.EntryOf(
            at(-0.1), io.drillmaster.history.NodeEvent.Source.BALANCER_LOG, local, "m3"));
    assertThat(histories.progress().snapshot(at(0)).places().socketsByMaster())
        .containsEntry("m3", 2);
  }

  @Test
  void knowsEveryEventFamily() {
    assertThat(io.drillmaster.history.Event.class.getPermittedSubclasses())
        .containsExactlyInAnyOrder(
            io.drillmaster.history.OperationEvent.class,
            io.drillmaster.history.SocketEvent.class,
            io.drillmaster.history.MemberEvent.class,
            io.drillmaster.history.SignalEvent.class,
            io.drillmaster.history.MediaEvent.class,
            io.drillmaster.history.ProbeEvent.class,
            io.drillmaster.history.NodeEvent.class,
            io.drillmaster.history.FaultEvent.class,
            io.drillmaster.history.HarnessEvent.class);
  }

  @Test
  void phasesOfAnOutageSumToItsRecoveryTime() {
    Progress progress =
        room()
            .crash(0, "m2")
            .lost(0.1, "p1", "s1")
            .refused(0.2, "p1", "s1", 502)
            .open(3.2, "p1", "s1", "m3", true)
            .told(5, "p1", "s1", "c1", 3, Verdict.NODE_CRASHED)
            .enter(5.2, "p1", "s1", "c3", 4, "m1")
            .proof(5.3, "p1", "s1", "c3", 4)
            .phase(40, Phase.LEAVE)
            .progress();
    Recoveries.Item item = Recoveries.of(progress).items().get(0);
    List<Long> phases = Phases.of(item);
    assertThat(phases.stream().mapToLong(Long::longValue).sum())
        .isEqualTo(item.end() - item.start())
        .isEqualTo(5_302_000_000L);
    assertThat(phases)
        .containsExactly(
            100_000_000L,
            0L,
            3_100_000_000L,
            20_000_000L,
            0L,
            1_780_000_000L,
            0L,
            260_000_000L,
            42_000_000L);
  }
}
