package io.drillmaster.check;

import io.drillmaster.history.Recorded;

/**
 * One check as a fold of its own over the history. Each event reaches {@link Progress} first, so
 * that a checker reads what is known including the event it is handed.
 */
interface Checker {

  /** Takes the next event. */
  void accept(Recorded recorded);

  /** What the whole history says; asked once, at the end. */
  Opinion opinion();
}
