package io.drillmaster.cli;

import io.drillmaster.drill.InvalidDrill;
import io.drillmaster.run.RunFolder;
import io.drillmaster.run.port.Nemesis;

/**
 * The harness failed before there was a verdict; the message says why and how to undo what may be
 * left. Exit code 255.
 */
final class RunFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private RunFailed(String message, Throwable cause) {
    super(message, cause);
  }

  /** As the user is to be told: what was refused before anything was touched stays as it is. */
  static RuntimeException of(RuntimeException failure, RunFolder folder) {
    boolean isRefusal =
        failure instanceof BadInput
            || failure instanceof InvalidDrill
            || failure instanceof Nemesis.Refused;
    return isRefusal
        ? failure
        : new RunFailed(
            "%s%ndrillmaster: the run ended without a verdict; undo what is left with: %s"
                .formatted(words(failure), cure(folder)),
            failure);
  }

  private static String words(RuntimeException failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  /** The command that undoes what a run left. */
  static String cure(RunFolder folder) {
    return "./drillmaster heal " + Terminal.shown(folder.path());
  }
}
