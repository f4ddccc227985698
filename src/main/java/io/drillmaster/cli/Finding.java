package io.drillmaster.cli;

import java.util.Locale;

/**
 * One line of a preflight.
 *
 * @param grade whether a run may begin
 * @param about what was looked at
 * @param says what was found
 * @param cure what to do about it; empty where nothing is to be done
 */
record Finding(Grade grade, String about, String says, String cure) {

  enum Grade {
    /** As it should be. */
    PASS,
    /** A run may begin, but its verdict may suffer. */
    WARN,
    /** No run should begin. */
    REFUSE
  }

  static Finding pass(String about, String says) {
    return new Finding(Grade.PASS, about, says, "");
  }

  static Finding warn(String about, String says, String cure) {
    return new Finding(Grade.WARN, about, says, cure);
  }

  static Finding refuse(String about, String says, String cure) {
    return new Finding(Grade.REFUSE, about, says, cure);
  }

  String line() {
    String line = "%-7s %-12s %s".formatted(grade.name().toLowerCase(Locale.ROOT), about, says);
    return cure.isEmpty() ? line : line + "; " + cure;
  }
}
