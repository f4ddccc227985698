package io.drillmaster.history;

import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;

/** A program that records until it is killed; the victim of {@link HistoryKillIT}. */
final class EndlessWriter {

  /** Should its killer die, it ends by itself. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private EndlessWriter() {}

  public static void main(String[] arguments) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    HistoryRecorder recorder =
        HistoryRecorder.open(Path.of(arguments[0]), Samples.header("victim"), Ticker.system());
    for (int i = 0; System.nanoTime() < end; i++) {
      recorder.record(new HarnessEvent.Note(System.nanoTime(), "note " + i));
      if (i % 100 == 0) {
        Pause.of(Duration.ofMillis(1));
      }
    }
  }
}
