package io.drillmaster.chaos.process;

import io.drillmaster.process.Guard;
import io.drillmaster.process.GuardMain;
import io.drillmaster.process.Launch;
import io.drillmaster.process.TestLaunch;
import io.drillmaster.twin.node.NodeMain;
import java.util.List;

/** Stands for the program in tests: its hidden commands `guard` and `node`. */
final class TestProgram {
  static final Launch LAUNCH = launch(TestProgram.class);

  private TestProgram() {}

  /** How to start a main class of the tests. */
  static Launch launch(Class<?> main) {
    return TestLaunch.of(main);
  }

  public static void main(String[] args) throws Exception {
    List<String> rest = List.of(args).subList(1, args.length);
    switch (args[0]) {
      case Guard.COMMAND -> System.exit(GuardMain.run(rest, System.in, System.out));
      case NodeMain.COMMAND -> System.exit(NodeMain.run(rest, System.getenv(), System.out));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }
}
