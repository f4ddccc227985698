package io.drillmaster.cli.selftest;

import io.drillmaster.twin.role.Bug;
import java.util.ArrayList;
import java.util.List;

/**
 * One run to be made.
 *
 * @param name of what is tried: a bug's, or a healthy drill's; unique within its file of attempts
 * @param recipe how, in one line; results of another recipe do not count
 * @param drill name of a shipped drill, or path of a file
 * @param options more of the command line of {@code run}
 * @param seed of all random choices of the run
 */
public record Play(String name, String recipe, String drill, List<String> options, long seed) {

  public Play {
    options = List.copyOf(options);
  }

  /** The drill that exposes a bug, with the bug switched on. */
  static Play of(Bug bug, long seed) {
    List<String> options = new ArrayList<>(List.of("--bug", bug.kebab()));
    for (String setting : bug.exposure().settings()) {
      options.add("--set");
      options.add(setting);
    }
    return new Play(bug.kebab(), Row.recipe(bug), bug.exposure().drill(), options, seed);
  }
}
