package io.drillmaster.twin;

import io.drillmaster.process.GuardMain;
import io.drillmaster.process.Launch;
import io.drillmaster.twin.node.NodeMain;
import java.nio.file.Path;
import java.util.List;

/** The program that tests start as a child: the hidden commands without the rest of the jar. */
public final class TwinTestMain {

  private TwinTestMain() {}

  /** How to start it with this test's own class path. */
  public static Launch launch() {
    return new Launch(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        List.of("-cp", System.getProperty("java.class.path"), TwinTestMain.class.getName()));
  }

  /** Runs one hidden command. */
  public static void main(String[] args) throws Exception {
    List<String> rest = List.of(args).subList(1, args.length);
    int status =
        switch (args[0]) {
          case "node" -> NodeMain.run(rest, System.getenv(), System.out);
          case "guard" -> GuardMain.run(rest, System.in, System.out);
          default -> 254;
        };
    System.exit(status);
  }
}
