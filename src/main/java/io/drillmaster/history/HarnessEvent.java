package io.drillmaster.history;

/** What the harness did and how fit it was. */
public sealed interface HarnessEvent extends Event {

  /** Written at each flush: nothing older will follow in this file. */
  record Tick(long at) implements HarnessEvent {}

  /** Phases of a run, in the order they may occur. */
  enum Phase {
    START,
    RAMP,
    STEADY,
    FAULT,
    /** A fault is resolved and not injected. */
    REHEARSE,
    RECOVER,
    SETTLE,
    /** One canary joins each session that was touched. */
    CANARY,
    /** Those who replaced the lost are awaited. */
    RESTORE,
    WAIT,
    QUIET,
    LEAVE,
    END,
    /** A condition of the drill's abort came to hold: the cluster's doing. */
    CALLED_OFF,
    /** By an operator, or for want of fitness. */
    ABORTED
  }

  /** A phase began; {@code detail} says more, e.g. the step's text. */
  record PhaseBegan(long at, Phase phase, String detail) implements HarnessEvent {}

  /**
   * How fit one process was over the time since its last reading; -1 = the operating system lacks
   * the instrument.
   *
   * @param process e.g. worker-1, harness
   * @param lagNanosMax worst event-loop lag; -1 = has no event loop
   * @param tickGapNanosMax worst lateness of a 10 ms tick: catches stops and pauses
   * @param queuePercentMax worst fill of the recorder's queue
   * @param flushGapNanosMax longest time between flushes
   * @param stealPercent stolen CPU of the host
   * @param throttledNanos time throttled by a cgroup
   * @param descriptorsPercent open descriptors against the limit
   * @param foreignPercent CPU of the host that processes outside of the run had while it had none
   *     to spare; measured by the process that started the others, else -1
   */
  record Fitness(
      long at,
      String process,
      long lagNanosMax,
      long tickGapNanosMax,
      int queuePercentMax,
      long flushGapNanosMax,
      int stealPercent,
      long throttledNanos,
      int descriptorsPercent,
      int foreignPercent)
      implements HarnessEvent {}

  /** A process of the harness ended before its time; what it recorded later is missing. */
  record ProcessDied(long at, String process, String why) implements HarnessEvent {}

  /**
   * Somebody told the run what was done by hand; judged by nobody.
   *
   * @param at when it was heard
   * @param saidAt when it was said
   */
  record Marked(long at, long saidAt, String text) implements HarnessEvent {}

  /** Anything a reader should know; judged by nobody. */
  record Note(long at, String text) implements HarnessEvent {}
}
