package io.drillmaster.history;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * Reads one history file, finished, still growing, cut or damaged, chunk by chunk, in index order.
 * Everything readable is delivered; what is wrong is told as {@link Damage}. Not thread-safe.
 */
public final class HistoryFile implements AutoCloseable {

  private static final int CHUNK = 1 << 17;

  /** A list of 100,000 sessions takes about 20 MB; a longer line is damage, not data. */
  private static final int LONGEST_LINE = 1 << 26;

  private final String writer;
  private final InputStream in;
  private final List<Damage> damages = new ArrayList<>();
  private byte[] buffer = new byte[CHUNK];
  private int length;
  private @Nullable Header header;
  private EventCodec codec = new EventCodec(0);
  private long index;
  private boolean footer;
  private @Nullable String unreadable;

  private HistoryFile(Path file) throws IOException {
    this.writer = writerOf(file);
    this.in =
        new ZstdInputStreamNoFinalizer(Files.newInputStream(file))
            .setLongMax(27)
            .setContinuous(true);
  }

  /**
   * Opens a file and reads its header, if that is written yet.
   *
   * @throws UncheckedIOException when the file cannot be opened
   */
  public static HistoryFile open(Path file) {
    try {
      HistoryFile opened = new HistoryFile(file);
      opened.tryHeader();
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException("history " + file + " cannot be opened: " + e, e);
    }
  }

  /** The writer that a file's name tells. */
  static String writerOf(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(HistoryRecorder.ENDING)
        ? name.substring(0, name.length() - HistoryRecorder.ENDING.length())
        : name;
  }

  /** The file's writer, by its name. */
  public String writer() {
    return writer;
  }

  /** Its header; null = not readable, or not written yet. */
  public @Nullable Header header() {
    return header;
  }

  /** Whether the closing footer was read: nothing more will come. */
  public boolean isComplete() {
    return footer;
  }

  /** What is wrong with the file as far as it was read. */
  public List<Damage> damages() {
    return List.copyOf(damages);
  }

  /** Stamps are translated by this from here on: the file's host has another monotonic clock. */
  void translate(long nanos) {
    if (header != null) {
      codec = new EventCodec(header.anchor().nanos() + nanos);
    }
  }

  /**
   * Delivers the next events.
   *
   * @return whether anything was read; false = nothing more, or nothing more yet
   */
  public boolean read(Consumer<Recorded> to) {
    if (header == null) {
      return tryHeader();
    }
    boolean delivered = lines(to);
    return fill() || delivered;
  }

  /** Reads all that is left and states what the end of the file lacks. */
  public void readToEnd(Consumer<Recorded> to) {
    boolean more = true;
    while (more) {
      more = read(to);
    }
    finish();
  }

  /** States what the end of the file lacks; no more is expected from it. */
  void finish() {
    if (header == null) {
      String why = unreadable == null ? "the file ends before it does" : unreadable;
      damage(Damage.Kind.NO_HEADER, "no readable header, so nothing can be used: " + why);
      return;
    }
    if (length > 0) {
      damage(Damage.Kind.CUT_LINE, "the last line is cut after " + length + " bytes");
      length = 0;
    }
    if (!footer && unreadable == null) {
      damage(
          Damage.Kind.NO_FOOTER,
          "no footer: its writer died; what it saw after %d events is missing".formatted(index));
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException("history of " + writer + " cannot be closed", e);
    }
  }

  private boolean tryHeader() {
    int end = lineEnd();
    while (end < 0 && fill()) {
      end = lineEnd();
    }
    if (end < 0) {
      return false;
    }
    try {
      header = HeaderCodec.decode(new String(buffer, 0, end, StandardCharsets.UTF_8));
      codec = new EventCodec(header.anchor().nanos());
      consume(end + 1);
      return true;
    } catch (IllegalArgumentException e) {
      unreadable(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private int lineEnd() {
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Decompresses what is there; false = nothing (more) is. */
  private boolean fill() {
    if (unreadable != null) {
      return false;
    }
    if (length == buffer.length) {
      if (length >= LONGEST_LINE) {
        unreadable("a line is longer than " + LONGEST_LINE + " bytes");
        return false;
      }
      buffer = Arrays.copyOf(buffer, length * 2);
    }
    try {
      int count = in.read(buffer, length, buffer.length - length);
      length += Math.max(count, 0);
      return count > 0;
    } catch (IOException e) {
      unreadable("the compressed stream is damaged: " + e.getMessage());
      return false;
    }
  }

  private void unreadable(String why) {
    unreadable = why;
    if (header != null) {
      damage(Damage.Kind.CORRUPT, why + "; read up to there");
    }
  }

  private void damage(Damage.Kind kind, String text) {
    damages.add(new Damage(writer, kind, index, text));
  }

  private void consume(int count) {
    System.arraycopy(buffer, count, buffer, 0, length - count);
    length -= count;
  }

  /** Decodes all complete lines of the buffer: together, or one by one where one is bad. */
  private boolean lines(Consumer<Recorded> to) {
    int end = length;
    while (end > 0 && buffer[end - 1] != '\n') {
      end--;
    }
    if (end == 0) {
      return false;
    }
    List<EventCodec.Line> decoded = decodeTogether(end);
    if (decoded != null) {
      decoded.forEach(line -> accept(line, to));
    } else {
      decodeSingly(end, to);
    }
    consume(end);
    return true;
  }

  private @Nullable List<EventCodec.Line> decodeTogether(int end) {
    List<EventCodec.Line> decoded = new ArrayList<>(1024);
    try (JsonParser parser = EventCodec.parser(buffer, 0, end)) {
      EventCodec.Line line = codec.readNext(parser);
      while (line != null) {
        decoded.add(line);
        line = codec.readNext(parser);
      }
      return decoded;
    } catch (JacksonException | IllegalArgumentException e) {
      return null;
    }
  }

  private void decodeSingly(int end, Consumer<Recorded> to) {
    int start = 0;
    for (int i = 0; i < end; i++) {
      if (buffer[i] == '\n') {
        EventCodec.Line line = null;
        try {
          line = codec.readLine(buffer, start, i - start);
        } catch (IllegalArgumentException e) {
          damage(Damage.Kind.BAD_LINE, "a line cannot be read: " + e.getMessage());
          index++;
        }
        if (line != null) {
          accept(line, to);
        }
        start = i + 1;
      }
    }
  }

  private void accept(EventCodec.Line line, Consumer<Recorded> to) {
    if (line instanceof EventCodec.EventLine event) {
      to.accept(new Recorded(writer, index++, event.event()));
    } else if (line instanceof EventCodec.Checkpoint checkpoint) {
      expect(checkpoint.index());
    } else if (line instanceof EventCodec.Footer closing) {
      expect(closing.count());
      footer = true;
      if (!closing.failure().isEmpty()) {
        damage(Damage.Kind.WRITER_FAILED, closing.failure());
      }
    } else {
      throw new IllegalStateException("unknown line " + line.getClass());
    }
  }

  private void expect(long stated) {
    if (stated != index) {
      damage(
          Damage.Kind.INDEX_GAP,
          "index gap: %d events were written up to here, %d were read".formatted(stated, index));
      index = Math.max(stated, index);
    }
  }
}
