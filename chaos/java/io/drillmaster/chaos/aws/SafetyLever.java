package io.drillmaster.chaos.aws;

/**
 * The account's safety lever for experiments of every tool, one a region (AWS Fault Injection
 * Service).
 *
 * @param status disengaged, engaging or engaged
 * @param reason whoever engaged it gave; may be empty
 */
record SafetyLever(String status, String reason) {
  private static final String DISENGAGED = "disengaged";

  /** Whether nothing may be harmed in that account and region. */
  boolean isEngaged() {
    return !status.equals(DISENGAGED);
  }

  /** "engaged, incident 4711". */
  String words() {
    return reason.isEmpty() ? status : status + ", " + reason;
  }
}
