package io.drillmaster.check;

import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The text of {@code verdict.json}: a {@link Judgement} and back; reads and writes no file. */
public final class VerdictFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private VerdictFile() {}

  /** The JSON text. */
  public static String text(Judgement judgement) {
    return JSON.writeValueAsString(judgement);
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException when the text is not one of ours
   */
  public static Judgement read(String text) {
    try {
      return JSON.readValue(text, Judgement.class);
    } catch (RuntimeException e) {
      String why =
          e instanceof StreamReadException told ? told.getOriginalMessage() : "not as written";
      throw new IllegalArgumentException("verdict.json is damaged (" + why + ")", e);
    }
  }
}
