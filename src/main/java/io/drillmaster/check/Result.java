package io.drillmaster.check;

/** What a check says. */
public enum Result {
  PASS("pass"),
  FAIL("fail"),
  /** Too little evidence, or the harness was unfit; never counted as pass. */
  UNKNOWN("unknown");

  private final String key;

  Result(String key) {
    this.key = key;
  }

  /** The word in verdicts and reports. */
  public String key() {
    return key;
  }
}
