package io.drillmaster.twin;

import io.drillmaster.process.ChildProcess;
import io.drillmaster.process.Guard;
import io.drillmaster.process.GuardMain;
import io.drillmaster.process.Launch;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.TestLaunch;
import io.drillmaster.twin.node.NodeMain;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The program that tests start as a child: the hidden commands without the rest of the jar. */
public final class TwinTestMain {

  private TwinTestMain() {}

  /** How to start it. */
  public static Launch launch() {
    return TestLaunch.of(TwinTestMain.class);
  }

  /** Keeps a guarded twin until it is killed. */
  private static int keep(Path folder) throws InterruptedException {
    try (Guard guard =
            Guard.start(launch(), folder.resolve("guard.list"), folder.resolve("guard.log"));
        Twin twin = Twin.start(TestTwins.spec(folder), launch(), guarding(guard))) {
      System.out.println(ChildProcess.READY + " " + twin.baseUrl());
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private static TwinWatch guarding(Guard guard) {
    return new TwinWatch() {
      @Override
      public void started(String name, ProcessId child) {
        guard.watch(name, child);
      }
    };
  }

  /** Runs one hidden command. */
  public static void main(String[] args) throws Exception {
    List<String> rest = List.of(args).subList(1, args.length);
    int status =
        switch (args[0]) {
          case "node" -> NodeMain.run(rest, System.getenv(), System.out);
          case "keep" -> keep(Path.of(rest.get(0)));
          case "guard" -> GuardMain.run(rest, System.in, System.out);
          default -> 254;
        };
    System.exit(status);
  }
}
