package io.drillmaster.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a child.
 *
 * @param name how messages and threads call it, e.g. m1
 * @param argv program and arguments; visible to everybody on the machine, so no secret here
 * @param environment added to our own; the place for secrets
 * @param log gets its standard error, and its standard output but for the READY line; appended to,
 *     its folder is made
 * @param priority its claim to a CPU that others want too
 */
public record ChildCommand(
    String name, List<String> argv, Map<String, String> environment, Path log, Priority priority) {
  public ChildCommand {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /** One like everybody else. */
  public ChildCommand(String name, List<String> argv, Map<String, String> environment, Path log) {
    this(name, argv, environment, log, Priority.NORMAL);
  }

  /** Names the variables but not their values. */
  @Override
  public String toString() {
    return "ChildCommand[name=%s, argv=%s, environment=%s, log=%s]"
        .formatted(name, argv, environment.keySet(), log);
  }
}
