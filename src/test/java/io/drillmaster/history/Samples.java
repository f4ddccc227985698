package io.drillmaster.history;

import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.time.ClockAnchor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Headers and generated events for the tests of this package. */
final class Samples {

  static final long ORIGIN = 5_000_000_000L;

  private Samples() {}

  static Header header(String writer) {
    return new Header(
        Header.FORMAT,
        "20260304T091502Z-20817",
        writer,
        "0.1.0",
        "twin",
        "drill: x\nproves: \"y\"\n",
        -7,
        new Limits(
            Duration.ofSeconds(34),
            "as written",
            Duration.ofSeconds(16),
            ProtocolClocks.REAL,
            InfrastructureClocks.FAST,
            Duration.ofSeconds(3)),
        "host",
        "boot-1",
        "17.0.15",
        new ClockAnchor(ORIGIN, Instant.parse("2026-03-04T09:15:02.000000001Z")));
  }

  /** Every record of the sealed tree under a type. */
  static List<Class<?>> records(Class<?> type) {
    return type.isRecord()
        ? List.of(type)
        : Stream.of(type.getPermittedSubclasses()).flatMap(sub -> records(sub).stream()).toList();
  }

  /** A record of this type with random components. */
  static Object generate(Class<?> type, Random random) {
    List<@Nullable Object> values = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      types.add(component.getType());
      values.add(value(component, random));
    }
    try {
      return type.getDeclaredConstructor(types.toArray(new Class<?>[0]))
          .newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  private static @Nullable Object value(RecordComponent component, Random random) {
    if (component.getType() == List.class) {
      ParameterizedType list = (ParameterizedType) component.getGenericType();
      Class<?> element = (Class<?>) list.getActualTypeArguments()[0];
      return Stream.generate(() -> plain(element, random)).limit(random.nextInt(4)).toList();
    }
    if (Kinds.isNullable(component) && random.nextInt(3) == 0) {
      return null;
    }
    return plain(component.getType(), random);
  }

  private static Object plain(Class<?> type, Random random) {
    if (type == long.class || type == Long.class) {
      return switch (random.nextInt(4)) {
        case 0 -> 0L;
        case 1 -> (long) random.nextInt(100);
        case 2 -> ORIGIN + random.nextInt();
        default -> random.nextLong();
      };
    } else if (type == int.class) {
      return random.nextInt(3) - 1 + random.nextInt(2) * random.nextInt();
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type == String.class) {
      return List.of("", "p-1", "con_A\"\\ü€\n", "x".repeat(100)).get(random.nextInt(4));
    } else if (type.isEnum()) {
      return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    } else if (type.isRecord()) {
      return generate(type, random);
    }
    throw new AssertionError("no sample of " + type);
  }
}
