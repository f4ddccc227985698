package io.drillmaster.check;

import io.drillmaster.history.SignalEvent;
import org.jspecify.annotations.Nullable;

/**
 * How far the clocks of two writers are certainly apart (checks.md 2.1, 3.13): nobody receives a
 * signal before its sender meant to send it, a time that the signal carries. Processes of one host
 * share their clock, so anything beyond a late stamp says that the history mixes clocks.
 */
final class ClockSkews {

  /** As far as times may be untrue anyway before they are called unfit. */
  static final long SKEW_LIMIT = Fitnesses.LAG_LIMIT;

  private long most;
  private String behind = "";
  private String ahead = "";

  /** Takes a receipt, from the file of its receiver. */
  void accept(SignalEvent.Received received, String receiversWriter, @Nullable Person sender) {
    long early = received.intendedAt() - received.at();
    if (early > most && sender != null && !sender.writer.equals(receiversWriter)) {
      most = early;
      behind = receiversWriter;
      ahead = sender.writer;
    }
  }

  /** The largest skew that shows, in nanoseconds; 0 = none. */
  long most() {
    return most;
  }

  /** Why times of different writers cannot be compared; empty = they can. */
  String words() {
    return most <= SKEW_LIMIT
        ? ""
        : "the clock of %s is at least %s behind that of %s: it received what had not been sent"
            .formatted(behind, Words.length(most), ahead);
  }
}
