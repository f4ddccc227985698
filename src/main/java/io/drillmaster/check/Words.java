package io.drillmaster.check;

import io.drillmaster.history.MemberEvent;
import java.util.Locale;

/** How counterexamples and figures put times, counts and the product's own words. */
final class Words {

  private Words() {}

  /** The product's word. */
  static String of(MemberEvent.Verdict verdict) {
    return switch (verdict) {
      case NODE_CRASHED -> "nodeCrashed";
      case NETWORK_DISCONNECT -> "networkDisconnect";
      case EVICTED -> "evicted";
    };
  }

  /** A stamp on the run's axis, e.g. "+0.912 s". */
  static String at(long stamp, long zero) {
    return String.format(Locale.ROOT, "%+.3f s", (stamp - zero) / 1e9);
  }

  /** A length, e.g. "11.6 s". */
  static String length(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 0.1 ? "%.3f s" : "%.1f s", seconds);
  }

  /** A count with thousands separators. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** "1 life", "2 lives". */
  static String count(long count, String one, String many) {
    return count(count) + " " + (count == 1 ? one : many);
  }
}
