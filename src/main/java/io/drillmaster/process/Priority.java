package io.drillmaster.process;

import java.util.ArrayList;
import java.util.List;

/**
 * A child's claim to a CPU that others want too. Linux weighs sessions against each other first
 * (autogroup, see sched(7)), and every child of ours is a session of its own: its nice value alone
 * would do nothing. Where autogroup is off, or control groups weigh instead, the nice value counts.
 */
public enum Priority {
  /** As everybody else. */
  NORMAL(0),
  /** Ahead of the others, where we may: needs root, CAP_SYS_NICE or a limit of {@code nice}. */
  AHEAD(-20);

  private static final String CLAIM =
      "{ echo %1$d >/proc/self/autogroup; renice -n %1$d -p $$; } >/dev/null 2>&1; exec \"$0\" \"$@\"";

  private final int nice;

  Priority(int nice) {
    this.nice = nice;
  }

  /** How a program is started with it; the program takes over the process number. */
  List<String> argv(List<String> program) {
    if (this == NORMAL) {
      return program;
    }
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", CLAIM.formatted(nice)));
    argv.addAll(program);
    return List.copyOf(argv);
  }
}
