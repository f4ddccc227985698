package io.drillmaster.check;

import io.drillmaster.history.Damage;
import io.drillmaster.history.Header;
import io.drillmaster.history.History;
import io.drillmaster.history.HistoryFolder;
import io.drillmaster.history.HistoryRecorder;
import io.drillmaster.history.Recorded;
import io.drillmaster.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * How long judging takes and how much memory it needs, by hand: {@code java -Xmx1g ...
 * io.drillmaster.check.JudgeBenchmark [EVENTS] [ROUNDS] [made|read]}. With {@code made} the history
 * is made while it is judged, at next to no cost, so that a hundred million events need no disk;
 * with {@code read} it is written first and then read as {@code check RUN} reads it, decoding
 * included. Run it under {@code time -v} for the CPU-seconds and the memory of the whole process.
 */
public final class JudgeBenchmark {

  private static final int LOOKS = 10;
  private static final long BATCH = 10_000;
  private static final Duration QUEUE_BOUND = Duration.ofSeconds(30);

  private JudgeBenchmark() {}

  /** Prints, for each round, wall and CPU-seconds, events per second and what stayed alive. */
  public static void main(String[] args) throws IOException, InterruptedException {
    long events = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    boolean isRead = args.length > 2 && args[2].equals("read");
    Histories base = new Histories().crash(SyntheticHistory.CRASH_AT, "m1");
    SyntheticHistory made = new SyntheticHistory(base.header(), events);
    if (!isRead) {
      judge(base, made, events, rounds);
      return;
    }
    Path folder = Files.createTempDirectory("judge-benchmark");
    try {
      write(made, folder);
      judge(base, HistoryFolder.open(folder), events, rounds);
    } finally {
      delete(folder);
    }
  }

  private static void judge(Histories base, History history, long events, int rounds) {
    for (int round = 0; round < rounds; round++) {
      Watched watched = new Watched(history, events / LOOKS);
      long wall = System.nanoTime();
      long cpu = cpuNanos();
      Judged judged = new Judge(base.header(), base.drill(), Recorded::toString).judge(watched);
      double wallSeconds = (System.nanoTime() - wall) / 1e9;
      double cpuSeconds = (cpuNanos() - cpu) / 1e9;
      long judgedEvents = judged.figures().evidence().events();
      System.out.printf(
          Locale.ROOT,
          "%,d events: %.2f s wall, %.2f CPU-s, %,.0f/s; alive after a collection at most %.0f MB"
              + " of %.0f MB; figures %,d bytes; %s: %s%n",
          judgedEvents,
          wallSeconds,
          cpuSeconds,
          judgedEvents / wallSeconds,
          watched.aliveMost / 1e6,
          Runtime.getRuntime().maxMemory() / 1e6,
          FiguresFile.text(judged.figures()).length(),
          judged.judgement().overall(),
          judged.judgement().why());
    }
  }

  /** A history at whose reading one looks, now and then, at how much is alive. */
  private static final class Watched implements History {
    private final History history;
    private final long every;
    private long seen;
    private long aliveMost;

    Watched(History history, long every) {
      this.history = history;
      this.every = Math.max(1, every);
    }

    @Override
    public List<Header> headers() {
      return history.headers();
    }

    @Override
    public List<Damage> read(Consumer<Recorded> to) {
      return history.read(
          recorded -> {
            to.accept(recorded);
            if (++seen % every == 0) {
              aliveMost = Math.max(aliveMost, alive());
            }
          });
    }

    /** What a collection cannot free. */
    private static long alive() {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    }
  }

  /** Writes it by the recorder that runs use, at the pace that its queue allows. */
  private static void write(SyntheticHistory made, Path folder)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long[] now = {Histories.ORIGIN};
    long[] written = {0};
    Header worker = made.header().forWriter(SyntheticHistory.WRITER, made.header().anchor());
    HistoryRecorder.open(folder, made.header(), () -> now[0]).close();
    try (HistoryRecorder recorder = HistoryRecorder.open(folder, worker, () -> now[0])) {
      made.read(
          recorded -> {
            now[0] = Math.max(now[0], recorded.event().at());
            recorder.record(recorded.event());
            if (++written[0] % BATCH == 0) {
              awaitQueue(recorder);
            }
          });
    }
    try (var files = Files.walk(folder)) {
      long bytes =
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      System.out.printf(
          Locale.ROOT, "written in %.1f s: %,d bytes%n", (System.nanoTime() - begun) / 1e9, bytes);
    }
  }

  private static void awaitQueue(HistoryRecorder recorder) {
    try {
      Pause.until(
          () -> recorder.fitness().queuePercentMax() < 20, Duration.ofMillis(1), QUEUE_BOUND);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
