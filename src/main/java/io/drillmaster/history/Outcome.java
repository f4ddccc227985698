package io.drillmaster.history;

/** How an operation ended (checks.md section 1). */
public enum Outcome {
  /** It took effect. */
  OK("ok"),
  /** It certainly had no effect. */
  FAIL("fail"),
  /** Unknown; it may take effect later. Never folded into fail. */
  INFO("info");

  private final String key;

  Outcome(String key) {
    this.key = key;
  }

  /** The word in histories and reports. */
  public String key() {
    return key;
  }
}
