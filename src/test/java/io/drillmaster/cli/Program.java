package io.drillmaster.cli;

import io.drillmaster.process.TestLaunch;
import io.drillmaster.time.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The whole program in a process of its own, as a user starts it; killed when closed. */
final class Program implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(50);

  private final Process process;
  private final Path printed;

  private Program(Process process, Path printed) {
    this.process = process;
    this.printed = printed;
  }

  /** Starts it with a folder of its own as its home; what it prints goes to a file there. */
  static Program start(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(home, environment, List.of(arguments));
  }

  static Program start(Path home, Map<String, String> environment, List<String> arguments)
      throws IOException {
    return start(List.of(), home, environment, arguments);
  }

  private static Program start(
      List<String> within, Path home, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> options =
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Ddrillmaster.home=" + home);
    List<String> argv = new ArrayList<>(within);
    argv.addAll(TestLaunch.of(Main.class).argv(options, arguments));
    Path printed = Files.createTempFile(home, "printed", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(printed.toFile());
    builder.environment().putAll(environment);
    return new Program(builder.start(), printed);
  }

  /** The same where containers can be reached: in the engine's network namespace, if it has one. */
  static Program startNearEngine(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    String net = System.getenv().getOrDefault("DRILLMASTER_ENGINE_NET", "");
    List<String> within = net.isEmpty() ? List.of() : List.of("nsenter", "--net=" + net);
    return start(within, home, environment, List.of(arguments));
  }

  /** Everything it printed so far. */
  String printed() {
    try {
      return Files.readString(printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has printed a text that matches, and returns the first group. */
  String await(String regex, Duration bound) throws InterruptedException {
    Pattern pattern = Pattern.compile(regex);
    boolean found =
        Pause.until(() -> pattern.matcher(printed()).find() || !process.isAlive(), LOOK, bound);
    Matcher matcher = pattern.matcher(printed());
    if (!found || !matcher.find()) {
      throw new AssertionError("no " + regex + " within " + bound + " in:\n" + printed());
    }
    return matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
  }

  long pid() {
    return process.pid();
  }

  /** Sends a signal by name, as a terminal or an operator does. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Its exit code. */
  int exitCode(Duration bound) throws InterruptedException {
    if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it did not end within " + bound + ":\n" + printed());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
