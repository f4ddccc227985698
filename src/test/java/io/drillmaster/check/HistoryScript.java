package io.drillmaster.check;

import io.drillmaster.history.Event;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Events of several writers, sorted by their stamps at the end. */
abstract class HistoryScript<S> {

  /** All stamps are this much later than the seconds that tests write. */
  static final long ORIGIN = 1_000_000_000_000L;

  private record Written(String writer, Event event, int order) {}

  private final List<Written> events = new ArrayList<>();
  private String writer = "worker-1";

  static long nanos(double seconds) {
    return ORIGIN + Math.round(seconds * 1e9);
  }

  /** This, as what it is. */
  abstract S self();

  S add(Event event) {
    events.add(new Written(writer, event, events.size()));
    return self();
  }

  S by(String who, Event event) {
    String before = writer;
    writer = who;
    add(event);
    writer = before;
    return self();
  }

  /** From here on, participants are reported by this writer. */
  S writer(String name) {
    writer = name;
    return self();
  }

  S completed(double at, long op, String who, Kind kind, Outcome outcome, int code) {
    return add(new OperationEvent.Completed(nanos(at), op, who, kind, outcome, code, null));
  }

  List<Recorded> recorded() {
    List<Written> sorted = new ArrayList<>(events);
    sorted.sort(
        Comparator.comparingLong((Written each) -> each.event().at())
            .thenComparing(Written::writer)
            .thenComparingInt(Written::order));
    Map<String, Long> indexes = new HashMap<>();
    List<Recorded> recorded = new ArrayList<>();
    for (Written each : sorted) {
      long index = indexes.merge(each.writer(), 1L, Long::sum) - 1;
      recorded.add(new Recorded(each.writer(), index, each.event()));
    }
    return recorded;
  }
}
