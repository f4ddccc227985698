package io.drillmaster.cli.child;

import io.drillmaster.process.Launch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One run to be made.
 *
 * @param name of what is tried; unique within the file of its results
 * @param recipe how, in one line; results of another recipe do not count
 * @param drill name of a shipped drill, or path of a file
 * @param options more of the command line of {@code run}
 * @param seed of all random choices of the run
 */
public record Play(String name, String recipe, String drill, List<String> options, long seed) {

  public Play {
    options = List.copyOf(options);
  }

  /** The command line of the run. */
  List<String> argv(Launch launch, Path runs) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run", drill, "--seed", Long.toString(seed), "--out", runs.toString(), "--quiet"));
    arguments.addAll(options);
    return launch.argv(List.of(), arguments);
  }
}
