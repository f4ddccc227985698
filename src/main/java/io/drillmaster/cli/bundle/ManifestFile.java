package io.drillmaster.cli.bundle;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The text of a bundle's {@code manifest.json}, and back. */
final class ManifestFile {

  /** Its name in the bundle. */
  static final String NAME = "manifest.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ManifestFile() {}

  static String text(Manifest manifest) {
    return JSON.writeValueAsString(manifest) + "\n";
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException when it is none of ours
   */
  static Manifest read(String text) {
    try {
      return JSON.readValue(text, Manifest.class);
    } catch (JacksonException garbled) {
      throw new IllegalArgumentException(
          NAME + " is damaged (" + garbled.getOriginalMessage() + ")", garbled);
    }
  }
}
