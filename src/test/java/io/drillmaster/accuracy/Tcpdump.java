package io.drillmaster.accuracy;

import io.drillmaster.time.Pause;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A running tcpdump that writes what the twin's balancer sends to its clients into a file. */
final class Tcpdump implements AutoCloseable {

  /**
   * The balancer of a twin is the first host of its network and listens on 4443; so do masters, on
   * later hosts.
   */
  private static final String BALANCER_TO_CLIENTS = "tcp src port 4443 and ip[15] = 1";

  /** Room for a burst of ten thousand packets, in KiB. */
  private static final String BUFFER_KIB = "65536";

  private static final Duration START_BOUND = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final long END_SECONDS_MAX = 30;

  private final Process process;
  private final Path said;

  private Tcpdump(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /** Why this machine cannot capture; empty = it can. */
  static Optional<String> refusal() throws IOException {
    Path self = Path.of("/proc/self");
    if (!Files.isDirectory(self)) {
      return Optional.of("this is not Linux: its loopback interface cannot be captured alike");
    }
    if (!Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"))) {
      return Optional.of("capturing on lo needs root; run it as root");
    }
    boolean isThere =
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tcpdump")));
    return isThere
        ? Optional.empty()
        : Optional.of("tcpdump is not on the PATH; install it (Debian: apt-get install tcpdump)");
  }

  /** Starts to capture; returns when it does. */
  static Tcpdump start(Path file) throws IOException, InterruptedException {
    Path said = file.resolveSibling("tcpdump.txt");
    List<String> argv =
        List.of(
            "tcpdump",
            "-i",
            "lo",
            "-n",
            "-Z",
            "root",
            "-B",
            BUFFER_KIB,
            "--time-stamp-precision=nano",
            "-w",
            file.toString(),
            BALANCER_TO_CLIENTS);
    Tcpdump tcpdump =
        new Tcpdump(
            new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start(),
            said);
    boolean listens =
        Pause.until(
            () -> tcpdump.said().contains("listening on") || !tcpdump.process.isAlive(),
            LOOK_EVERY,
            START_BOUND);
    if (!listens || !tcpdump.process.isAlive()) {
      tcpdump.close();
      throw new IOException("tcpdump does not capture: " + tcpdump.said());
    }
    return tcpdump;
  }

  /** What it printed: at its end also how many packets it lost. */
  String said() {
    try {
      return Files.readString(said).strip();
    } catch (IOException notYet) {
      return "";
    }
  }

  /** Asks it to write what it has and to end, and waits for that. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
