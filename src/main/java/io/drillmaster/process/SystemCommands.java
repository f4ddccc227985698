package io.drillmaster.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs commands as child processes, their output in a temporary file. */
final class SystemCommands implements CommandRunner {
  /** More of a command's output is never needed. */
  private static final int OUTPUT_MAX = 64 * 1024;

  @Override
  public Result run(List<String> argv, Duration bound) {
    try {
      Path output = Files.createTempFile("drillmaster", ".out");
      try {
        return run(argv, bound, output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException | TimeoutException cause) {
      throw new CommandFailed(String.join(" ", argv) + ": " + cause.getMessage(), cause);
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(String.join(" ", argv) + ": interrupted", cause);
    }
  }

  private static Result run(List<String> argv, Duration bound, Path output)
      throws IOException, InterruptedException, TimeoutException {
    Process process =
        new ProcessBuilder(argv)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException("did not end within " + bound.toMillis() + " ms");
      }
      return new Result(process.exitValue(), head(output));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String head(Path output) throws IOException {
    try (var in = Files.newInputStream(output)) {
      return new String(in.readNBytes(OUTPUT_MAX), StandardCharsets.UTF_8);
    }
  }
}
