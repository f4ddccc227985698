package io.drillmaster.cli.child;

import io.drillmaster.process.ChildCommand;
import io.drillmaster.process.ChildProcess;
import io.drillmaster.process.Guard;
import io.drillmaster.process.Launch;
import io.drillmaster.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plays drills as child processes, each as a user would: {@code drillmaster run}. Thread-safe. */
public final class ChildRun implements Runs {

  /** The longest drill that ships needs three minutes; a run that hangs must not hang all. */
  private static final Duration RUN_BOUND = Duration.ofMinutes(8);

  private final Launch launch;
  private final Guard guard;
  private final Path folder;

  /**
   * Runs below a folder.
   *
   * @param guard kills a run when this process is no more
   */
  public ChildRun(Launch launch, Guard guard, Path folder) {
    this.launch = launch;
    this.guard = guard;
    this.folder = folder;
  }

  @Override
  public Made make(Play play) throws InterruptedException {
    long began = Ticker.system().nanos();
    Path runs = folder.resolve("runs").resolve(play.name()).resolve(Long.toString(play.seed()));
    ChildCommand command =
        new ChildCommand(
            "run-" + play.name(), play.argv(launch, runs), Map.of(), runs.resolve("console.log"));
    try (ChildProcess run = ChildProcess.start(command)) {
      guard.watch(command.name(), run.id());
      boolean isOver = run.awaitEnd(RUN_BOUND);
      long seconds = Duration.ofNanos(Ticker.system().nanos() - began).toSeconds();
      Path found = isOver ? newest(runs).orElse(null) : null;
      if (found == null) {
        String how = isOver ? run.how() : "did not end within " + RUN_BOUND.toMinutes() + " min";
        List<String> said = run.logTail();
        String last = said.isEmpty() ? "see its console.log" : said.get(said.size() - 1).strip();
        return new Made(seconds, null, how + ": " + last, shown(runs));
      }
      return new Made(seconds, found, "", shown(found));
    }
  }

  private String shown(Path run) {
    return folder.toAbsolutePath().relativize(run.toAbsolutePath()).toString();
  }

  /** The run folder with a verdict begun last. */
  private static Optional<Path> newest(Path runs) {
    try (Stream<Path> entries = Files.list(runs)) {
      return entries
          .filter(entry -> Files.isRegularFile(entry.resolve("verdict.json")))
          .filter(entry -> !Files.isSymbolicLink(entry))
          .max(Comparator.comparing(entry -> entry.toFile().lastModified()));
    } catch (IOException cause) {
      throw new UncheckedIOException(runs + " cannot be read", cause);
    }
  }
}
