package io.drillmaster.history;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.drillmaster.time.Ticker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/**
 * Writes one history file, {@code history/<writer>.jsonl.zst} of a run folder: header, events, a
 * checkpoint and a {@link HarnessEvent.Tick} at each flush, closing footer. One thread of its own
 * encodes, compresses and writes; {@link #record} only hands over. Whatever was flushed stays
 * readable whatever happens to the process.
 *
 * <p>A queue that is full, or a disk that is, fails the recorder for good: {@link #failure} tells
 * it, {@link #record} throws. Thread-safe.
 */
public final class HistoryRecorder implements Recorder {

  /** Folder of the histories within a run folder. */
  public static final String FOLDER = "history";

  /** Ending of a history file's name. */
  public static final String ENDING = ".jsonl.zst";

  /**
   * Half a second of the budgeted 200,000 events/s: more than any flush on a healthy disk takes.
   */
  static final int QUEUE_EVENTS = 1 << 17;

  /** A run that is killed loses at most this much (checks.md 1). */
  static final Duration FLUSH_EVERY = Duration.ofMillis(200);

  /**
   * How long a thread may be held up between taking a stamp and handing over the event; ticks stay
   * this far behind, so that nothing older follows them.
   */
  static final Duration HAND_OVER = Duration.ofMillis(100);

  /** How often the queue is emptied: often enough to stay short, rarely enough to batch. */
  private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Bound of closing: a full queue takes less than a second. */
  private static final long CLOSE_MILLIS = 10_000;

  /**
   * Level 3 keeps up with 200,000 events/s on a third of a core; higher ones gain a few percent.
   */
  private static final int LEVEL = 3;

  /** 8 MiB: a room's names come round within it, so that they compress to references. */
  private static final int WINDOW_LOG = 23;

  private final Ticker ticker;
  private final EventCodec codec;
  private final String writer;
  private final OutputStream target;
  private final ZstdOutputStreamNoFinalizer compressed;
  private final JsonGenerator json;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private @Nullable Event[] pending = new @Nullable Event[QUEUE_EVENTS];
  private int pendingCount;
  private int pendingMost;
  private boolean closing;
  private long flushedAt;
  private long flushGapMost;
  private volatile @Nullable String failure;

  /** Events written so far; the writer thread's own, as is all below. */
  private long index;

