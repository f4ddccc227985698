package io.drillmaster.run;

/**
 * How the timeline of a run ended.
 *
 * @param kind whether it was played to its end
 * @param why in words; empty when played
 */
record Ending(Kind kind, String why) {

  enum Kind {
    /** To its last step. */
    PLAYED,
    /** Before the first fault the steady state did not hold; nothing was touched. */
    NOT_STEADY,
    /** The cluster kept the run from going on: not recovered in time, or a fault did not take. */
    CUT_SHORT,
    /** A condition of the drill's abort came to hold: the cluster's doing. */
    CALLED_OFF,
    /**
     * An operator pulled the lever, or the harness became unfit and the drill says to stop then.
     */
    STOPPED,
    /** The harness itself was unfit. */
    TROUBLE
  }

  static final Ending PLAYED = new Ending(Kind.PLAYED, "");
}
