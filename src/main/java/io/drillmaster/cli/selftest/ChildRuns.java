package io.drillmaster.cli.selftest;

import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import io.drillmaster.check.VerdictFile;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Plays drills as child processes, each as a user would: {@code drillmaster run}. */
public final class ChildRuns implements Player {

  /** The longest drill that ships needs two minutes; a run that hangs must not hang all. */
  private static final Duration RUN_BOUND = Duration.ofMinutes(8);

  private final Launch launch;
  private final Guard guard;
  private final Path folder;

  /**
   * Runs below a folder.
   *
   * @param guard kills a run when this process is no more
   */
  public ChildRuns(Launch launch, Guard guard, Path folder) {
    this.launch = launch;
    this.guard = guard;
    this.folder = folder;
  }

  @Override
  public Attempt play(Play play) throws InterruptedException {
    long began = Ticker.system().nanos();
    Path runs = folder.resolve("runs").resolve(play.name()).resolve(Long.toString(play.seed()));
    Path log = runs.resolve("console.log");
    ChildCommand command =
        new ChildCommand("selftest-" + play.name(), argv(launch, play, runs), Map.of(), log);
    try (ChildProcess run = ChildProcess.start(command)) {
      guard.watch(command.name(), run.id());
      boolean isOver = run.awaitEnd(RUN_BOUND);
      long seconds = Duration.ofNanos(Ticker.system().nanos() - began).toSeconds();
      Optional<Path> found = isOver ? newest(runs) : Optional.empty();
      if (found.isEmpty()) {
        String how = isOver ? run.how() : "did not end within " + RUN_BOUND.toMinutes() + " min";
        return spoilt(play, seconds, how + ", see its console.log", runs);
      }
      return read(play, seconds, found.get());
    }
  }

  /** The command line of one run. */
  static List<String> argv(Launch launch, Play play, Path runs) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                play.drill(),
                "--seed",
                Long.toString(play.seed()),
                "--out",
                runs.toString(),
                "--quiet"));
    arguments.addAll(play.options());
    return launch.argv(List.of(), arguments);
  }

  /** The run folder with a verdict begun last. */
  private static Optional<Path> newest(Path runs) {
    try (Stream<Path> entries = Files.list(runs)) {
      return entries
          .filter(entry -> Files.isRegularFile(entry.resolve("verdict.json")))
          .filter(entry -> !Files.isSymbolicLink(entry))
          .max(java.util.Comparator.comparing(entry -> entry.toFile().lastModified()));
    } catch (IOException cause) {
      throw new UncheckedIOException(runs + " cannot be read", cause);
    }
  }

  private Attempt spoilt(Play play, long seconds, String trouble, Path runs) {
    return Attempt.spoilt(play.name(), play.recipe(), play.seed(), seconds, trouble, shown(runs));
  }

  private String shown(Path run) {
    return folder.toAbsolutePath().relativize(run.toAbsolutePath()).toString();
  }

  private Attempt read(Play play, long seconds, Path run) {
    Judgement judgement;
    try {
      judgement = VerdictFile.read(Files.readString(run.resolve("verdict.json")));
    } catch (IOException | IllegalArgumentException unreadable) {
      return spoilt(play, seconds, String.valueOf(unreadable.getMessage()), run);
    }
    return attempt(play, seconds, judgement, shown(run));
  }

  /** What a verdict says of an attempt. */
  static Attempt attempt(Play play, long seconds, Judgement judgement, String run) {
    Map<String, String> verdicts = new LinkedHashMap<>();
    Map<String, String> sentences = new LinkedHashMap<>();
    for (Verdict verdict : judgement.verdicts()) {
      verdicts.put(verdict.check(), verdict.result().key());
      if (verdict.result() != Result.PASS) {
        String why = verdict.counterexample().map(c -> c.sentence()).orElse(verdict.reason());
        sentences.put(verdict.check(), why);
      }
    }
    return new Attempt(
        play.name(), play.recipe(), play.seed(), verdicts, sentences, seconds, "", run);
  }
}
