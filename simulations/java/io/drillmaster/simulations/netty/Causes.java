package io.drillmaster.simulations.netty;

import java.io.IOException;
import java.util.Locale;

/** What the network said, in words that are the same for every transport. */
final class Causes {

  private Causes() {}

  /** Whether the connection was reset by the other side. */
  static boolean isReset(Throwable cause) {
    return cause instanceof IOException && text(cause).contains("reset");
  }

  /** Refused, reset, or the first line of what was said; without addresses, for grouping. */
  static String words(Throwable cause) {
    String text = text(cause);
    if (text.contains("refused")) {
      return "refused";
    }
    if (text.contains("reset")) {
      return "reset";
    }
    String message = cause.getMessage();
    String first = message == null ? "" : message.lines().findFirst().orElse("");
    return cause.getClass().getSimpleName() + (first.isEmpty() ? "" : ": " + first);
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? "" : message.toLowerCase(Locale.ROOT);
  }
}
