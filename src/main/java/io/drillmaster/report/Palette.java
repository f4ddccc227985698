package io.drillmaster.report;

import io.drillmaster.check.Result;

/**
 * The colours of console and report, told apart by the colour-blind too. Source: M. Okabe, K. Ito,
 * "Color Universal Design" (2008), darkened where text in them must reach a contrast of 4.5 on
 * white; each has a lighter twin for dark backgrounds.
 */
public enum Palette {
  PASS("#00795a", "#3fc79a", 36),
  FAIL("#b8420a", "#ff8a4c", 202),
  UNKNOWN("#7a6a00", "#e3c94a", 178),
  FAULT("#a3195b", "#ff7ab3", 168),
  JOINED("#0072b2", "#56a8e0", 32),
  RESUMED("#56b4e9", "#8fd0f7", 74),
  REJOINED("#009e73", "#4cc9a2", 36),
  REBUILT("#cc79a7", "#e3a3c6", 175),
  LOST("#d55e00", "#ff914d", 166),
  AWAY("#999999", "#8a8f98", 245);

  private final String light;
  private final String dark;
  private final int ansi;

  Palette(String light, String dark, int ansi) {
    this.light = light;
    this.dark = dark;
    this.ansi = ansi;
  }

  /** The colour of a verdict. */
  static Palette of(Result result) {
    return switch (result) {
      case PASS -> PASS;
      case FAIL -> FAIL;
      case UNKNOWN -> UNKNOWN;
    };
  }

  /** As CSS on a light background. */
  String light() {
    return light;
  }

  /** As CSS on a dark background. */
  String dark() {
    return dark;
  }

  /** Parameters of the ANSI sequence that selects it from 256 colours. */
  String ansi() {
    return "38;5;" + ansi;
  }

  /** Its name in style sheets. */
  String css() {
    return "--" + name().toLowerCase(java.util.Locale.ROOT);
  }
}
