package io.drillmaster.simulations;

import io.drillmaster.simulations.gatling.GatlingRun;
import io.drillmaster.simulations.stub.StubCluster;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Stands for the program's own main in tests and benchmarks that start children. */
public final class ChildMain {

  /** Serves the stub until killed. */
  static final String STUB = "stub";

  /** Plays the same load with Gatling's own WebSocket DSL. */
  static final String STOCK = "stock";

  private ChildMain() {}

  public static void main(String[] arguments) {
    List<String> all = Arrays.asList(arguments);
    switch (all.get(0)) {
      case WorkerMain.COMMAND ->
          System.exit(WorkerMain.run(all.subList(1, all.size()), System.getenv(), System.out));
      case STUB -> System.out.println("READY " + new StubCluster().url());
      case STOCK -> System.exit(GatlingRun.play(StockWebSocket.class, Path.of(all.get(1))));
      default -> throw new IllegalArgumentException("unknown command " + all.get(0));
    }
  }
}
