package io.drillmaster.twin.node;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a node says when it serves: the JSON after READY on its first line.
 *
 * @param incarnation as the store names it
 * @param id as the cluster's REST names it
 * @param addresses ip:port by listener
 */
public record NodeReady(String incarnation, String id, Map<String, String> addresses) {

  public NodeReady {
    addresses = Map.copyOf(addresses);
  }

  /** Reads and writes it. */
  public static final class Codec {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Codec() {}

    /** One line of JSON. */
    public static String write(NodeReady ready) {
      ObjectNode node = JSON.createObjectNode();
      node.put("incarnation", ready.incarnation()).put("id", ready.id());
      ObjectNode addresses = node.putObject("addresses");
      new TreeMap<>(ready.addresses()).forEach(addresses::put);
      return node.toString();
    }

    /** The inverse of {@link #write}. */
    public static NodeReady read(String line) {
      JsonNode node = JSON.readTree(line);
      Map<String, String> addresses = new TreeMap<>();
      node.get("addresses")
          .properties()
          .forEach(entry -> addresses.put(entry.getKey(), entry.getValue().asString()));
      return new NodeReady(
          node.get("incarnation").asString(), node.get("id").asString(), addresses);
    }
  }
}
