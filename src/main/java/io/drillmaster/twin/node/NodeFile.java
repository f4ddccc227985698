package io.drillmaster.twin.node;

import io.drillmaster.twin.role.Bug;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node is told at its start, but for the secrets: a properties file in the node's folder.
 *
 * @param path of the file
 * @param values by key
 */
public record NodeFile(Path path, Map<String, String> values) {

  public NodeFile {
    values = Map.copyOf(values);
  }

  /** Reads a file. */
  public static NodeFile read(Path path) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException cause) {
      throw new UncheckedIOException("node file " + path + " cannot be read", cause);
    }
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return new NodeFile(path, values);
  }

  /** Writes it; its folder is made. */
  public void write() {
    Properties properties = new Properties();
    properties.putAll(values);
    try {
      Files.createDirectories(folder());
      try (Writer writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
        properties.store(writer, null);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("node file " + path + " cannot be written", cause);
    }
  }

  /** The node's folder. */
  public Path folder() {
    Path folder = path.toAbsolutePath().getParent();
    return folder == null ? path.toAbsolutePath() : folder;
  }

  /**
   * A value.
   *
   * @throws IllegalArgumentException when it is missing
   */
  public String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("node file " + path + ": " + key + " is missing");
    }
    return value;
  }

  /** The bugs that are switched on in this node. */
  public Set<Bug> bugs() {
    return Stream.of(text("bugs").split(" ", -1))
        .filter(word -> !word.isEmpty())
        .map(Bug::named)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A whole number. */
  public long number(String key) {
    String value = text(key);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException cause) {
      throw new IllegalArgumentException(
          "node file " + path + ": " + key + " is '" + value + "'; use a whole number", cause);
    }
  }
}
