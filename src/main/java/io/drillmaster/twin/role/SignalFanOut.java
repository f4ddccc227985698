package io.drillmaster.twin.role;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which frames of a signal reach which member: all of them, once, unless a bug says otherwise. */
final class SignalFanOut {

  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MANY_PER_SECOND = 60;

  private final RoleContext context;
  private long secondBeganNanos;
  private int signalsInSecond;

  SignalFanOut(RoleContext context) {
    this.context = context;
  }

  /** The members that a signal goes to. */
  List<String> by(Signal signal) {
    List<String> recipients = signal.recipients();
    if (context.nowNanos() - secondBeganNanos >= SECOND_NANOS) {
      secondBeganNanos = context.nowNanos();
      signalsInSecond = 0;
    }
    signalsInSecond++;
    boolean isOverloaded = context.has(Bug.DROPS_UNDER_LOAD) && signalsInSecond > MANY_PER_SECOND;
    return isOverloaded && recipients.size() > 1
        ? recipients.subList(0, recipients.size() - 1)
        : recipients;
  }

  /** What a member hears of a signal. */
  List<String> frames(Participant p, Signal signal, String frame) {
    if (!p.wasResumed) {
      return List.of(frame);
    }
    if (context.has(Bug.DUPLICATE_SIGNAL)) {
      return List.of(frame, frame);
    }
    Participant mate = p.mate();
    boolean isFromMate =
        mate != null && mate.id().equals(signal.from()) && signal.recipients().size() > 1;
    if (isFromMate && context.has(Bug.ONE_DEAF_PAIR)) {
      return List.of();
    }
    return isFromMate && context.has(Bug.SWAPPED_SIGNALS) ? swapped(p, frame) : List.of(frame);
  }

  private static List<String> swapped(Participant p, String frame) {
    String kept = p.keptSignal;
    p.keptSignal = kept == null ? frame : null;
    return kept == null ? List.of() : List.of(frame, kept);
  }

  /** Somebody outside the session who hears the signal as well; null when all is right. */
  @Nullable Participant stranger(
      HostedSession session, Signal signal, Collection<HostedSession> sessions) {
    Participant sender = session.participants.get(String.valueOf(signal.from()));
    if (sender == null || !sender.wasResumed || !context.has(Bug.CROSS_ROOM)) {
      return null;
    }
    return sessions.stream()
        .filter(other -> other != session)
        .flatMap(other -> other.participants.values().stream())
        .filter(other -> other.rpc.link != null)
        .findFirst()
        .orElse(null);
  }
}
