package io.drillmaster.check;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.Load;
import io.drillmaster.drill.Objective;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.Header;
import io.drillmaster.time.ClockAnchor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The header and the drill of literal histories: three masters, LIMIT 30 s, real clocks. */
final class LiteralRun {

  private LiteralRun() {}

  static Header header() {
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
        new ClockAnchor(Histories.ORIGIN, Instant.parse("2026-03-04T09:15:02Z")));
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

  static Drill drill(List<Fault> faults, List<Objective> objectives, boolean strict) {
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
        strict,
        Safety.TWIN);
  }
}
