package io.drillmaster.check;

import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The text of {@code figures.json}: {@link Figures} and back; reads and writes no file. */
public final class FiguresFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private FiguresFile() {}

  /** The JSON text, on one line. */
  public static String text(Figures figures) {
    return JSON.writeValueAsString(figures);
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException when the text is not one of ours
   */
  public static Figures read(String text) {
    try {
      return JSON.readValue(text, Figures.class);
    } catch (RuntimeException e) {
      String why =
          e instanceof StreamReadException told ? told.getOriginalMessage() : "not as written";
      throw new IllegalArgumentException("figures.json is damaged (" + why + ")", e);
    }
  }
}
