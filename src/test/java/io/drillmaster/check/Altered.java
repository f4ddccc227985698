package io.drillmaster.check;

import io.drillmaster.history.Event;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;

/** Copies of events in which some components differ, named as in the record; all others stay. */
final class Altered {

  private Altered() {}

  /**
   * A copy.
   *
   * @param changes a component's name and its new value, in turn
   * @throws IllegalArgumentException if the event has no such component
   */
  static Event with(Event event, Object... changes) {
    Map<String, Object> changed = new HashMap<>();
    for (int i = 0; i < changes.length; i += 2) {
      changed.put((String) changes[i], changes[i + 1]);
    }
    RecordComponent[] components = event.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        String name = components[i].getName();
        types[i] = components[i].getType();
        values[i] =
            changed.containsKey(name)
                ? changed.remove(name)
                : components[i].getAccessor().invoke(event);
      }
      if (!changed.isEmpty()) {
        throw new IllegalArgumentException(
            event.getClass().getSimpleName() + " has no " + changed.keySet());
      }
      return (Event) event.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot copy " + event, e);
    }
  }
}
