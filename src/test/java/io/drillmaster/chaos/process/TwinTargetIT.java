package io.drillmaster.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.chaos.NemesisOrder;
import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.Selector;
import io.drillmaster.drill.Signature;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.openvidu.Settings;
import io.drillmaster.probe.RestProber;
import io.drillmaster.process.Guard;
import io.drillmaster.process.GuardList;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Placement;
import io.drillmaster.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real twin under a real nemesis and a real prober, from start to end. */
class TwinTargetIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final TargetSpec.Twin SPEC =
      new TargetSpec.Twin(3, 2, InfrastructureClocks.FAST, ProtocolClocks.FAST, List.of());

  @TempDir Path run;

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Recorder recorder =
      new Recorder() {
        @Override
        public void record(Event event) {
          events.add(event);
        }

        @Override
        public void close() {}
      };

  private <E extends Event> Stream<E> of(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast);
  }

  private <E extends Event> void await(Class<E> type, Predicate<E> wanted)
      throws InterruptedException {
    assertThat(Pause.until(() -> of(type).anyMatch(wanted), Duration.ofMillis(50), SOON))
        .as("%s among %s", type.getSimpleName(), of(type).toList())
        .isTrue();
  }

  @Test
  void breaksHealsAndWatchesAWholeTwinAndLeavesNothingBehind() throws Exception {
    Path list = run.resolve(Healer.GUARD_LIST);
    AtomicLong ids = new AtomicLong();
    Settings settings =
        new Settings(
            "nonce", SPEC.protocol(), ClientPolicy.OPENVIDU_BROWSER, ids::incrementAndGet, 42);
    try (Guard guard = Guard.start(TestProgram.LAUNCH, list, run.resolve("guard.log"));
        RestProber prober = new RestProber("r1", settings);
        TwinTarget target =
            TwinTarget.start(
                SPEC,
                new TwinTarget.Order(
                    run, 42, 10, List.of(prober.webhookUrl()), TestProgram.LAUNCH, guard))) {
      target.observe(recorder);
      prober.start(recorder, target.access(), target::nodes, 2);
      try (Nemesis nemesis =
          target.nemesis(
              new NemesisOrder(
                  "r1", run, 42, new Safety(1, Duration.ofMinutes(5)), recorder, guard))) {
        observesTheSteadyState();
        crashesAMaster(nemesis);
        freezesAMaster(nemesis);
        vanishesAMediaNode(nemesis);
        assertThat(nemesis.heal(SOON)).isEmpty();
      }
      prober.quiet();
      await(MemberEvent.Intends.class, e -> e.intention() == MemberEvent.Intention.LEAVE);
      prober.sweepSessions();
    }
    assertThat(GuardList.alive(list)).isEmpty();
    assertThat(of(NodeEvent.Gone.class)).allMatch(NodeEvent.Gone::expected);
  }

  private void observesTheSteadyState() throws InterruptedException {
    await(SignalEvent.Received.class, e -> e.purpose() == SignalEvent.Purpose.PROOF);
    await(SignalEvent.Received.class, e -> e.purpose() == SignalEvent.Purpose.ROOM);
    await(
        ProbeEvent.SessionsRead.class,
        e -> e.sessions().stream().anyMatch(s -> s.session().equals("drill-r1-canary-1")));
    await(
        ProbeEvent.MediaNodesRead.class,
        e ->
            e.nodes().size() == 2
                && e.nodes().stream()
                    .anyMatch(node -> node.sessions().contains("drill-r1-canary-1")));
    await(ProbeEvent.HealthRead.class, e -> e.node() == null && e.good());
    await(ProbeEvent.HealthRead.class, e -> "m1".equals(e.node()) && e.good());
    await(ProbeEvent.Webhook.class, e -> e.event().equals("sessionCreated"));
    await(NodeEvent.Owns.class, e -> e.sessions().contains("drill-r1-canary-2"));
    await(NodeEvent.EntryOf.class, e -> e.source() == NodeEvent.Source.BALANCER_LOG);
    assertThat(of(NodeEvent.Seen.class).map(NodeEvent.Seen::node))
        .contains("m1", "m2", "m3", "n1", "n2", "b1", "store");
  }

  private List<Node> inject(Nemesis nemesis, Fault fault) {
    List<Node> victims = nemesis.choose(fault, Placement.UNKNOWN);
    assertThat(nemesis.inject(fault, victims)).as("%s", of(FaultEvent.class).toList()).isTrue();
    return victims;
  }

  private void crashesAMaster(Nemesis nemesis) throws InterruptedException {
    List<Node> victims =
        inject(nemesis, new Fault.Crash("crash-1", Role.MASTER, new Selector.One()));
    await(
        FaultEvent.SignatureSeen.class,
        e -> e.fault().equals("crash-1") && e.signature() == Signature.CUT);
    await(NodeEvent.Rotation.class, e -> !e.healthy() && e.node().equals(victims.get(0).name()));
    await(
        FaultEvent.Healed.class,
        e -> e.fault().equals("crash-1") && e.how().equals("replaced by m4"));
    assertThat(nemesis.afflicted()).isEmpty();
  }

  private void freezesAMaster(Nemesis nemesis) throws InterruptedException {
    inject(
        nemesis,
        new Fault.Freeze(
            "freeze-1", Role.MASTER, new Selector.Named(List.of("m4")), Duration.ofMillis(2_200)));
    await(
        FaultEvent.SignatureSeen.class,
        e -> e.fault().equals("freeze-1") && e.signature() == Signature.SILENT);
    await(FaultEvent.Healed.class, e -> e.fault().equals("freeze-1"));
  }

  private void vanishesAMediaNode(Nemesis nemesis) throws InterruptedException {
    List<Node> victims =
        inject(nemesis, new Fault.Vanish("vanish-1", Role.MEDIA_NODE, new Selector.One()));
    assertThat(ProcessHandle.of(victims.get(0).pid())).as("stopped, not killed").isPresent();
    await(
        FaultEvent.SignatureSeen.class,
        e -> e.fault().equals("vanish-1") && e.signature() == Signature.SILENT);
  }
}
