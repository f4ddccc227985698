package io.drillmaster.simulations;

import io.drillmaster.process.ChildProcess;
import io.drillmaster.simulations.worker.Worker;
import io.drillmaster.simulations.worker.WorkerFolder;
import io.drillmaster.simulations.worker.WorkerSettings;
import io.drillmaster.simulations.worker.WorkerSettingsFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The main of a load process, a hidden command (decision D17): {@code worker RUN_FOLDER NAME}. The
 * rest it reads from {@code RUN_FOLDER/workers/NAME.json}, the secret from the environment.
 */
public final class WorkerMain {
  /** The hidden command. */
  public static final String COMMAND = "worker";

  private static final int USAGE = 254;
  private static final int FAILED = 255;

  private WorkerMain() {}

  /**
   * Plays one worker to its end. Says {@code READY} once it waits for the start; says what went
   * wrong when it fails (Gatling stops the log when it ends).
   *
   * @param out standard output, which the coordinator keeps as the worker's log
   * @return exit status: 0; 2 when the simulation's own assertions failed; 254 for wrong arguments;
   *     255 when it failed
   */
  public static int run(List<String> args, Map<String, String> environment, PrintStream out) {
    String secret = environment.get(WorkerSettings.SECRET);
    if (args.size() != 2 || secret == null) {
      out.println(
          "worker: use RUN_FOLDER NAME, with the secret in the environment variable "
              + WorkerSettings.SECRET);
      return USAGE;
    }
    try {
      Path run = Path.of(args.get(0)).toAbsolutePath();
      WorkerSettings settings =
          WorkerSettingsFile.read(new WorkerFolder(run).settings(args.get(1)));
      return new Worker(run, settings, secret)
          .run(
              () -> {
                out.println(ChildProcess.READY);
                out.flush();
              });
    } catch (RuntimeException failed) {
      failed.printStackTrace(out);
      return FAILED;
    }
  }
}
