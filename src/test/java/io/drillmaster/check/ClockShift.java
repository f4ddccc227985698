package io.drillmaster.check;

import io.drillmaster.history.Event;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Histories of writers whose clocks disagree: all stamps of a writer are off by one length. */
final class ClockShift {

  /** Components that are stamps; 0 in one of the last four means that there is none. */
  private static final Set<String> STAMPS =
      Set.of(
          "at",
          "invokedAt",
          "passedAt",
          "intendedAt",
          "lastFrameAt",
          "lastPingAt",
          "lastPongAt",
          "pendingPingAt");

  private ClockShift() {}

  /**
   * The merged history as it would have been recorded.
   *
   * @param secondsByWriter how far each clock is ahead; writers not named are right
   */
  static List<Recorded> by(List<Recorded> recorded, Map<String, Double> secondsByWriter) {
    Map<String, String> writerBySender = new HashMap<>();
    for (Recorded each : recorded) {
      if (each.event() instanceof SignalEvent.Sent sent) {
        writerBySender.put(sent.who(), each.writer());
      }
    }
    List<Recorded> shifted = new ArrayList<>();
    for (Recorded each : recorded) {
      long own = nanos(secondsByWriter, each.writer());
      long senders =
          each.event() instanceof SignalEvent.Received received
              ? nanos(
                  secondsByWriter, writerBySender.getOrDefault(received.sender(), each.writer()))
              : own;
      shifted.add(new Recorded(each.writer(), each.index(), shifted(each.event(), own, senders)));
    }
    return Planted.merged(shifted);
  }

  /** The same event with every stamp that is not before {@code from} so much later. */
  static Event later(Event event, long from, long by) {
    List<Object> changes = new ArrayList<>();
    for (RecordComponent each : event.getClass().getRecordComponents()) {
      if (STAMPS.contains(each.getName())) {
        long stamp = stamp(event, each);
        changes.add(each.getName());
        changes.add(stamp >= from ? stamp + by : stamp);
      }
    }
    return Altered.with(event, changes.toArray());
  }

  private static long nanos(Map<String, Double> secondsByWriter, String writer) {
    return Math.round(secondsByWriter.getOrDefault(writer, 0.0) * 1e9);
  }

  /** A signal's payload carries the time at which its sender meant to send it. */
  private static Event shifted(Event event, long own, long senders) {
    List<Object> changes = new ArrayList<>();
    for (RecordComponent each : event.getClass().getRecordComponents()) {
      if (STAMPS.contains(each.getName())) {
        long stamp = stamp(event, each);
        long shift = each.getName().equals("intendedAt") ? senders : own;
        changes.add(each.getName());
        changes.add(stamp == 0 ? 0L : stamp + shift);
      }
    }
    return Altered.with(event, changes.toArray());
  }

  private static long stamp(Event event, RecordComponent component) {
    try {
      return (long) component.getAccessor().invoke(event);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component.getName() + " of " + event, e);
    }
  }
}
