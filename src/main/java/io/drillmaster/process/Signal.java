package io.drillmaster.process;

/** A POSIX signal this program sends. */
public enum Signal {
  /** Ends at once; cannot be refused, reaches stopped processes too. */
  KILL,
  /** Asks to end. */
  TERM,
  /** Stops; sockets stay open, the process is silent. */
  STOP,
  /** Lets a stopped process run again. */
  CONT
}
