package io.drillmaster.cli.selftest;

import io.drillmaster.twin.role.Bug;

/** Plays the drill of a bug once. Called from several threads. */
public interface Player {

  /**
   * Runs it with the bug on and reads the verdict.
   *
   * @return the attempt, also when the run failed
   * @throws InterruptedException when the thread is interrupted; nothing is left running then
   */
  Attempt play(Bug bug, long seed) throws InterruptedException;
}
