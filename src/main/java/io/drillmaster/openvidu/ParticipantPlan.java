package io.drillmaster.openvidu;

/**
 * Who a participant is and what it does once it is in, as data.
 *
 * @param session id of its session, {@code [A-Za-z0-9_-]+}
 * @param name stable name within the run, e.g. {@code s017-p2}, {@code [A-Za-z0-9_-]+}
 * @param publishes whether it publishes a stream
 * @param subscribes whether it subscribes to the streams of others
 * @param signalEveryNanos period of its room signals; 0 = it never signals
 * @param signalPhaseNanos from its first join to its first intended signal, less than the period
 * @param heedsNotices whether it leaves when it is told that its membership is over, as the SDK
 *     does. One that does not (a stoic, checks.md 3.4 T7) asks for proofs on the same socket and
 *     obeys only when none comes back within {@link
 *     io.drillmaster.drill.ProtocolClocks#proofEvery}.
 */
public record ParticipantPlan(
    String session,
    String name,
    boolean publishes,
    boolean subscribes,
    long signalEveryNanos,
    long signalPhaseNanos,
    boolean heedsNotices) {

  public ParticipantPlan {
    word("session", session);
    word("name", name);
    if (signalEveryNanos < 0
        || signalPhaseNanos < 0
        || signalPhaseNanos >= Math.max(1, signalEveryNanos)) {
      throw new IllegalArgumentException(
          "signal phase %d ns with period %d ns is not allowed; use 0 <= phase < period"
              .formatted(signalPhaseNanos, signalEveryNanos));
    }
  }

  /** Heeds notices. */
  public ParticipantPlan(
      String session,
      String name,
      boolean publishes,
      boolean subscribes,
      long signalEveryNanos,
      long signalPhaseNanos) {
    this(session, name, publishes, subscribes, signalEveryNanos, signalPhaseNanos, true);
  }

  /** One that only looks on: silent, without media, deaf to notices. */
  public static ParticipantPlan stoic(String session, String name) {
    return new ParticipantPlan(session, name, false, false, 0, 0, false);
  }

  /** Publishes and subscribes, or neither. */
  public ParticipantPlan(
      String session,
      String name,
      boolean publishes,
      long signalEveryNanos,
      long signalPhaseNanos) {
    this(session, name, publishes, publishes, signalEveryNanos, signalPhaseNanos);
  }

  private static void word(String what, String value) {
    boolean allowed =
        !value.isEmpty()
            && value
                .chars()
                .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-'));
    if (!allowed) {
      throw new IllegalArgumentException(
          "participant %s: '%s' is not allowed; use letters, digits, _ and -"
              .formatted(what, value));
    }
  }
}
