package io.drillmaster.cli;

import java.util.LinkedHashMap;
import java.util.Map;

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

  /** What each tells, in the words of help and README, in ascending order. */
  static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put("" + PASS, "pass");
    meanings.put("" + FAIL, "fail: a check failed");
    meanings.put(
        "" + UNKNOWN,
        "unknown: a required check lacks evidence, or the run was stopped (Ctrl-C heals first)");
    meanings.put("" + BAD_INPUT, "usage or bad input; nothing was touched");
    meanings.put("" + HARNESS_FAILED, "the harness itself failed");
    return meanings;
  }
}
