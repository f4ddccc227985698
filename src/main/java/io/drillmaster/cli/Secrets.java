package io.drillmaster.cli;

import io.drillmaster.drill.SecretFrom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads secrets from where a drill says they are; what is wrong is told without any of them. */
final class Secrets {

  /** A secret is a word; more is another file. */
  private static final int LENGTH_MAX = 4096;

  private Secrets() {}

  /**
   * Reads one.
   *
   * @throws BadInput when there is none
   */
  static String read(SecretFrom source, Map<String, String> environment) {
    return read("secretFrom", "OPENVIDU_SECRET", source, environment);
  }

  /**
   * Reads something else that nobody is to see.
   *
   * @param key of the drill file that says where it is
   * @param what it is, in words
   * @throws BadInput when there is none
   */
  static String read(String key, String what, SecretFrom source, Map<String, String> environment) {
    boolean isVariable = source.place() == SecretFrom.Place.ENV;
    String secret =
        isVariable
            ? environment.getOrDefault(source.name(), "").strip()
            : firstLine(key, what, Path.of(source.name()));
    if (secret.isEmpty()) {
      throw new BadInput(
          isVariable
              ? "%s: the environment variable %s is not set; export it with %s in it"
                  .formatted(key, source.name(), what)
              : "%s: %s is empty; write %s into its first line"
                  .formatted(key, source.name(), what));
    }
    return secret;
  }

  private static String firstLine(String key, String what, Path file) {
    try {
      if (Files.size(file) > LENGTH_MAX) {
        throw new BadInput(
            "%s: %s is larger than %d bytes, so it is no secret; give a file with nothing else"
                .formatted(key, file, LENGTH_MAX));
      }
      return Files.readString(file).lines().findFirst().map(String::strip).orElse("");
    } catch (IOException unreadable) {
      throw new BadInput(
          "%s: %s cannot be read (%s); give a file with %s in it"
              .formatted(key, file, unreadable.getMessage(), what));
    }
  }
}
