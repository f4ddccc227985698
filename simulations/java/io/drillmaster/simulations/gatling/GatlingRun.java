package io.drillmaster.simulations.gatling;

import io.gatling.app.Gatling$;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Gatling as a library, kept from talking to the outside: no analytics, no warm-up request, no look
 * for a newer version, no console tables. One run per process: Gatling keeps settings and state in
 * statics.
 */
public final class GatlingRun {
  /** The class that draws the HTML report; absent where its licence keeps the module out. */
  private static final String CHARTS =
      "io.gatling.charts.highcharts.component.ComponentLibraryImpl";

  private static final int OK = 0;

  /** Everything of Gatling 3.15.1 that would open a socket of its own, switched off. */
  static final Map<String, String> QUIET =
      Map.of(
          "gatling.data.enableAnalytics", "false",
          "gatling.http.warmUpUrl", "",
          "gatling.data.writers.0", "file",
          "java.util.prefs.PreferencesFactory", SilentPreferences.class.getName());

  private GatlingRun() {}

  /**
   * Plays a simulation to its end, without the report.
   *
   * @param results gets one folder with {@code simulation.log}
   * @return its exit status: 0, or 2 when assertions failed
   */
  public static int play(Class<? extends Simulation> simulation, Path results) {
    QUIET.forEach(System::setProperty);
    return run(List.of("-s", simulation.getName(), "-rf", results.toString(), "-nr"));
  }

  /**
   * Draws the HTML report of what {@link #play} left.
   *
   * @return its folder; empty when there is nothing to draw or nothing to draw with
   */
  public static Optional<Path> draw(Path results) {
    Optional<Path> played = played(results);
    if (played.isEmpty() || !canDraw()) {
      return Optional.empty();
    }
    QUIET.forEach(System::setProperty);
    String folder = String.valueOf(played.get().getFileName());
    int status = run(List.of("-ro", folder, "-rf", results.toString()));
    return status >= OK && Files.isRegularFile(played.get().resolve("index.html"))
        ? played
        : Optional.empty();
  }

  /** Whether Gatling's report module is there. */
  static boolean canDraw() {
    try {
      Class.forName(CHARTS, false, GatlingRun.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  private static Optional<Path> played(Path results) {
    if (!Files.isDirectory(results)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(results)) {
      return folders.filter(each -> Files.isRegularFile(each.resolve("simulation.log"))).findAny();
    } catch (IOException cause) {
      throw new UncheckedIOException("Gatling's results in " + results + " cannot be read", cause);
    }
  }

  private static int run(List<String> arguments) {
    return Gatling$.MODULE$.fromArgs(arguments.toArray(String[]::new));
  }
}
