package io.drillmaster.check;

/** How a participant came back (checks.md 2.10). */
public enum Way {
  /** Same connection, served. */
  RESUMED("resumed"),
  /** Same life, new connection. */
  REJOINED("rejoined"),
  /** New life. */
  REBUILT("rebuilt");

  private final String key;

  Way(String key) {
    this.key = key;
  }

  /** The word in reports. */
  public String key() {
    return key;
  }
}
