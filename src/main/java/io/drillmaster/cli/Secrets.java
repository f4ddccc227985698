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
    boolean isVariable = source.place() == SecretFrom.Place.ENV;
    String secret =
        isVariable
            ? environment.getOrDefault(source.name(), "").strip()
            : firstLine(Path.of(source.name()));
    if (secret.isEmpty()) {
      throw new BadInput(
          isVariable
              ? "secretFrom: the environment variable %s is not set; export it with OPENVIDU_SECRET in it"
                  .formatted(source.name())
              : "secretFrom: %s is empty; write OPENVIDU_SECRET into its first line"
                  .formatted(source.name()));
    }
    return secret;
  }

  private static String firstLine(Path file) {
    try {
      if (Files.size(file) > LENGTH_MAX) {
        throw new BadInput(
            "secretFrom: %s is larger than %d bytes, so it is no secret; give a file with nothing else"
                .formatted(file, LENGTH_MAX));
      }
      return Files.readString(file).lines().findFirst().map(String::strip).orElse("");
    } catch (IOException unreadable) {
      throw new BadInput(
          "secretFrom: %s cannot be read (%s); give a file with OPENVIDU_SECRET in it"
              .formatted(file, unreadable.getMessage()));
    }
  }
}
