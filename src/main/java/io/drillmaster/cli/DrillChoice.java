package io.drillmaster.cli;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.DrillLibrary;
import io.drillmaster.drill.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say which drill, with which changes, against what. */
final class DrillChoice {

  /** The drill of design section 3. */
  private static final String DEFAULT = "crash-one-master";

  /** Seeds are shown to people and typed again: five digits do. */
  private static final int SEEDS = 100_000;

  @Parameters(
      arity = "0..1",
      paramLabel = "DRILL",
      description =
          "A shipped drill by name (drillmaster list drills) or a file by path (default: "
              + DEFAULT
              + ").")
  private String drill = DEFAULT;

  @Option(
      names = "--target",
      paramLabel = "FILE",
      description = "A YAML file whose target: replaces the drill's.")
  private @Nullable Path target;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change the drill, e.g. load.sessions=50; repeatable; never safety.")
  private List<String> settings = List.of();

  @Option(
      names = "--bug",
      paramLabel = "NAME",
      description = "Switch on a bug of the twin (drillmaster list bugs); repeatable.")
  private List<String> bugs = List.of();

  @Option(
      names = "--insecure",
      description =
          "Do not verify the certificates of a target that is attached to or inventoried; the"
              + " verdict says so.")
  private boolean insecure;

  @Option(names = "--seed", description = "Of all random choices (default: random, printed).")
  private long seed = ThreadLocalRandom.current().nextInt(SEEDS);

  /**
   * A drill ready to plan or run.
   *
   * @param limits resolved for the target
   * @param repeat the command that does it again
   */
  record Chosen(Drill drill, Limits limits, long seed, String repeat) {

    /** The same without breaking anything. */
    Chosen rehearsal() {
      return new Chosen(drill.rehearsal(), limits, seed, repeat + " --rehearse");
    }
  }

  /** Reads it. */
  Chosen resolve() {
    DrillLibrary.Source source = DrillLibrary.find(drill);
    List<String> changes = new ArrayList<>(settings);
    if (!bugs.isEmpty()) {
      changes.add("target.twin.bugs=[" + String.join(", ", TwinBugs.known(bugs)) + "]");
    }
    DrillFile.Overrides overrides =
        target == null
            ? new DrillFile.Overrides(changes, "", "", seed)
            : new DrillFile.Overrides(
                changes, target.toString(), DrillLibrary.file(target).text(), seed);
    Drill written = source.drill(overrides);
    Drill read = insecure ? Foreign.trustingAnybody(written) : written;
    return new Chosen(read, Wiring.limits(read), seed, repeat());
  }

  private String repeat() {
    StringBuilder command = new StringBuilder("./drillmaster run ").append(drill);
    if (target != null) {
      command.append(" --target ").append(target);
    }
    settings.forEach(setting -> command.append(" --set ").append(quoted(setting)));
    bugs.forEach(bug -> command.append(" --bug ").append(bug));
    command.append(insecure ? " --insecure" : "");
    return command.append(" --seed ").append(seed).toString();
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_.,:=/%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
