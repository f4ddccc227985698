package io.drillmaster.run;

import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What people tell a run that goes on: a file each in its folder, with the moment and the words,
 * which the run takes into its history and then takes away. Watched by a thread of its own.
 */
public final class Marks implements AutoCloseable {

  /** Longer words are no mark on a time axis. */
  public static final int MOST_CHARACTERS = 200;

  private static final String PREFIX = "mark-";
  private static final String ENDING = ".txt";

  /** Stamps are those of the writer; this is only how soon it hears that it was heard. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private final Path folder;
  private final Recorder recorder;
  private final Ticker ticker;
  private final Thread thread;

  private Marks(Path folder, Recorder recorder, Ticker ticker) {
    this.folder = folder;
    this.recorder = recorder;
    this.ticker = ticker;
    this.thread = new Thread(this::watch, "marks");
    this.thread.setDaemon(true);
  }

  /** Watches for marks of a run until closed. */
  static Marks watch(RunFolder folder, Recorder recorder, Ticker ticker) {
    Marks marks = new Marks(folder.path(), recorder, ticker);
    marks.thread.start();
    return marks;
  }

  /**
   * Tells a run something.
   *
   * @param text one line, 1 to {@value #MOST_CHARACTERS} characters
   * @param at monotonic stamp of this host: when it was said
   * @param patience how long the run may take to notice
   * @return whether it noticed; if not, its harness is gone or hangs, and the mark is taken back
   * @throws IllegalArgumentException when the text is no such line
   * @throws UncheckedIOException when it cannot be written
   */
  public static boolean tell(RunFolder folder, String text, long at, Duration patience)
      throws InterruptedException {
    requireLine(text);
    String name = PREFIX + at + "-" + ProcessHandle.current().pid();
    Path file = folder.path().resolve(name + ENDING);
    try {
      Path draft = Files.writeString(folder.path().resolve(name), at + "\n" + text + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      boolean isNoticed = Pause.until(() -> !Files.exists(file), LOOK.dividedBy(4), patience);
      Files.deleteIfExists(file);
      return isNoticed;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void requireLine(String text) {
    if (text.isBlank()
        || text.length() > MOST_CHARACTERS
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a mark of %d characters is not allowed; use one line of 1 to %d"
              .formatted(text.length(), MOST_CHARACTERS));
    }
  }

  private void watch() {
    try {
      while (true) {
        take();
        Pause.of(LOOK);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (IOException | IllegalStateException e) {
      org.slf4j.LoggerFactory.getLogger(Marks.class).debug("no more marks in {}", folder, e);
    }
  }

  private void take() throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.list(folder)) {
      found = files.filter(Marks::isMark).sorted().toList();
    }
    for (Path file : found) {
      List<String> lines = Files.readAllLines(file);
      if (lines.size() == 2 && lines.get(0).matches("-?\\d{1,18}")) {
        long now = ticker.nanos();
        long said = Math.min(now, Long.parseLong(lines.get(0)));
        recorder.record(new HarnessEvent.Marked(now, said, lines.get(1)));
      }
      Files.deleteIfExists(file);
    }
  }

  private static boolean isMark(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(ENDING);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
