package io.drillmaster.cli.child;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes runs. */
@FunctionalInterface
public interface Runs {

  /**
   * What came of a run.
   *
   * @param seconds wall time
   * @param run its folder, with a verdict; null = it came to none
   * @param trouble why it came to none; empty when it did
   * @param shown the folder to look at, below that of all runs
   */
  record Made(long seconds, @Nullable Path run, String trouble, String shown) {}

  /**
   * Makes one.
   *
   * @throws InterruptedException when the thread is interrupted; nothing is left running then
   */
  Made make(Play play) throws InterruptedException;
}
