package io.drillmaster.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where drills come from: those that ship, by name, and files, by path. */
public final class DrillLibrary {

  private static final String FOLDER = "/drills/";
  private static final String INDEX = "index.txt";

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
    throw invalid(
        nameOrPath,
        "no drill of this name ships"
            + Nearest.hint(nameOrPath, names())
            + " A drill of your own is given by its path, e.g. ./my-drill.yaml");
  }

  /**
   * Reads a file's text.
   *
   * @throws InvalidDrill when it cannot be read
   */
  public static Source file(Path path) {
    String name = String.valueOf(path.getFileName());
    try {
      return new Source(name, Files.readString(path, StandardCharsets.UTF_8));
    } catch (java.nio.file.NoSuchFileException e) {
      throw invalid(path.toString(), "there is no such file");
    } catch (IOException e) {
      throw invalid(path.toString(), "cannot be read: " + e);
    }
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
