package io.drillmaster.cli.selftest;

import io.drillmaster.cli.child.Play;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.drill.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The false-alarm half of the selftest: {@link HealthyDrills} one after the other on a cluster
 * without bugs. Attempts in the file already are not repeated, but for those that say nothing
 * because the host was too busy.
 */
public final class HealthyRuns {

  /** A drill that was spoilt so often will be the next time. */
  private static final int SPOILT_MAX = 3;

  private final AttemptFile file;
  private final Player player;
  private final Path drills;
  private final int jobs;
  private final Consumer<String> told;

  /**
   * Runs to be made.
   *
   * @param drills folder in which the drill files are written
   * @param jobs runs at the same time, at least 1
   * @param told gets a line after each run; called from several threads
   */
  public HealthyRuns(
      AttemptFile file, Player player, Path drills, int jobs, Consumer<String> told) {
    this.file = file;
    this.player = player;
    this.drills = drills;
    this.jobs = jobs;
    this.told = told;
  }

  /**
   * Makes those of the first so many that are not in the file.
   *
   * @return one attempt of each of these drills, in their order
   * @throws InterruptedException when the thread is interrupted; the file has what was finished
   */
  public List<Attempt> play(int count) throws InterruptedException {
    List<Play> plays =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> play(number, HealthyDrills.drill(number)))
            .toList();
    List<Attempt> before = file.all();
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<?>> playing = new ArrayList<>();
      for (Play play : plays) {
        if (!isDone(of(play, before))) {
          playing.add(pool.submit(() -> tell(player.play(play))));
        }
      }
      for (Future<?> one : playing) {
        one.get();
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException(
          "a healthy drill could not be played: " + failed.getCause(), failed.getCause());
    } finally {
      pool.shutdownNow();
    }
    List<Attempt> after = file.all();
    return plays.stream().map(play -> telling(of(play, after))).toList();
  }

  private static boolean isDone(List<Attempt> attempts) {
    return attempts.size() >= SPOILT_MAX || attempts.stream().anyMatch(HealthyRuns::tells);
  }

  /** A false alarm is one on a busy host too. */
  private static boolean tells(Attempt attempt) {
    return !attempt.wasSpoilt() || !HealthyText.alarms(attempt).isEmpty();
  }

  /** Of the attempts of one drill the first that tells something, a false alarm before all. */
  static Attempt telling(List<Attempt> attempts) {
    return attempts.stream()
        .filter(each -> !HealthyText.alarms(each).isEmpty())
        .findFirst()
        .or(() -> attempts.stream().filter(HealthyRuns::tells).findFirst())
        .orElse(attempts.get(attempts.size() - 1));
  }

  private Void tell(Attempt attempt) {
    file.append(attempt);
    told.accept(HealthyText.line(attempt));
    return null;
  }

  private static List<Attempt> of(Play play, List<Attempt> all) {
    return all.stream()
        .filter(each -> each.bug().equals(play.name()) && each.recipe().equals(play.recipe()))
        .toList();
  }

  private Play play(int number, Drill drill) {
    Path path = drills.resolve(drill.name() + ".yaml");
    try {
      Files.createDirectories(drills);
      Files.writeString(path, DrillFile.write(drill));
    } catch (IOException cause) {
      throw new UncheckedIOException(path + " cannot be written", cause);
    }
    return new Play(drill.name(), recipe(drill), path.toString(), List.of(), number);
  }

  /** A drill in one line. */
  static String recipe(Drill drill) {
    List<String> words = new ArrayList<>();
    if (drill.target() instanceof TargetSpec.Twin twin) {
      words.add(
          "%d masters, %d media nodes, %s%s clocks"
              .formatted(
                  twin.masters(),
                  twin.mediaNodes(),
                  twin.balancers() == 1 ? "" : twin.balancers() + " balancers, ",
                  twin.protocol().name()));
    }
    words.add(
        "%d x %d, ramp %s, %s%s"
            .formatted(
                drill.load().sessions(),
                drill.load().participantsPerSession(),
                Times.text(drill.load().rampUp()),
                drill.load().signalEvery().isZero()
                    ? "silent"
                    : "signals every " + Times.text(drill.load().signalEvery()),
                drill.load().publish() ? "" : ", no media"));
    drill.timeline().forEach(step -> words.add(words(step)));
    return String.join("; ", words);
  }

  private static String words(Step step) {
    Fault fault = step.injects().orElse(null);
    if (fault != null) {
      return "%s %s %s%s"
          .formatted(
              fault.kind().key(),
              fault.selector().getClass().getSimpleName(),
              fault.role().key(),
              fault.lasts().map(length -> " for " + Times.text(length)).orElse(""));
    } else if (step instanceof Step.Wait wait) {
      return "wait " + Times.text(wait.length());
    } else if (step instanceof Step.Steady steady) {
      return "steady " + Times.text(steady.length());
    }
    return step instanceof Step.Settled ? "settled" : "recovered";
  }
}
