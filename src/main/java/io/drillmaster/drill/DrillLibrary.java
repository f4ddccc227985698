package io.drillmaster.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where drills come from: those that ship, by name, and files, by path. */
public final class DrillLibrary {

  private static final String FOLDER = "/drills/";
  private static final String INDEX = "index.txt";

  /** A drill is a page; a device or a dump must not fill the memory. */
  private static final long MOST_BYTES = 4_000_000;

  private static final String DIRECTORY = "is a folder; name a drill file in it";

  private DrillLibrary() {}

  /**
   * A drill file's text, not yet read.
   *
   * @param file name with ending
   * @param text what it says
   */
  public record Source(String file, String text) {

    /** Reads it with changes; see {@link DrillFile#read(String, String, DrillFile.Overrides)}. */
    public Drill drill(DrillFile.Overrides overrides) {
      return DrillFile.read(file, text, overrides);
    }
  }

  /** Names of the drills that ship, in the order in which to show them. */
  public static List<String> names() {
    return resource(INDEX).orElseThrow().lines().filter(line -> !line.isBlank()).toList();
  }

  /**
   * Finds a drill: a shipped one by its name, any other by its path.
   *
   * @throws InvalidDrill when there is none
   */
  public static Source find(String nameOrPath) {
    boolean path = DrillFile.ENDINGS.stream().anyMatch(nameOrPath::endsWith);
    if (path || nameOrPath.indexOf('/') >= 0) {
      return file(Path.of(nameOrPath));
    }
    if (names().contains(nameOrPath)) {
      String file = nameOrPath + ".yaml";
      return new Source(file, resource(file).orElseThrow());
    }
    if (Files.isDirectory(Path.of(nameOrPath))) {
      throw invalid(nameOrPath, DIRECTORY);
    }
    String hint = Nearest.hint(nameOrPath, names());
    throw invalid(
        nameOrPath.isEmpty() ? "''" : nameOrPath,
        "no drill of this name ships%s drill of your own is given by its path, e.g. ./my-drill.yaml"
            .formatted(hint + (hint.endsWith("?") ? " A" : "; a")));
  }

  /**
   * Reads a file's text.
   *
   * @throws InvalidDrill when it cannot be read
   */
  public static Source file(Path path) {
    String name = String.valueOf(path.getFileName());
    if (Files.isDirectory(path)) {
      throw invalid(path.toString(), DIRECTORY);
    }
    try {
      return new Source(name, text(path));
    } catch (NoSuchFileException e) {
      throw invalid(path.toString(), "there is no such file");
    } catch (AccessDeniedException e) {
      throw invalid(path.toString(), "may not be read by this user; change its permissions");
    } catch (IOException e) {
      throw invalid(path.toString(), "cannot be read: " + e.getMessage());
    }
  }

  private static String text(Path path) throws IOException {
    if (Files.size(path) > MOST_BYTES) {
      throw new IOException("it is larger than %,d bytes, a drill is a page".formatted(MOST_BYTES));
    }
    byte[] bytes = Files.readAllBytes(path);
    ByteBuffer left = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(left, text, true);
    text.flip();
    if (result.isError()) {
      long line = text.chars().filter(each -> each == '\n').count() + 1;
      throw new InvalidDrill(
          List.of(
              new DrillProblem(
                  String.valueOf(path.getFileName()),
                  (int) line,
                  0,
                  "",
                  "byte 0x%02x is not UTF-8; save the file as UTF-8".formatted(left.get()))));
    }
    return text.toString();
  }

  private static InvalidDrill invalid(String what, String why) {
    return new InvalidDrill(List.of(new DrillProblem(what, 0, 0, "", why)));
  }

  private static Optional<String> resource(String name) {
    try (InputStream in = DrillLibrary.class.getResourceAsStream(FOLDER + name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("shipped drill " + name + " cannot be read", e);
    }
  }
}
