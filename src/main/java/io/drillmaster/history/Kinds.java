package io.drillmaster.history;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** The types of values that records of the history hold, and how each stands in JSON. */
final class Kinds {

  private Kinds() {}

  /** A primitive long; also the only kind that can be a stamp. */
  static final Slot.Kind LONG =
      new Scalar(0L) {
        @Override
        void value(JsonGenerator out, Object value) {
          out.writeNumber((Long) value);
        }

        @Override
        Object read(JsonParser in) {
          return in.getLongValue();
        }
      };

  /** A boxed long that may be missing. */
  private static final Slot.Kind NULLABLE_LONG =
      new Scalar(null) {
        @Override
        void value(JsonGenerator out, Object value) {
          out.writeNumber((Long) value);
        }

        @Override
        Object read(JsonParser in) {
          return in.getLongValue();
        }
      };

  private static final Slot.Kind INT =
      new Scalar(0) {
        @Override
        void value(JsonGenerator out, Object value) {
          out.writeNumber((Integer) value);
        }

        @Override
        Object read(JsonParser in) {
          return in.getIntValue();
        }
      };

  private static final Slot.Kind BOOLEAN =
      new Scalar(false) {
        @Override
        void value(JsonGenerator out, Object value) {
          out.writeBoolean((Boolean) value);
        }

        @Override
        Object read(JsonParser in) {
          return in.getBooleanValue();
        }
      };

  private static final Slot.Kind TEXT = new Text("");
  private static final Slot.Kind NULLABLE_TEXT = new Text(null);

  private static final Slot.Kind DURATION =
      new Scalar(null) {
        @Override
        void value(JsonGenerator out, Object value) {
          out.writeString(value.toString());
        }

        @Override
        Object read(JsonParser in) {
          return Duration.parse(in.getString());
        }
      };

  private static final Slot.Kind INSTANT =
      new Scalar(null) {
        @Override
        void value(JsonGenerator out, Object value) {
          out.writeString(value.toString());
        }

        @Override
        Object read(JsonParser in) {
          return Instant.parse(in.getString());
        }
      };

  /** The kind of a record component, by its type. */
  static Slot.Kind of(RecordComponent component, Function<String, String> keys) {
    Class<?> type = component.getType();
    if (type == List.class) {
      ParameterizedType list = (ParameterizedType) component.getGenericType();
      return new ListOf(ofType((Class<?>) list.getActualTypeArguments()[0], false, keys));
    }
    return ofType(type, isNullable(component), keys);
  }

  static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static Slot.Kind ofType(Class<?> type, boolean nullable, Function<String, String> keys) {
    if (type == long.class) {
      return LONG;
    } else if (type == Long.class) {
      return NULLABLE_LONG;
    } else if (type == int.class) {
      return INT;
    } else if (type == boolean.class) {
      return BOOLEAN;
    } else if (type == String.class) {
      return nullable ? NULLABLE_TEXT : TEXT;
    } else if (type == Duration.class) {
      return DURATION;
    } else if (type == Instant.class) {
      return INSTANT;
    } else if (type.isEnum()) {
      return new Word(type);
    } else if (type.isRecord()) {
      return new Nested(RecordCodec.of(type, keys));
    }
    throw new IllegalStateException("no JSON form for values of " + type);
  }

  /** A value that stands alone. */
  private abstract static class Scalar extends Slot.Kind {
    private final @Nullable Object absent;

    Scalar(@Nullable Object absent) {
      this.absent = absent;
    }

    @Override
    @Nullable Object absent() {
      return absent;
    }

    abstract void value(JsonGenerator out, Object value);

    @Override
    void write(JsonGenerator out, SerializableString key, Object value) {
      if (!value.equals(absent)) {
        out.writeName(key);
        value(out, value);
      }
    }
  }

  /** A string; equal strings read one after the other are mostly the same object. */
  private static final class Text extends Scalar {
    Text(@Nullable String absent) {
      super(absent);
    }

    @Override
    void value(JsonGenerator out, Object value) {
      out.writeString((String) value);
    }

    @Override
    Object read(JsonParser in) {
      if (in.currentToken() != JsonToken.VALUE_STRING) {
        throw new IllegalArgumentException("a string was expected, not " + in.currentToken());
      }
      return Strings.of(in);
    }
  }

  /** An enum constant as a word: its name in lower case with dashes. */
  static final class Word extends Scalar {
    private final Map<Object, SerializableString> words = new HashMap<>();
    private final Map<String, Object> byWord = new HashMap<>();

    Word(Class<?> type) {
      super(null);
      for (Object constant : type.getEnumConstants()) {
        String word = word((Enum<?>) constant);
        words.put(constant, new SerializedString(word));
        byWord.put(word, constant);
      }
    }

    static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    void value(JsonGenerator out, Object value) {
      out.writeString(words.get(value));
    }

    @Override
    Object read(JsonParser in) {
      Object constant = byWord.get(Strings.of(in));
      if (constant == null) {
        throw new IllegalArgumentException(
            "'" + in.getString() + "' is not known; one of " + byWord.keySet());
      }
      return constant;
    }
  }

  /** A record inside a record. */
  private static final class Nested extends Scalar {
    private final RecordCodec<?> codec;

    Nested(RecordCodec<?> codec) {
      super(null);
      this.codec = codec;
    }

    @Override
    void value(JsonGenerator out, Object value) {
      out.writeStartObject();
      codec.writeFields(out, value, 0);
      out.writeEndObject();
    }

    @Override
    Object read(JsonParser in) {
      return codec.readFields(in, 0);
    }
  }

  /** A list; an empty one is absent. */
  private static final class ListOf extends Scalar {
    private final Scalar element;

    ListOf(Slot.Kind element) {
      super(List.of());
      this.element = (Scalar) element;
    }

    @Override
    void value(JsonGenerator out, Object value) {
      out.writeStartArray();
      for (Object item : (List<?>) value) {
        element.value(out, item);
      }
      out.writeEndArray();
    }

    @Override
    Object read(JsonParser in) {
      List<Object> items = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        items.add(element.read(in));
      }
      return items;
    }
  }
}
