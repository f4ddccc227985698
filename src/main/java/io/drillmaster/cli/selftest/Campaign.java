package io.drillmaster.cli.selftest;

import io.drillmaster.twin.role.Bug;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Plays every bug until it is caught or missed, some bugs at a time, and keeps each attempt in the
 * file before the next begins. Attempts in the file already are not repeated.
 */
public final class Campaign {

  /** Five digits, as for all runs. */
  private static final int SEEDS = 100_000;

  private final AttemptFile file;
  private final Player player;
  private final int jobs;
  private final Consumer<String> told;

  /**
   * A campaign.
   *
   * @param jobs bugs played at the same time, at least 1
   * @param told gets a line before and after each run; called from several threads
   */
  public Campaign(AttemptFile file, Player player, int jobs, Consumer<String> told) {
    this.file = file;
    this.player = player;
    this.jobs = jobs;
    this.told = told;
  }

  /** The rows of the bugs as the file has them. */
  public static List<Row> rows(List<Bug> bugs, AttemptFile file) {
    List<Attempt> all = file.all();
    return bugs.stream().map(bug -> row(bug, all)).toList();
  }

  private static Row row(Bug bug, List<Attempt> all) {
    return new Row(bug, all.stream().filter(a -> a.bug().equals(bug.kebab())).toList());
  }

  /** The seed of the n-th attempt: the same in every selftest. */
  static long seed(Bug bug, int attempt) {
    return Math.floorMod(bug.kebab().hashCode() * 31L + attempt, SEEDS);
  }

  /**
   * Plays until no row is open.
   *
   * @throws InterruptedException when the thread is interrupted; the file has what was finished
   */
  public List<Row> play(List<Bug> bugs) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    try {
      AtomicInteger done = new AtomicInteger();
      List<Future<?>> playing = new ArrayList<>();
      for (Bug bug : bugs) {
        playing.add(
            pool.submit(
                () -> {
                  Row row = play(bug);
                  told.accept("%d of %d bugs done".formatted(done.incrementAndGet(), bugs.size()));
                  return row;
                }));
      }
      for (Future<?> one : playing) {
        await(one);
      }
      return rows(bugs, file);
    } finally {
      pool.shutdownNow();
    }
  }

  private static void await(Future<?> one) throws InterruptedException {
    try {
      one.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException(
          "a bug could not be played: " + failed.getCause(), failed.getCause());
    }
  }

  private Row play(Bug bug) throws InterruptedException {
    Row row = row(bug, file.all());
    while (row.state() == Row.State.OPEN) {
      int attempt = row.attempts().size();
      told.accept("%s: %s, run %d".formatted(bug.kebab(), bug.exposure().drill(), attempt + 1));
      file.append(player.play(Row.play(bug, seed(bug, attempt))));
      row = row(bug, file.all());
      told.accept(MatrixText.line(row));
    }
    return row;
  }
}
