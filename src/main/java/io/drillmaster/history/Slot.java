package io.drillmaster.history;

import java.lang.reflect.RecordComponent;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * One component of a record as one key of its JSON line. Values that equal the default (0, false,
 * null, empty) are left out of the line.
 */
final class Slot {

  /** How a slot's number relates to the record's own stamp. */
  enum Stamp {
    /** A plain value. */
    NONE,
    /** `at`: written relative to the file's origin. */
    AT,
    /** Another stamp, 0 = none: written as the distance back from `at`. */
    BEFORE_AT
  }

  /** Writes and reads one type of value. */
  abstract static class Kind {

    /** What a missing key means. */
    abstract @Nullable Object absent();

    /** Writes key and value, or nothing where the value is the absent one. */
    abstract void write(JsonGenerator out, SerializableString key, Object value);

    /** Reads the value the parser stands on. */
    abstract Object read(JsonParser in);
  }

  final String name;
  final SerializableString key;
  final Stamp stamp;
  final Kind kind;

  /** Whether a line without this key is damaged. */
  final boolean required;

  private final Accessors accessors;

  private Slot(RecordComponent component, String key, Stamp stamp, Kind kind, Accessors accessors) {
    this.name = component.getName();
    this.key = new SerializedString(key);
    this.stamp = stamp;
    this.kind = kind;
    this.required =
        stamp == Stamp.AT
            || (stamp == Stamp.NONE && kind.absent() == null && !Kinds.isNullable(component));
    this.accessors = accessors;
  }

  static Slot of(RecordComponent component, Function<String, String> keys) {
    return new Slot(
        component,
        keys.apply(component.getName()),
        stampOf(component),
        Kinds.of(component, keys),
        Accessors.of(component));
  }

  /** By the naming rule for stamps; `sentAt` is a foreign clock's, `createdAt` the cluster's. */
  private static Stamp stampOf(RecordComponent component) {
    String name = component.getName();
    if (component.getType() != long.class || name.equals("sentAt") || name.equals("createdAt")) {
      return Stamp.NONE;
    }
    if (name.equals("at")) {
      return Stamp.AT;
    }
    return name.endsWith("At") ? Stamp.BEFORE_AT : Stamp.NONE;
  }

  void write(JsonGenerator out, Object record, long origin, long at) {
    if (kind == Kinds.LONG) {
      writeLong(out, number(record), origin, at);
      return;
    }
    Object value = value(record);
    if (value != null) {
      kind.write(out, key, value);
    }
  }

  private void writeLong(JsonGenerator out, long value, long origin, long at) {
    if (value == 0 && stamp != Stamp.AT) {
      return;
    }
    out.writeName(key);
    out.writeNumber(
        switch (stamp) {
          case NONE -> value;
          case AT -> value - origin;
          case BEFORE_AT -> at - value;
        });
  }

  long number(Object record) {
    return accessors.number().applyAsLong(record);
  }

  private @Nullable Object value(Object record) {
    return accessors.value().apply(record);
  }
}
