package io.drillmaster.cli;

import io.drillmaster.drill.SecretSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads secrets from where a drill says they are; what is wrong is told without any of them. */
final class Secrets {

  private Secrets() {}

  /**
   * Reads one.
   *
   * @throws BadInput when there is none
   */
  static String read(SecretSource source, Map<String, String> environment) {
    String secret =
        source instanceof SecretSource.File file
            ? text(Path.of(file.path()))
            : environment.getOrDefault(source.place(), "").strip();
    if (secret.isEmpty()) {
      throw new BadInput(
          source instanceof SecretSource.File
              ? "the secret's file %s is empty; write OPENVIDU_SECRET to it"
                  .formatted(source.place())
              : "the environment variable %s is not set; export it with OPENVIDU_SECRET in it"
                  .formatted(source.place()));
    }
    return secret;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new BadInput(
          "the secret's file %s cannot be read; give a file with OPENVIDU_SECRET in it"
              .formatted(file));
    }
  }
}