  private HistoryRecorder(OutputStream target, Header header, Ticker ticker) throws IOException {
    this.ticker = ticker;
    this.target = target;
    this.writer = header.writer();
    this.codec = new EventCodec(header.anchor().nanos());
    this.compressed =
        new ZstdOutputStreamNoFinalizer(target, LEVEL).setWindowLog(WINDOW_LOG).setChecksum(true);
    this.json = EventCodec.generator(compressed);
    json.writeRaw(HeaderCodec.encode(header));
    json.writeRaw('\n');
    this.flushedAt = ticker.nanos();
    flush();
    this.thread = new Thread(this::writeUntilClosed, "history-" + writer);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Opens the file of {@code header.writer()} in a run folder and starts to write.
   *
   * @throws UncheckedIOException when the file exists or cannot be written
   */
  public static HistoryRecorder open(Path runFolder, Header header, Ticker ticker) {
    Path file = runFolder.resolve(FOLDER).resolve(header.writer() + ENDING);
    try {
      Files.createDirectories(file.getParent());
      return to(
          Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          header,
          ticker);
    } catch (IOException e) {
      throw new UncheckedIOException("history " + file + " cannot be written: " + e, e);
    }
  }

  /** Writes to any stream; it is closed with the recorder. */
  static HistoryRecorder to(OutputStream target, Header header, Ticker ticker) throws IOException {
    return new HistoryRecorder(target, header, ticker);
  }

  @Override
  public void record(Event event) {
    lock.lock();
    try {
      if (failure == null && pendingCount == QUEUE_EVENTS) {
        failure =
            "history of %s: the queue of %d events is full; the disk or the CPU cannot keep up, use fewer participants or signals"
                .formatted(writer, QUEUE_EVENTS);
        wake.signal();
      }
      if (failure != null || closing) {
        throw new IllegalStateException(
            failure != null ? failure : "history of " + writer + " is closed");
      }
      pending[pendingCount++] = event;
    } finally {
      lock.unlock();
    }
  }

  /** Why recording stopped; null = it works. Once set it stays. */
  public @Nullable String failure() {
    return failure;
  }

  /** How fit it was since the last call. */
  public RecorderFitness fitness() {
    lock.lock();
    try {
      long open = closing || failure != null ? 0 : ticker.nanos() - flushedAt;
      RecorderFitness fitness =
          new RecorderFitness(
              (int) (100L * Math.max(pendingMost, pendingCount) / QUEUE_EVENTS),
              Math.max(flushGapMost, open));
      pendingMost = 0;
      flushGapMost = 0;
      return fitness;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      wake.signal();
    } finally {
      lock.unlock();
    }
    awaitWriter();
    if (thread.isAlive()) {
      fail("history of %s could not be closed within %d ms".formatted(writer, CLOSE_MILLIS));
    }
  }

  /** An interrupt does not cut the history short: it is passed on after the file is whole. */
  private void awaitWriter() {
    long end = Ticker.system().nanos() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    boolean interrupted = false;
    long left = CLOSE_MILLIS;
    while (left > 0 && thread.isAlive()) {
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = TimeUnit.NANOSECONDS.toMillis(end - Ticker.system().nanos());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(String why) {
    lock.lock();
    try {
      if (failure == null) {
        failure = why;
      }
    } finally {
      lock.unlock();
    }
  }

  private void writeUntilClosed() {
    @Nullable Event[] batch = new @Nullable Event[QUEUE_EVENTS];
    try {
      boolean more = true;
      while (more) {
        int count;
        lock.lock();
        try {
          if (!closing && failure == null) {
            wake.awaitNanos(DRAIN_NANOS);
          }
          more = !closing && failure == null;
          count = pendingCount;
          @Nullable Event[] full = pending;
          pending = batch;
          batch = full;
          pendingCount = 0;
          pendingMost = Math.max(pendingMost, count);
        } finally {
          lock.unlock();
        }
        write(batch, count);
      }
      finish();
    } catch (IOException | RuntimeException e) {
      fail("history of " + writer + " cannot be written: " + message(e));
      abandon();
    } catch (InterruptedException e) {
      fail("history of " + writer + ": its writer was interrupted");
      abandon();
    }
  }

  private static String message(Exception e) {
    Throwable root = e instanceof JacksonException && e.getCause() != null ? e.getCause() : e;
    return root.toString();
  }

  private void write(@Nullable Event[] batch, int count) throws IOException {
    long due = flushDue();
    for (int i = 0; i < count; i++) {
      Event event = batch[i];
      if (event != null) {
        codec.write(json, event);
        index++;
      }
      if ((i & 1023) == 1023 && ticker.nanos() - due >= 0) {
        flush();
        due = flushDue();
      }
    }
    Arrays.fill(batch, 0, count, null);
    if (ticker.nanos() - due >= 0) {
      flush();
    }
  }

  private long flushDue() {
    lock.lock();
    try {
      return flushedAt + FLUSH_EVERY.toNanos();
    } finally {
      lock.unlock();
    }
  }

  private void flush() throws IOException {
    EventCodec.writeCheckpoint(json, index);
    codec.write(json, new HarnessEvent.Tick(ticker.nanos() - HAND_OVER.toNanos()));
    index++;
    json.flush();
    compressed.flush();
    long now = ticker.nanos();
    lock.lock();
    try {
      flushGapMost = Math.max(flushGapMost, now - flushedAt);
      flushedAt = now;
    } finally {
      lock.unlock();
    }
  }

  private void finish() throws IOException {
    String why = failure;
    EventCodec.writeFooter(json, new EventCodec.Footer(index, why == null ? "" : why));
    json.close();
    compressed.close();
  }

  /** Frees the file after a failure, without a footer; what was flushed is safe already. */
  private void abandon() {
    try (target) {
      compressed.close();
    } catch (IOException | RuntimeException e) {
      // The failure that led here is already told; a second one adds nothing.
      return;
    }
  }
}
