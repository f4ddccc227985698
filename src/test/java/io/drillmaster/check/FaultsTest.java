package io.drillmaster.check;

import static io.drillmaster.check.Stamps.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.NodeEvent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private final Nodes nodes = new Nodes();
  private final Faults faults =
      new Faults(
          LiteralRun.drill(List.of(), List.of(), false), nodes, new Clocks(LiteralRun.limits()));

  private void seen(String name, Role role) {
    nodes.seen(new NodeEvent.Seen(0, name, role, name + "#1", 1, List.of(), "", ""));
    faults.review(0);
  }

  private void gone(long at, String name) {
    nodes.gone(new NodeEvent.Gone(at, name, Role.MASTER, name + "#1", true, "SIGKILL"));
    faults.review(at);
  }

  private Struck inject(long at, String name, FaultKind kind, Role role, String... targets) {
    @Nullable Struck fault =
        faults.accept(
            new FaultEvent.Injecting(at, name, kind, role, List.of(targets), List.of(targets)));
    faults.review(at);
    return Objects.requireNonNull(fault);
  }

  private void healed(long at, String fault, String node) {
    faults.accept(new FaultEvent.Healed(at, fault, node, "runs"));
    faults.review(at);
  }

  @Test
  void countOnlyTimeInWhichAMasterWasSpared() {
    seen("m1", Role.MASTER);
    seen("m2", Role.MASTER);
    inject(100, "freeze-1", FaultKind.FREEZE, Role.MASTER, "m1");
    inject(200, "freeze-2", FaultKind.FREEZE, Role.MASTER, "m2");
    assertThat(faults.active()).containsExactly("freeze-1", "freeze-2");
    assertThat(faults.serviceable(0, 250)).isEqualTo(200);
    healed(300, "freeze-1", "m1");
    healed(900, "freeze-2", "m2");
    assertThat(faults.active()).isEmpty();
    assertThat(faults.serviceable(0, 1_000)).isEqualTo(900);
    assertThat(faults.serviceable(250, 400)).isEqualTo(100);
    assertThat(faults.serviceable(200, 300)).isZero();
    assertThat(faults.serviceable(300, 400)).isEqualTo(100);
    assertThat(faults.serviceable(400, 300)).isZero();
  }

  @Test
  void countNoTimeWhileTheStoreOrTheOnlyMediaNodeIsGone() {
    seen("m1", Role.MASTER);
    seen("k1", Role.MEDIA_NODE);
    inject(100, "freeze-1", FaultKind.FREEZE, Role.STORE, "store");
    healed(150, "freeze-1", "store");
    inject(200, "crash-2", FaultKind.CRASH, Role.MEDIA_NODE, "k1");
    assertThat(faults.serviceable(0, 300)).isEqualTo(150);
    healed(260, "crash-2", "k1");
    inject(300, "crash-3", FaultKind.CRASH, Role.BALANCER, "b1");
    assertThat(faults.serviceable(0, 400)).isEqualTo(190);
  }

  @Test
  void countNoTimeOnceEveryMasterHasEnded() {
    seen("m1", Role.MASTER);
    gone(50, "m1");
    assertThat(faults.serviceable(0, 80)).isEqualTo(50);
    seen("m2", Role.MASTER);
    assertThat(faults.populationOf(Role.MASTER)).isEqualTo(1);
  }

  @Test
  void countAllTimeWhereNoNodeIsKnown() {
    faults.review(10);
    assertThat(faults.serviceable(0, 80)).isEqualTo(80);
    assertThat(faults.populationOf(Role.MASTER)).isZero();
  }

  @Test
  void rememberHowManyNodesThereWereBeforeTheFirstOfARole() {
    seen("m1", Role.MASTER);
    seen("m2", Role.MASTER);
    seen("k1", Role.MEDIA_NODE);
    Struck fault = inject(100, "crash-1", FaultKind.CRASH, Role.MASTER, "m1");
    gone(101, "m1");
    assertThat(fault.nodesOfRole).isEqualTo(2);
    assertThat(faults.populationOf(Role.MASTER)).isEqualTo(2);
    assertThat(faults.populationOf(Role.MEDIA_NODE)).isEqualTo(1);
  }

  @Test
  void disturbViewsUntilHealedOrUntilEverythingHasSettled() {
    seen("m1", Role.MASTER);
    inject(100, "crash-1", FaultKind.CRASH, Role.MASTER, "m1");
    assertThat(faults.disturbs(150, 50)).isTrue();
    assertThat(faults.disturbs(151, 50)).isFalse();
    healed(120, "crash-1", "m1");
    assertThat(faults.disturbs(130, 50)).isFalse();
  }

  @Test
  void takeWhatIsToldOfEachByItsName() {
    seen("m1", Role.MASTER);
    Struck one = inject(100, "a", FaultKind.SHUTDOWN, Role.MASTER, "m1", "m2");
    Struck other = inject(100, "b", FaultKind.CRASH, Role.MASTER, "m3");
    faults.accept(new FaultEvent.Injected(110, "a"));
    faults.accept(new FaultEvent.EffectSeen(120, "a", "m1", "exit"));
    faults.accept(new FaultEvent.EffectSeen(130, "a", "m2", "exit"));
    faults.accept(new FaultEvent.Failed(140, "b", "no such process"));
    healed(150, "a", "m1");
    assertThat(one.injectedAt).isEqualTo(110);
    assertThat(one.effectAt).isEqualTo(120);
    assertThat(one.isHealed()).isFalse();
    assertThat(one.failed).isEmpty();
    assertThat(other.failed).isEqualTo("no such process");
    assertThat(other.effectAt).isEqualTo(Stamps.NEVER);
    healed(160, "a", "m2");
    assertThat(one.healedAt).isEqualTo(160);
    assertThat(one.words()).isEqualTo("a (shutdown m1 m2)");
  }

  @Test
  void explainOutagesUntilHealedAndAShutdownUntilItsDrainIsOver() {
    long second = Stamps.SECOND;
    Struck crash = inject(100, "a", FaultKind.CRASH, Role.MASTER, "m1");
    assertThat(crash.meets(0, 99)).isFalse();
    assertThat(crash.meets(0, 100)).isTrue();
    assertThat(crash.meets(1_000 * second, 2_000 * second)).isTrue();
    healed(200, "a", "m1");
    assertThat(crash.meets(200, 300)).isTrue();
    assertThat(crash.meets(201, 300)).isFalse();
    Struck shutdown = inject(100, "b", FaultKind.SHUTDOWN, Role.MASTER, "m2");
    healed(200, "b", "m2");
    assertThat(shutdown.meets(200 + 300 * second, 400 * second)).isTrue();
    assertThat(shutdown.meets(201 + 300 * second, 400 * second)).isFalse();
  }

  @Test
  void anEmptyStoreServesNobodyForALeaseAndWhatOverlapsCountsOnce() {
    seen("m1", Role.MASTER);
    seen("store", Role.STORE);
    inject(10 * SECOND, "crash-1", FaultKind.CRASH, Role.STORE, "store");
    healed(13 * SECOND, "crash-1", "store");
    gone(14 * SECOND, "m1");
    nodes.seen(new NodeEvent.Seen(16 * SECOND, "m1", Role.MASTER, "m1#2", 1, List.of(), "", ""));
    faults.review(16 * SECOND);

    assertThat(faults.serviceable(0, 40 * SECOND)).isEqualTo(30 * SECOND);
    assertThat(faults.serviceable(0, 14 * SECOND)).isEqualTo(10 * SECOND);
    assertThat(faults.serviceable(18 * SECOND, 30 * SECOND)).isEqualTo(10 * SECOND);
  }

  @Test
  void aStoreThatOnlyPausedServesAtOnceButExplainsLossesForALease() {
    seen("m1", Role.MASTER);
    seen("store", Role.STORE);
    Struck freeze = inject(10 * SECOND, "freeze-1", FaultKind.FREEZE, Role.STORE, "store");
    healed(16 * SECOND, "freeze-1", "store");

    assertThat(faults.serviceable(0, 40 * SECOND)).isEqualTo(34 * SECOND);
    assertThat(freeze.meets(22 * SECOND, 23 * SECOND)).isTrue();
    assertThat(freeze.meets(24 * SECOND, 25 * SECOND)).isFalse();
  }

  @Test
  void oneOfTwoBalancersIsTheWayOfItsSocketsOnly() {
    seen("b1", Role.BALANCER);
    seen("b2", Role.BALANCER);
    Struck one = inject(10, "crash-1", FaultKind.CRASH, Role.BALANCER, "b1");
    Struck all = inject(20, "crash-2", FaultKind.CRASH, Role.BALANCER, "b1", "b2");

    assertThat(nodes.relation(one, null, null)).isEqualTo(Figures.Relation.UNKNOWN);
    assertThat(nodes.relation(all, null, null)).isEqualTo(Figures.Relation.ENTRY);
    assertThat(faults.serviceable(0, 15)).isEqualTo(15);
    assertThat(faults.serviceable(0, 30)).isEqualTo(20);
  }
}
