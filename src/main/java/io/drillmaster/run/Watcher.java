package io.drillmaster.run;

import io.drillmaster.check.Awaited;
import io.drillmaster.check.Progress;
import io.drillmaster.check.Snapshot;
import io.drillmaster.drill.Drill;
import io.drillmaster.history.Header;
import io.drillmaster.history.HistoryTail;
import io.drillmaster.history.Recorded;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The live view: a thread that follows the growing history files and folds them with the same code
 * that judges them later (decision D23). Its time is the stamp of the last event, not the clock's:
 * nothing is concluded from what has not been read yet. Thread-safe.
 */
final class Watcher implements Stage.Live, AutoCloseable {

  /**
   * With flushes every 0.2 s and a watermark 0.5 s behind, looking more often shows nothing more.
   */
  private static final Duration LOOK = Duration.ofMillis(100);

  /** A thread that does not end by then is stuck in a read of the disk. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  private final HistoryTail tail;
  private final Progress progress;
  private final Thread thread;
  private long lastAt;
  private boolean closed;
  private @Nullable String failure;

  private Watcher(HistoryTail tail, Progress progress) {
    this.tail = tail;
    this.progress = progress;
    this.lastAt = Ticker.system().nanos();
    this.thread = new Thread(this::follow, "watcher");
    this.thread.setDaemon(true);
  }

  /** Follows the history of a run folder from its beginning. */
  static Watcher open(Path runFolder, Header header, Drill drill) {
    Watcher watcher =
        new Watcher(new HistoryTail(runFolder, Ticker.system()), new Progress(header, drill));
    watcher.thread.start();
    return watcher;
  }

  @Override
  public synchronized Snapshot snapshot() {
    return progress.snapshot(lastAt);
  }

  @Override
  public synchronized Optional<String> whyNotSteady() {
    return progress.whyNotSteady(lastAt);
  }

  @Override
  public synchronized List<String> sessionsOfTheLoad() {
    return progress.sessionsOfTheLoad();
  }

  @Override
  public synchronized List<String> touchedSince(long at) {
    return progress.touchedSince(at);
  }

  @Override
  public synchronized boolean recovered() {
    return progress.recovered(lastAt);
  }

  @Override
  public synchronized Optional<Awaited> awaited() {
    return progress.awaited(lastAt);
  }

  /** Why the view is not kept up any more; empty = it is. */
  synchronized Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    thread.interrupt();
    try {
      thread.join(CLOSE_PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // The boundary of the thread: whatever goes wrong here must reach the conductor.
  private void follow() {
    try (tail) {
      while (!isClosed()) {
        synchronized (this) {
          tail.poll(this::take);
        }
        Pause.of(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      synchronized (this) {
        if (!closed) {
          failure = "the history cannot be followed: " + e;
        }
      }
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void take(Recorded recorded) {
    progress.accept(recorded);
    lastAt = Math.max(lastAt, recorded.event().at());
  }
}
