package io.drillmaster.chaos;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.process.ProcessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The text form of the ledger: a line of JSON per entry. */
final class LedgerFile {
  private static final JsonMapper JSON = new JsonMapper();

  private LedgerFile() {}

  /** One line, without its end. */
  static String line(LedgerEntry entry) {
    ObjectNode node = JSON.createObjectNode();
    if (entry instanceof LedgerEntry.Opened opened) {
      node.put("type", "opened").put("run", opened.run()).put("target", opened.target());
      node.put("standing", opened.standing());
      process(node, opened.harness()).put("since", opened.since().toString());
    } else if (entry instanceof LedgerEntry.Intended intended) {
      Intent intent = intended.intent();
      node.put("type", "intended").put("fault", intent.fault());
      node.put("kind", intent.kind().key()).put("role", intent.role().key());
      node.put("node", intent.node()).put("incarnation", intent.incarnation());
      process(node, intent.process()).put("undo", intent.undo().key());
      intent.filter().ifPresent(filter -> put(node, filter));
      intent.commands().ifPresent(commands -> put(node, commands));
    } else if (entry instanceof LedgerEntry.Healed healed) {
      node.put("type", "healed").put("fault", healed.fault());
      node.put("incarnation", healed.incarnation()).put("how", healed.how());
    } else {
      throw new IllegalStateException("no text for " + entry.getClass().getName());
    }
    return JSON.writeValueAsString(node);
  }

  private static void put(ObjectNode node, PacketFilter filter) {
    put(node.put("chain", filter.chain()).putArray("rules"), filter.rules());
  }

  private static void put(ObjectNode node, NodeCommands commands) {
    node.put("address", commands.address());
    put(node.putArray("doing"), commands.doing());
    put(node.putArray("undoing"), commands.undoing());
    put(node.putArray("checking"), commands.checking());
  }

  private static void put(ArrayNode array, List<String> words) {
    words.forEach(array::add);
  }

  private static ObjectNode process(ObjectNode node, ProcessId process) {
    return node.put("pid", process.pid()).put("startMillis", process.startMillis());
  }

  /** Reads one line. */
  static LedgerEntry entry(String line) {
    JsonNode node = JSON.readTree(line);
    String type = text(node, "type");
    return switch (type) {
      case "opened" ->
          new LedgerEntry.Opened(
              text(node, "run"),
              text(node, "target"),
              text(node, "standing"),
              process(node),
              Instant.parse(text(node, "since")));
      case "intended" -> new LedgerEntry.Intended(intent(node));
      case "healed" ->
          new LedgerEntry.Healed(text(node, "fault"), text(node, "incarnation"), text(node, "how"));
      default ->
          throw new IllegalArgumentException(
              "type '" + type + "' is not known; use opened, intended or healed");
    };
  }

  private static Intent intent(JsonNode node) {
    return new Intent(
        text(node, "fault"),
        named(FaultKind.values(), FaultKind::key, text(node, "kind")),
        named(Role.values(), Role::key, text(node, "role")),
        text(node, "node"),
        text(node, "incarnation"),
        process(node),
        Undo.named(text(node, "undo")),
        filter(node),
        commands(node));
  }

  private static Optional<PacketFilter> filter(JsonNode node) {
    if (!node.has("chain")) {
      return Optional.empty();
    }
    return Optional.of(new PacketFilter(text(node, "chain"), words(node, "rules")));
  }

  private static Optional<NodeCommands> commands(JsonNode node) {
    return node.has("doing")
        ? Optional.of(
            new NodeCommands(
                words(node, "doing"),
                words(node, "undoing"),
                words(node, "checking"),
                text(node, "address")))
        : Optional.empty();
  }

  private static List<String> words(JsonNode node, String key) {
    List<String> words = new ArrayList<>();
    node.path(key).forEach(word -> words.add(word.asString()));
    return words;
  }

  private static ProcessId process(JsonNode node) {
    return new ProcessId(node.path("pid").asLong(0), node.path("startMillis").asLong(0));
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (!value.isString()) {
      throw new IllegalArgumentException("'" + key + "' is missing");
    }
    return value.asString();
  }

  private static <E> E named(E[] values, Function<E, String> key, String wanted) {
    return Arrays.stream(values)
        .filter(value -> key.apply(value).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + wanted + "' is not known"));
  }

  /**
   * Reads a whole ledger. A last line without its end was cut by a crash and is left out: its fault
   * was not injected, since every intent is synced before the act.
   *
   * @throws UncheckedIOException when it cannot be read
   * @throws IllegalArgumentException when a line is damaged
   */
  static List<LedgerEntry> read(Path file) {
    try {
      String text = Files.readString(file);
      List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      List<LedgerEntry> entries = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        entries.add(entry(file, i + 1, lines.get(i)));
      }
      return List.copyOf(entries);
    } catch (IOException cause) {
      throw new UncheckedIOException(file + " cannot be read: " + cause.getMessage(), cause);
    }
  }

  private static LedgerEntry entry(Path file, int number, String line) {
    try {
      return entry(line);
    } catch (IllegalArgumentException | JacksonException | java.time.DateTimeException damage) {
      throw new IllegalArgumentException(
          "%s, line %d is damaged (%s); look at the processes of this run yourself"
              .formatted(file, number, damage.getMessage()),
          damage);
    }
  }
}
