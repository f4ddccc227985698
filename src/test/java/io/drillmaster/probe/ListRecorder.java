package io.drillmaster.probe;

import io.drillmaster.history.Event;
import io.drillmaster.history.Recorder;
import java.util.List;

/** Records into a list. */
record ListRecorder(List<Event> events) implements Recorder {
  @Override
  public void record(Event event) {
    events.add(event);
  }

  @Override
  public void close() {}
}
