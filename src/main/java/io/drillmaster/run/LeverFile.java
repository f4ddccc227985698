package io.drillmaster.run;

import io.drillmaster.time.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The lever that another process can reach: a file {@code stop} in the run folder pulls a {@link
 * StopLever}, and is taken away to say that it did. Watched by a thread of its own.
 */
public final class LeverFile implements AutoCloseable {

  private static final String NAME = "stop";

  /** A stop must act within a second. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Path file;
  private final StopLever lever;
  private final Thread thread;

  private LeverFile(Path file, StopLever lever) {
    this.file = file;
    this.lever = lever;
    this.thread = new Thread(this::watch, "lever-file");
    this.thread.setDaemon(true);
  }

  /** Watches for the file of a run until closed. */
  static LeverFile watch(RunFolder folder, StopLever lever) {
    LeverFile watched = new LeverFile(folder.path().resolve(NAME), lever);
    watched.thread.start();
    return watched;
  }

  /**
   * Asks a run to stop.
   *
   * @param patience how long it may take to notice
   * @return whether it noticed; if not, its harness is gone or hangs, and the file is taken back
   * @throws UncheckedIOException when the file cannot be written
   */
  public static boolean pull(RunFolder folder, Duration patience) throws InterruptedException {
    Path file = folder.path().resolve(NAME);
    try {
      Files.writeString(file, "stopped by drillmaster stop\n");
      boolean isNoticed = Pause.until(() -> !Files.exists(file), LOOK, patience);
      Files.deleteIfExists(file);
      return isNoticed;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void watch() {
    try {
      while (!Files.exists(file)) {
        Pause.of(LOOK);
      }
      lever.pull("stopped by drillmaster stop");
      Files.deleteIfExists(file);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      org.slf4j.LoggerFactory.getLogger(LeverFile.class).debug("{} stays", file, e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
