package io.drillmaster.history;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One record type as the fields of a JSON object, by method handles found once. Keys come from a
 * table of the caller's; unknown keys are skipped on reading, so that a later version may add some.
 * Immutable and thread-safe.
 */
final class RecordCodec<R> {

  private final Slot[] slots;
  private final Map<String, Integer> indexByKey = new HashMap<>();
  private final @Nullable Object[] absent;
  private final MethodHandle constructor;
  private final int atIndex;
  private final Class<R> type;

  private RecordCodec(Class<R> type, List<Slot> slots, MethodHandle constructor) {
    this.type = type;
    this.slots = slots.toArray(new Slot[0]);
    this.constructor = constructor;
    this.absent = new @Nullable Object[this.slots.length];
    int at = -1;
    for (int i = 0; i < this.slots.length; i++) {
      Slot slot = this.slots[i];
      absent[i] = slot.stamp == Slot.Stamp.NONE ? slot.kind.absent() : null;
      if (indexByKey.put(slot.key.getValue(), i) != null) {
        throw new IllegalStateException(type + " has two components with key " + slot.key);
      }
      at = slot.stamp == Slot.Stamp.AT ? i : at;
    }
    this.atIndex = at;
  }

  static <R> RecordCodec<R> of(Class<R> type, Function<String, String> keys) {
    RecordComponent[] components = type.getRecordComponents();
    List<Slot> slots = new ArrayList<>();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      slots.add(Slot.of(components[i], keys));
      types[i] = components[i].getType();
    }
    try {
      MethodHandle constructor =
          MethodHandles.lookup()
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
      return new RecordCodec<>(type, slots, constructor);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + type + " cannot be constructed", e);
    }
  }

  List<Slot> slots() {
    return List.of(slots);
  }

  /** Writes the fields into the object that the generator has open. */
  void writeFields(JsonGenerator out, Object record, long origin) {
    long at = atIndex < 0 ? 0 : slots[atIndex].number(record);
    for (Slot slot : slots) {
      slot.write(out, record, origin, at);
    }
  }

  /**
   * Reads fields up to the end of the object.
   *
   * @throws IllegalArgumentException when a field is missing or of the wrong type
   */
  R readFields(JsonParser in, long origin) {
    @Nullable Object[] values = absent.clone();
    int expected = 0;
    String name = in.nextName();
    for (; name != null; name = in.nextName()) {
      in.nextToken();
      int index = indexOf(name, expected);
      if (index < 0) {
        in.skipChildren();
      } else {
        values[index] = slots[index].kind.read(in);
        expected = index + 1;
      }
    }
    if (in.currentToken() != JsonToken.END_OBJECT) {
      throw new IllegalArgumentException("the object is not closed");
    }
    complete(values, origin);
    return construct(values);
  }

  /** Keys come in the order of the slots, some left out: look ahead before asking the map. */
  private int indexOf(String name, int expected) {
    for (int i = expected; i < slots.length; i++) {
      if (slots[i].key.getValue().equals(name)) {
        return i;
      }
    }
    Integer index = indexByKey.get(name);
    return index == null ? -1 : index;
  }

  private void complete(@Nullable Object[] values, long origin) {
    long at = atIndex >= 0 && values[atIndex] instanceof Long number ? number + origin : origin;
    for (int i = 0; i < slots.length; i++) {
      Slot slot = slots[i];
      if (slot.required && values[i] == null) {
        throw new IllegalArgumentException(
            "%s has no \"%s\" (%s)".formatted(type.getSimpleName(), slot.key, slot.name));
      }
      if (slot.stamp == Slot.Stamp.AT) {
        values[i] = at;
      } else if (slot.stamp == Slot.Stamp.BEFORE_AT) {
        values[i] = values[i] instanceof Long back ? at - back : 0L;
      }
    }
  }

  @SuppressWarnings("unchecked")
  private R construct(@Nullable Object[] values) {
    try {
      return (R) constructor.invokeExact(values);
    } catch (Throwable e) {
      throw new IllegalArgumentException(
          "the fields do not make a " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }
}
