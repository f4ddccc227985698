package io.drillmaster.report;

import io.drillmaster.check.Result;

/** Colour of console text, or none: the words say everything, colour only helps to find them. */
public enum Ink {
  /** Plain text, for files, pipes and {@code NO_COLOR}. */
  PLAIN,
  /** ANSI escape codes, for terminals. */
  COLOUR;

  private static final String ESCAPE = "\u001b[";
  private static final String RESET = ESCAPE + "0m";

  /** Important. */
  String bold(String text) {
    return painted("1", text);
  }

  /** Beside the point, but there. */
  String faint(String text) {
    return painted("2", text);
  }

  /** A fault mark. */
  String fault(String text) {
    return painted("1;" + Palette.FAULT.ansi(), text);
  }

  /** A word in the colour of a verdict. */
  String result(Result result, String text) {
    return painted("1;" + Palette.of(result).ansi(), text);
  }

  /** Text in a colour of the palette. */
  String in(Palette colour, String text) {
    return painted(colour.ansi(), text);
  }

  private String painted(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : ESCAPE + code + "m" + text + RESET;
  }
}
