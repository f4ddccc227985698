package io.drillmaster.report;

import java.util.Locale;

/**
 * Which cluster a verdict speaks of, and of which it says nothing.
 *
 * @param kind e.g. TWIN
 * @param means one sentence
 */
public record Banner(String kind, String means) {

  /** The banner of a kind of target as histories name it. */
  public static Banner of(String target) {
    int remark = target.indexOf(" (");
    String kind = (remark < 0 ? target : target.substring(0, remark)).toUpperCase(Locale.ROOT);
    String rest = remark < 0 ? "" : "; " + target.substring(remark + 2, target.length() - 1);
    if (kind.contains("TWIN") || kind.equals("CONTAINERS")) {
      return new Banner(kind, "embedded cluster; says nothing about anybody's servers");
    }
    return new Banner(
        kind, "speaks of this cluster as it was at that time, and of no other" + rest);
  }

  @Override
  public String toString() {
    return kind + " (" + means + ")";
  }
}
