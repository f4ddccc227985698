package io.drillmaster.drill;

/**
 * One thing that is wrong with a drill file.
 *
 * @param file the file's name, or the option it came from, e.g. "--set load.sessions"
 * @param line from 1; 0 = the problem is not at a line
 * @param column from 1; 0 = none
 * @param path the key, e.g. "load.rampUp"; empty = the whole file
 * @param message what, which value, the allowed range, the cure
 */
public record DrillProblem(String file, int line, int column, String path, String message) {

  /** In the form {@code crash-one-master.yaml:7: load.rampUp: -5s is not allowed; ...}. */
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + (path.isEmpty() || file.endsWith(" " + path) ? "" : path + ": ")
        + message;
  }
}
