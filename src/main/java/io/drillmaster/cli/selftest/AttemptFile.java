package io.drillmaster.cli.selftest;

import io.drillmaster.cli.child.ResultFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The result file of a selftest: one attempt per line. Thread-safe. */
public final class AttemptFile {

  private final ResultFile<Attempt> lines;

  /** The results in a file, which need not exist yet. */
  public AttemptFile(Path file) {
    this.lines = new ResultFile<>(file, Attempt.class, "attempt of a selftest");
  }

  /**
   * All attempts, oldest first. A last line that was cut off by a crash is left out.
   *
   * @throws IllegalArgumentException when any other line is not one of ours
   */
  public List<Attempt> all() {
    return lines.all();
  }

  /** Forgets all attempts of these bugs, so that they are played again. */
  public synchronized void forget(Set<String> bugs) {
    lines.keep(all().stream().filter(each -> !bugs.contains(each.bug())).toList());
  }

  /** Adds an attempt. */
  public synchronized void append(Attempt attempt) {
    lines.append(attempt);
  }
}
