package io.drillmaster.twin.group;

import io.drillmaster.process.ProcessId;
import io.drillmaster.twin.Twin;
import io.drillmaster.twin.TwinClocks;
import io.drillmaster.twin.TwinException;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * twin.json and the secret beside it: what another process needs to use a standing twin. Replaced
 * as a whole at each change; readable by the owner only.
 */
final class TwinFile {

  /**
   * What twin.json says.
   *
   * @param keeper the process that keeps the twin
   * @param baseUrl of the balancer
   * @param clocks it runs by
   * @param isWhole whether every place is taken
   * @param nodes every node that ever was ready, in order of start
   */
  record Content(
      ProcessId keeper, URI baseUrl, TwinClocks clocks, boolean isWhole, List<TwinNode> nodes) {
    Content {
      nodes = List.copyOf(nodes);
    }
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NAME = "twin.json";

  private TwinFile() {}

  static Path path(Path folder) {
    return folder.resolve(NAME);
  }

  static void write(Path folder, Content content) {
    ObjectNode root = JSON.createObjectNode();
    put(root.putObject("keeper"), content.keeper());
    root.put("baseUrl", content.baseUrl().toString());
    put(root.putObject("clocks"), content.clocks());
    root.put("whole", content.isWhole());
    var nodes = root.putArray("nodes");
    content.nodes().forEach(node -> put(nodes.addObject(), node));
    writePrivately(folder, NAME, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
  }

  static void writeSecret(Path folder, String secret) {
    writePrivately(folder, Twin.SECRET_FILE, secret + "\n");
  }

  static String readSecret(Path folder) {
    try {
      return Files.readString(folder.resolve(Twin.SECRET_FILE)).strip();
    } catch (IOException cause) {
      throw new TwinException(
          "the secret of the twin in %s cannot be read; run as the user who started it, or start another with: drillmaster twin up"
              .formatted(folder),
          cause);
    }
  }

  static void remove(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(NAME));
      Files.deleteIfExists(folder.resolve(Twin.SECRET_FILE));
    } catch (IOException cause) {
      throw new UncheckedIOException("twin.json in " + folder + " cannot be removed", cause);
    }
  }

  private static void writePrivately(Path folder, String name, String text) {
    Path next = folder.resolve(name + ".next");
    try {
      Files.deleteIfExists(next);
      Files.createFile(
          next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(next, text, StandardCharsets.UTF_8);
      Files.move(
          next,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException cause) {
      throw new UncheckedIOException(name + " in " + folder + " cannot be written", cause);
    }
  }

  private static void put(ObjectNode node, TwinClocks clocks) {
    node.put("checkEveryMillis", clocks.checkEvery().toMillis())
        .put("checkTimeoutMillis", clocks.checkTimeout().toMillis())
        .put("unhealthyAfter", clocks.unhealthyAfter())
        .put("healthyAfter", clocks.healthyAfter())
        .put("connectTimeoutMillis", clocks.connectTimeout().toMillis())
        .put("firstByteTimeoutMillis", clocks.firstByteTimeout().toMillis())
        .put("replacementDelayMillis", clocks.replacementDelay().toMillis())
        .put("protocolDivisor", clocks.protocolDivisor());
  }

  private static TwinClocks clocks(JsonNode node) {
    return new TwinClocks(
        millis(node, "checkEveryMillis"),
        millis(node, "checkTimeoutMillis"),
        node.get("unhealthyAfter").asInt(),
        node.get("healthyAfter").asInt(),
        millis(node, "connectTimeoutMillis"),
        millis(node, "firstByteTimeoutMillis"),
        millis(node, "replacementDelayMillis"),
        node.get("protocolDivisor").asInt());
  }

  private static Duration millis(JsonNode node, String key) {
    return Duration.ofMillis(node.get(key).asLong());
  }

  private static void put(ObjectNode node, ProcessId process) {
    node.put("pid", process.pid()).put("startMillis", process.startMillis());
  }

  private static void put(ObjectNode object, TwinNode node) {
    object
        .put("name", node.name())
        .put("role", node.role().key())
        .put("incarnation", node.incarnation())
        .put("id", node.id());
    put(object.putObject("process"), node.process());
    ObjectNode addresses = object.putObject("addresses");
    new TreeMap<>(node.addresses()).forEach(addresses::put);
    object
        .put("advertised", node.advertised())
        .put("log", node.log().toString())
        .put("state", node.state().name())
        .put("startedNanos", node.startedNanos());
  }

  /**
   * Reads it.
   *
   * @throws TwinException when it is not there or is no twin.json
   */
  static Content read(Path folder) {
    try {
      JsonNode root = JSON.readTree(Files.readString(path(folder)));
      List<TwinNode> nodes = new ArrayList<>();
      root.get("nodes").forEach(node -> nodes.add(node(node)));
      return new Content(
          process(root.get("keeper")),
          URI.create(root.get("baseUrl").asString()),
          clocks(root.get("clocks")),
          root.get("whole").asBoolean(),
          nodes);
    } catch (IOException cause) {
      throw new TwinException(
          "no twin stands in " + folder + "; start one with: drillmaster twin up", cause);
    } catch (JacksonException | NullPointerException cause) {
      throw new TwinException(
          path(folder) + " is no description of a twin; start one with: drillmaster twin up",
          cause);
    }
  }

  private static ProcessId process(JsonNode node) {
    return new ProcessId(node.get("pid").asLong(), node.get("startMillis").asLong());
  }

  private static TwinNode node(JsonNode node) {
    Map<String, String> addresses = new TreeMap<>();
    node.get("addresses")
        .properties()
        .forEach(entry -> addresses.put(entry.getKey(), entry.getValue().asString()));
    return new TwinNode(
        node.get("name").asString(),
        TwinRole.of(node.get("role").asString()),
        node.get("incarnation").asString(),
        node.get("id").asString(),
        process(node.get("process")),
        addresses,
        node.get("advertised").asString(),
        Path.of(node.get("log").asString()),
        TwinNode.State.valueOf(node.get("state").asString()),
        node.get("startedNanos").asLong());
  }
}
