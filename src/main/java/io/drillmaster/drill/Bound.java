package io.drillmaster.drill;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of a drill file after its form was checked, with its place.
 *
 * @param place where it stands, or the block that lacks it when it is a default
 * @param path its key, e.g. "load.rampUp"
 * @param value null = invalid, which is told already, or absent
 */
record Bound(YamlNode.Place place, String path, @Nullable Object value) {

  /** The values of a block by key. */
  record Fields(Map<String, Bound> byKey) {
    Fields {
      byKey = Map.copyOf(byKey);
    }
  }

  /** The one choice that was made, with what stands beside it. */
  record Chosen(String word, Bound argument, Fields beside) {

    /** A key beside the choice; an absent value if there is none. */
    Bound beside(String key) {
      Bound found = beside.byKey().get(key);
      return found == null ? new Bound(argument.place(), argument.path(), null) : found;
    }
  }

  /** The value, if it is of this type. */
  <T> Optional<T> as(Class<T> type) {
    return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
  }

  /** A key of this block; an absent value if there is none. */
  Bound at(String key) {
    Bound found = value instanceof Fields fields ? fields.byKey().get(key) : null;
    return found == null ? new Bound(place, path, null) : found;
  }

  /** The items of this list. */
  List<Bound> items() {
    return value instanceof List<?> list
        ? list.stream().map(Bound.class::cast).toList()
        : List.of();
  }
}
