package io.drillmaster.chaos.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the container engine should be, and why it cannot be used: looked at before the client of
 * it is woken, which would otherwise search at length and fetch an image of its own.
 */
final class EnginePlace {

  private static final String HOST = "DOCKER_HOST";
  private static final String USUAL = "unix:///var/run/docker.sock";
  private static final String UNIX = "unix://";

  /** Testcontainers' own reaper would be fetched from a registry; the guard does its work here. */
  private static final String REAPER_OFF = "TESTCONTAINERS_RYUK_DISABLED";

  private EnginePlace() {}

  /** Its URL: DOCKER_HOST, else Docker's usual socket. */
  static String url(Map<String, String> environment) {
    String host = environment.getOrDefault(HOST, "");
    return host.isEmpty() ? USUAL : host;
  }

  /** What is wrong and the cure; empty when there may be an engine. */
  static Optional<String> refusal(Map<String, String> environment) {
    String url = url(environment);
    if (!url.startsWith(UNIX)) {
      return Optional.of(
          "%s is %s: nodes in containers share folders and addresses with this machine, so the engine must be here; use %s, or run drillmaster where the engine is"
              .formatted(HOST, url, USUAL));
    }
    if (!Files.exists(Path.of(url.substring(UNIX.length())))) {
      return Optional.of("there is no container engine: " + cure(url, "no such socket"));
    }
    if (!environment.getOrDefault(REAPER_OFF, "").equals("true")) {
      return Optional.of(
          "the client of the container engine would fetch a helper image from a registry; start with ./drillmaster, or set %s=true"
              .formatted(REAPER_OFF));
    }
    return Optional.empty();
  }

  /** What was tried and how to get one. */
  static String cure(String url, String why) {
    return "tried %s (%s); install and start Docker (Debian: apt-get install docker.io), or set %s=%s/PATH to the socket of one"
        .formatted(url, why, HOST, UNIX);
  }
}
