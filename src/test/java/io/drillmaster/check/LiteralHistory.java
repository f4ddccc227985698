package io.drillmaster.check;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.Load;
import io.drillmaster.drill.Objective;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.Selector;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.Damage;
import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Header;
import io.drillmaster.history.History;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.time.ClockAnchor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a literal history holds, and what the judge makes of it. Events are sorted by their stamps
 * at the end.
 */
abstract class LiteralHistory {

  /** All stamps are this much later than the seconds that tests write. */
  static final long ORIGIN = 1_000_000_000_000L;

  record Written(String writer, Event event, int order) {}

  final List<Written> events = new ArrayList<>();
  final Map<String, Long> seqs = new HashMap<>();
  final Map<String, Long> epochs = new HashMap<>();
  final List<Objective> objectives = new ArrayList<>();
  final List<Fault> faults = new ArrayList<>();
  final List<Damage> damages = new ArrayList<>();
  long nextOp = 1;
  long nextEpoch = 1;
  String writer = "worker-1";

  static long nanos(double seconds) {
    return ORIGIN + Math.round(seconds * 1e9);
  }

  long epochOf(String who) {
    return epochs.getOrDefault(who, 0L);
  }

  // ---- the result ----

  List<Recorded> recorded() {
    List<Written> sorted = new ArrayList<>(events);
    sorted.sort(
        Comparator.comparingLong((Written each) -> each.event().at())
            .thenComparing(Written::writer)
            .thenComparingInt(Written::order));
    Map<String, Long> indexes = new HashMap<>();
    List<Recorded> recorded = new ArrayList<>();
    for (Written each : sorted) {
      long index = indexes.merge(each.writer(), 1L, Long::sum) - 1;
      recorded.add(new Recorded(each.writer(), index, each.event()));
    }
    return recorded;
  }

  History history() {
    return new History.InMemory(List.of(header()), recorded(), damages);
  }

  Header header() {
    return new Header(
        Header.FORMAT,
        "run-1",
        "harness",
        "1.0",
        "twin",
        "drill: literal",
        7,
        limits(),
        "host",
        "boot",
        "17",
        new ClockAnchor(ORIGIN, Instant.parse("2026-03-04T09:15:02Z")));
  }

  static Limits limits() {
    return new Limits(
        Duration.ofSeconds(30),
        "as written",
        Duration.ofSeconds(16),
        ProtocolClocks.REAL,
        InfrastructureClocks.FAST,
        Duration.ofSeconds(3));
  }

  Drill drill() {
    List<Step> timeline = new ArrayList<>();
    timeline.add(new Step.Steady(Duration.ofSeconds(5)));
    faults.forEach(fault -> timeline.add(new Step.Inject(fault)));
    timeline.add(new Step.Until(Optional.of(Duration.ofSeconds(30))));
    timeline.add(new Step.Settled());
    return new Drill(
        "literal",
        "a literal history",
        new TargetSpec.Twin(3, 2, InfrastructureClocks.FAST, ProtocolClocks.REAL, List.of()),
        new Load(
            "Conference",
            1,
            3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            true,
            1,
            ClientPolicy.OPENVIDU_BROWSER),
        timeline,
        objectives,
        Set.of(),
        Safety.TWIN);
  }

  Judged judged() {
    return new Judge(header(), drill(), recorded -> recorded.event().getClass().getSimpleName())
        .judge(history());
  }

  Verdict verdict(String check) {
    return judged().judgement().verdict(check).orElseThrow();
  }

  /** The fold after all events. */
  Progress progress() {
    Progress progress = new Progress(header(), drill());
    recorded().forEach(progress::accept);
    return progress;
  }

  private static final int MILLION = 1_000_000;

  static ProbeEvent.SessionView view(
      String session, long createdAt, String mediaNode, String... cons) {
    return new ProbeEvent.SessionView(
        session,
        createdAt,
        mediaNode,
        List.of(cons).stream().map(con -> new ProbeEvent.ConnectionView(con, true, 0)).toList());
  }

  static Fault fault(String name, FaultKind kind, Role role) {
    return kind == FaultKind.FREEZE
        ? new Fault.Freeze(name, role, new Selector.One(), Duration.ofSeconds(6))
        : kind == FaultKind.VANISH
            ? new Fault.Vanish(name, role, new Selector.One())
            : new Fault.Crash(name, role, new Selector.One());
  }

  static HarnessEvent.Fitness reading(double at, String process, long lagMillis, int steal) {
    long lag = lagMillis * MILLION;
    return new HarnessEvent.Fitness(nanos(at), process, lag, lag, 1, 200L * MILLION, steal, 0, 10);
  }
}
