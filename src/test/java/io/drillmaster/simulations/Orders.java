package io.drillmaster.simulations;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.Load;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.Header;
import io.drillmaster.process.Launch;
import io.drillmaster.process.TestLaunch;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.LoadOrder;
import io.drillmaster.time.ClockAnchor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Orders for load in tests. */
public final class Orders {

  private Orders() {}

  /** A conference load. */
  public static Load load(String simulation, int sessions, int participants, int workers) {
    return new Load(
        simulation,
        sessions,
        participants,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        true,
        workers,
        ClientPolicy.OPENVIDU_BROWSER);
  }

  /** An order in the real protocol clocks. */
  public static LoadOrder order(Path folder, URI url, Load load) {
    Drill drill =
        new Drill(
            "test",
            "that load works",
            new TargetSpec.Twin(1, 1, InfrastructureClocks.FAST, ProtocolClocks.REAL, List.of()),
            load,
            List.of(new Step.Wait(Duration.ofSeconds(1))),
            List.of(),
            Set.of(),
            false,
            Safety.TWIN);
    return new LoadOrder(folder, drill, header(ClockAnchor.now()), new Access(url, "s3cret"));
  }

  /** A header of run "t1". */
  public static Header header(ClockAnchor anchor) {
    return new Header(
        Header.FORMAT,
        "t1",
        "harness",
        "test",
        "twin",
        "drill: test\n",
        7,
        new Limits(
            Duration.ofSeconds(20),
            "as written",
            Duration.ofSeconds(5),
            ProtocolClocks.REAL,
            InfrastructureClocks.FAST,
            Duration.ofSeconds(3)),
        "host",
        "boot",
        "17",
        anchor);
  }

  /** How children are started. */
  public static Launch launch() {
    return TestLaunch.of(ChildMain.class);
  }
}
