package io.drillmaster.cli;

/** What the process tells its caller (design section 9, decision D8). */
final class ExitCode {

  private ExitCode() {}

  /** Every check passed. */
  static final int PASS = 0;

  /** A check failed. */
  static final int FAIL = 1;

  /** A required check is unknown, or the run was stopped. */
  static final int UNKNOWN = 2;

  /** Usage or bad input; nothing was touched. */
  static final int BAD_INPUT = 254;

  /** The harness itself failed. */
  static final int HARNESS_FAILED = 255;
}
