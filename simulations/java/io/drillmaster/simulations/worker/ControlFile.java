package io.drillmaster.simulations.worker;

import io.drillmaster.run.port.LoadGenerator.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The control file of a run, {@code control.jsonl}: the coordinator appends a line per command and
 * per heartbeat, every worker reads on from where it was. Writing is thread-safe, each reader
 * belongs to one thread.
 */
public final class ControlFile {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String BEAT = "beat";

  /** More is never new between two looks; what is left is read at the next. */
  private static final int READ_BYTES_MAX = 64 * 1024;

  private ControlFile() {}

  /** Appends a line and hands it to the operating system. */
  public static synchronized void append(Path file, ControlLine line) {
    ObjectNode node = JSON.createObjectNode();
    Command command = line.command();
    node.put("say", command == null ? BEAT : command.name().toLowerCase(Locale.ROOT));
    node.put("at", line.at());
    byte[] bytes = (JSON.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap(bytes));
    } catch (IOException cause) {
      throw new UncheckedIOException("control file " + file + " cannot be written", cause);
    }
  }

  /** Reads what is new, look by look. */
  public static final class Reader {
    private final Path file;
    private long offset;

    public Reader(Path file) {
      this.file = file;
    }

    /**
     * The lines completed since the last look; none when the file is not there yet.
     *
     * @throws IllegalArgumentException when a line is damaged
     */
    public List<ControlLine> next() {
      String text = read();
      int end = text.lastIndexOf('\n') + 1;
      offset += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
      List<ControlLine> lines = new ArrayList<>();
      text.substring(0, end).lines().map(ControlFile::line).forEach(lines::add);
      return lines;
    }

    private String read() {
      try (var channel = Files.newByteChannel(file)) {
        ByteBuffer bytes =
            ByteBuffer.allocate(
                (int) Math.max(0, Math.min(READ_BYTES_MAX, channel.size() - offset)));
        channel.position(offset);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
          // until all that was there is read
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      } catch (NoSuchFileException notYet) {
        return "";
      } catch (IOException cause) {
        throw new UncheckedIOException("control file " + file + " cannot be read", cause);
      }
    }
  }

  private static ControlLine line(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      String say = node.required("say").stringValue();
      return new ControlLine(
          say.equals(BEAT) ? null : Command.valueOf(say.toUpperCase(Locale.ROOT)),
          node.required("at").longValue());
    } catch (JacksonException | IllegalArgumentException damaged) {
      throw new IllegalArgumentException("control file: line '" + text + "' is damaged", damaged);
    }
  }
}
