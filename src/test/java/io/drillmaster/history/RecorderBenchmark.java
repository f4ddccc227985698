package io.drillmaster.history;

import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What the recorder carries, by hand: {@code java ... io.drillmaster.history.RecorderBenchmark
 * [events] [events/s]}. Records the typical mix of a conference load (room signals, proofs to
 * oneself), at a given rate or, with rate 0, as fast as the queue allows, and reads it back. Prints
 * events/s, CPU, bytes per event and reading speed.
 */
public final class RecorderBenchmark {

  private static final int MEMBERS = 4;

  private final Random random = new Random(20817);
  private final List<Member> members = new ArrayList<>();
  private long op;

  /** A participant of the mix. */
  private record Member(String who, String session, long epoch, String con, long life) {}

  private RecorderBenchmark(int sessions) {
    for (int s = 0; s < sessions; s++) {
      for (int m = 0; m < MEMBERS; m++) {
        members.add(
            new Member(
                "p-%d".formatted(s * MEMBERS + m),
                "drill-20260304T091502Z-20817-%d".formatted(s),
                1_000_000L + (long) s * MEMBERS + m,
                "con_" + letters(10),
                1_772_615_702_000L + s));
      }
    }
  }

  private String letters(int count) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      letters.append((char) ('A' + random.nextInt(26)));
    }
    return letters.toString();
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    long events = arguments.length > 0 ? Long.parseLong(arguments[0]) : 3_000_000;
    long rate = arguments.length > 1 ? Long.parseLong(arguments[1]) : 0;
    Path folder = Files.createTempDirectory("recorder-benchmark");
    Path file = folder.resolve("history/bench.jsonl.zst");
    try {
      new RecorderBenchmark(250).write(folder, events, rate);
      long bytes = Files.size(file);
      System.out.printf(Locale.ROOT, "%.1f bytes/event%n", (double) bytes / events);
      for (int i = 0; i < 4; i++) {
        read(folder);
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(file.getParent());
      Files.delete(folder);
    }
  }

  private void write(Path folder, long events, long rate) throws InterruptedException {
    Header header = Samples.header("bench");
    long begin = System.nanoTime();
    long written = 0;
    int queueMost = 0;
    long cpu = cpuNanos();
    try (HistoryRecorder recorder = HistoryRecorder.open(folder, header, Ticker.system())) {
      List<Event> batch = new ArrayList<>();
      int turn = 0;
      while (written < events) {
        batch.clear();
        round(turn++, Samples.ORIGIN + System.nanoTime() - begin, batch);
        batch.forEach(recorder::record);
        written += batch.size();
        if (turn % 64 == 0) {
          queueMost = Math.max(queueMost, pace(recorder, begin, written, rate));
        }
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%,.0f events/s sustained over %.1f s, %.2f CPU-us/event (generator included), queue %d %%%n",
        written / seconds,
        seconds,
        (cpuNanos() - cpu) / 1e3 / written,
        queueMost);
  }

  /** Holds the rate, or keeps the queue below a quarter. */
  private static int pace(HistoryRecorder recorder, long begin, long written, long rate)
      throws InterruptedException {
    int queue = recorder.fitness().queuePercentMax();
    if (rate > 0) {
      long ahead = written * 1_000_000_000L / rate - (System.nanoTime() - begin);
      Pause.of(Duration.ofNanos(Math.max(0, ahead)));
    } else if (queue > 25) {
      Pause.until(
          () -> recorder.fitness().queuePercentMax() < 5,
          Duration.ofMillis(1),
          Duration.ofSeconds(10));
    }
    return queue;
  }

  /** One member signals its room and proves itself. */
  private void round(int turn, long now, List<Event> to) {
    int index = turn % members.size();
    Member sender = members.get(index);
    long seq = (long) turn / members.size() + 1;
    long intended = now - random.nextInt(300_000);
    signal(sender, now, seq, SignalEvent.Purpose.ROOM, intended, to);
    int room = index / MEMBERS * MEMBERS;
    for (int m = room; m < room + MEMBERS; m++) {
      receive(members.get(m), sender, seq, SignalEvent.Purpose.ROOM, intended, now, to);
    }
    done(sender, now, OperationEvent.Kind.SIGNAL, to);
    signal(sender, now, seq, SignalEvent.Purpose.PROOF, intended, to);
    receive(sender, sender, seq, SignalEvent.Purpose.PROOF, intended, now, to);
    done(sender, now, OperationEvent.Kind.PROOF, to);
  }

  private long later(long now) {
    return now + random.nextInt(5_000_000);
  }

  private void signal(
      Member from, long now, long seq, SignalEvent.Purpose purpose, long due, List<Event> to) {
    op++;
    OperationEvent.Kind kind =
        purpose == SignalEvent.Purpose.ROOM
            ? OperationEvent.Kind.SIGNAL
            : OperationEvent.Kind.PROOF;
    to.add(
        new OperationEvent.Invoked(now, op, 0, 1, from.who(), from.session(), from.epoch(), kind));
    to.add(
        new SignalEvent.Sent(
            now,
            op,
            from.who(),
            from.session(),
            from.epoch(),
            from.con(),
            from.life(),
            seq,
            purpose,
            due));
  }

  private void receive(
      Member at,
      Member from,
      long seq,
      SignalEvent.Purpose purpose,
      long due,
      long now,
      List<Event> to) {
    to.add(
        new SignalEvent.Received(
            later(now),
            at.who(),
            at.session(),
            at.epoch(),
            at.con(),
            from.con(),
            from.who(),
            from.session(),
            from.con(),
            from.life(),
            seq,
            purpose,
            due));
  }

  private void done(Member sender, long now, OperationEvent.Kind kind, List<Event> to) {
    to.add(new OperationEvent.Completed(later(now), op, sender.who(), kind, Outcome.OK, 0, null));
  }

  private static void read(Path folder) {
    long begin = System.nanoTime();
    long cpu = cpuNanos();
    long[] count = {0};
    List<Damage> damages = HistoryFolder.open(folder).read(recorded -> count[0]++);
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "read %,d events in %.2f s, %.2f CPU-us/event, damages %s%n",
        count[0],
        seconds,
        (cpuNanos() - cpu) / 1e3 / count[0],
        damages);
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
