package io.drillmaster.cli.selftest;

import io.drillmaster.cli.child.Play;

/** Makes a run and reads its verdict. Called from several threads. */
public interface Player {

  /**
   * Makes it.
   *
   * @return the attempt, also when the run failed
   * @throws InterruptedException when the thread is interrupted; nothing is left running then
   */
  Attempt play(Play play) throws InterruptedException;
}
