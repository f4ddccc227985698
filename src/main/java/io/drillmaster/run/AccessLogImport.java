package io.drillmaster.run;

import io.drillmaster.history.Header;
import io.drillmaster.history.HistoryFolder;
import io.drillmaster.history.HistoryRecorder;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.time.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries that a balancer's access log tells, minutes after a run, as a history file of their
 * own beside those that the run recorded: {@code history/access-log.jsonl.zst}. Nothing recorded is
 * changed, and what was told is not told otherwise. A later import takes the place of an earlier
 * one: the logs themselves are kept elsewhere.
 */
public final class AccessLogImport {

  /** The writer of the file. */
  public static final String WRITER = "access-log";

  /** So many at one go, then the recorder's queue is to be half empty again. */
  private static final int BATCH = 10_000;

  private static final int QUEUE_PERCENT_MAX = 50;
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);
  private static final Duration QUEUE_BOUND = Duration.ofSeconds(30);

  private AccessLogImport() {}

  /**
   * What an import found.
   *
   * @param sentences for people, the most important first
   * @param bad lines that could not be read, "FILE:LINE: why"
   */
  public record Found(List<String> sentences, List<String> bad) {
    public Found {
      sentences = List.copyOf(sentences);
      bad = List.copyOf(bad);
    }
  }

  /**
   * Imports some files into a run folder.
   *
   * @throws IllegalArgumentException when a file cannot be opened, or none tells a WebSocket
   */
  public static Found into(RunFolder folder, List<Path> files) throws InterruptedException {
    AccessLogs logs = AccessLogs.read(files);
    if (logs.sockets().isEmpty()) {
      throw new IllegalArgumentException(
          "no WebSocket in the access log: %d other entries, %d bad lines%s; give the files that cover the run, to their end"
              .formatted(
                  logs.others(),
                  logs.bad(),
                  logs.told().isEmpty() ? "" : ", the first " + logs.told().get(0)));
    }
    HistoryFolder history = HistoryFolder.open(folder.path());
    SocketsOfRun sockets = new SocketsOfRun();
    history.read(
        recorded -> {
          if (!recorded.writer().equals(WRITER)) {
            sockets.accept(recorded.event());
          }
        });
    Header reference =
        history.headers().stream()
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        folder.path() + ": no history file has a readable header"));
    EntryMatch.Matched matched = EntryMatch.of(logs.sockets(), sockets, reference.anchor());
    if (!matched.entries().isEmpty()) {
      write(folder, reference, matched.entries());
    }
    return new Found(sentences(logs, matched.counts()), logs.told());
  }

  private static List<String> sentences(AccessLogs logs, EntryMatch.Counts counts) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "access log: %,d WebSockets; the entry of %,d of %,d sockets is known by it"
            .formatted(logs.sockets().size(), counts.matched(), counts.sockets()));
    add(sentences, counts.told(), "sockets whose entry was told before, the same");
    add(
        sentences,
        counts.contradicted(),
        "sockets of which it contradicts what is known: not used");
    add(sentences, counts.foreign(), "lines whose client port no socket of this run had then");
    add(sentences, counts.ambiguous(), "lines that fit several sockets: not used");
    add(sentences, counts.noMaster(), "lines whose target is no master of this run: not used");
    add(sentences, logs.bad(), "bad lines: not used");
    return sentences;
  }

  private static void add(List<String> sentences, long count, String what) {
    if (count > 0) {
      sentences.add("access log: %,d %s".formatted(count, what));
    }
  }

  /** Written apart and moved into its place when it is whole. */
  private static void write(RunFolder folder, Header reference, List<NodeEvent.EntryOf> entries)
      throws InterruptedException {
    try {
      Path apart = Files.createTempDirectory(folder.path(), ".import");
      try {
        record(apart, reference, entries);
        Path made = new RunFolder(apart).history(WRITER);
        Files.move(
            made,
            folder.history(WRITER),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(new RunFolder(apart).history(WRITER));
        Files.deleteIfExists(new RunFolder(apart).history());
        Files.deleteIfExists(apart);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the access log cannot be kept in " + folder.history() + ": " + e.getMessage(), e);
    }
  }

  /** The recorder's clock stands still at the first entry, so that its ticks promise nothing. */
  private static void record(Path apart, Header reference, List<NodeEvent.EntryOf> entries)
      throws IOException, InterruptedException {
    Header header = reference.forWriter(WRITER, reference.anchor());
    long first = entries.get(0).at();
    HistoryRecorder recorder = HistoryRecorder.open(apart, header, () -> first);
    try (recorder) {
      for (int i = 0; i < entries.size(); i++) {
        if (i % BATCH == BATCH - 1) {
          Pause.until(
              () -> recorder.fitness().queuePercentMax() < QUEUE_PERCENT_MAX,
              LOOK_EVERY,
              QUEUE_BOUND);
        }
        recorder.record(entries.get(i));
      }
    }
    String failure = recorder.failure();
    if (failure != null) {
      throw new IOException(failure);
    }
  }
}
