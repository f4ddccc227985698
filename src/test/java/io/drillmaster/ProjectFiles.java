package io.drillmaster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The texts a reader of the project sees, without what builds and runs leave behind. */
final class ProjectFiles {
  /** The project's top folder: Maven and editors start tests there. */
  static final Path TOP = Path.of("").toAbsolutePath();

  private static final Set<String> LEFT_BEHIND =
      Set.of("target", ".git", ".idea", ".vscode", "runs", "twins", "latest");

  private static final Set<String> TEXTS =
      Set.of(
          "java",
          "md",
          "xml",
          "yaml",
          "yml",
          "properties",
          "mustache",
          "html",
          "css",
          "js",
          "json",
          "lua",
          "conf",
          "sh",
          "config");

  private ProjectFiles() {}

  /** Paths relative to the top, with slashes. */
  static List<String> all() {
    List<String> found = new ArrayList<>();
    collect(TOP, found);
    return found;
  }

  static List<String> java() {
    return all().stream().filter(path -> path.endsWith(".java")).toList();
  }

  /** Markdown for readers, without the texts that tests expect. */
  static List<String> markdown() {
    return all().stream()
        .filter(path -> path.endsWith(".md") && !path.startsWith("src/test/"))
        .toList();
  }

  /** Source packages that a user of the project depends on: those of the three main roots. */
  static List<String> mainPackages() {
    return java().stream()
        .filter(path -> !path.startsWith("src/test/"))
        .map(path -> path.substring(0, path.lastIndexOf('/')))
        .distinct()
        .toList();
  }

  static String read(String path) {
    try {
      return Files.readString(TOP.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(Path folder, List<String> found) {
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.sorted().toList()) {
        String name = child.getFileName().toString();
        if (LEFT_BEHIND.contains(name)) {
          continue;
        }
        if (Files.isDirectory(child)) {
          collect(child, found);
        } else if (isText(name)) {
          found.add(TOP.relativize(child).toString().replace('\\', '/'));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isText(String name) {
    return !name.contains(".") || TEXTS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
