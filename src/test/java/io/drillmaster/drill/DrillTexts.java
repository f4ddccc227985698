package io.drillmaster.drill;

import io.drillmaster.drill.DrillFile.Overrides;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Drill texts for the tests of this package, and what the reader says of them. */
final class DrillTexts {

  static final String SMALL =
      """
      drill: small
      proves: It works.
      timeline:
        - steady: 2s
      """;

  private DrillTexts() {}

  /** A drill with this timeline on three masters and two media nodes. */
  static String timeline(String... steps) {
    return "drill: small\nproves: It works.\ntimeline:\n  - " + String.join("\n  - ", steps) + "\n";
  }

  /** All problems of a text as small.yaml, one per line. */
  static String problems(String text, String... settings) {
    return problems("small.yaml", text, new Overrides(List.of(settings), "", ""));
  }

  static String problems(String file, String text, Overrides overrides) {
    try {
      return "reads as " + DrillFile.read(file, text, overrides);
    } catch (InvalidDrill e) {
      return Objects.requireNonNull(e.getMessage());
    }
  }

  /** A file beside this class. */
  static String resource(String name) {
    try (InputStream in = DrillTexts.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
