package io.drillmaster.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where what outlives a run is kept for this user: the locks of targets. */
public final class StateFolder {
  private static final String NAME = "drillmaster";

  private StateFolder() {}

  /**
   * {@code $XDG_STATE_HOME/drillmaster}, else {@code ~/.local/state/drillmaster}, else, where there
   * is no home, a folder of the user's own among the temporary ones.
   */
  public static Path ofThisUser() {
    return of(
        System.getenv(),
        System.getProperty("user.home", ""),
        Path.of(System.getProperty("java.io.tmpdir", "/tmp"), NAME + "-" + user()));
  }

  private static String user() {
    return System.getProperty("user.name", "unknown").replaceAll("[^A-Za-z0-9._-]", "_");
  }

  static Path of(Map<String, String> environment, String home, Path temporary) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (state.startsWith("/")) { // the specification has relative ones ignored
      return Path.of(state, NAME);
    }
    boolean usable = !home.isEmpty() && Files.isDirectory(Path.of(home)) && isWritable(home);
    return usable ? Path.of(home, ".local", "state", NAME) : temporary;
  }

  private static boolean isWritable(String home) {
    return Files.isWritable(Path.of(home));
  }
}
