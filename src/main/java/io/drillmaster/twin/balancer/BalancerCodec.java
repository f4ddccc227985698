package io.drillmaster.twin.balancer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of the balancer: lines of its evidence, and the targets of its admin port. */
public final class BalancerCodec {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private BalancerCodec() {}

  /** One line, without its end. */
  public static String write(AccessLine line) {
    return JSON.createObjectNode()
        .put("kind", line.kind().name().toLowerCase(Locale.ROOT))
        .put("at", line.atNanos())
        .put("passed", line.passedNanos())
        .put("balancer", line.balancer())
        .put("client", line.client())
        .put("front", line.front())
        .put("node", line.node())
        .put("incarnation", line.incarnation())
        .put("detail", line.detail())
        .toString();
  }

  /** The inverse of {@link #write(AccessLine)}. */
  public static AccessLine readLine(String text) {
    JsonNode node = JSON.readTree(text);
    return new AccessLine(
        AccessLine.Kind.valueOf(node.get("kind").asString().toUpperCase(Locale.ROOT)),
        node.get("at").asLong(),
        node.path("passed").asLong(0),
        node.get("balancer").asString(),
        node.get("client").asString(),
        node.path("front").asString(""),
        node.get("node").asString(),
        node.get("incarnation").asString(),
        node.get("detail").asString());
  }

  /** Targets with their health. */
  public static String writeStandings(List<Rotation.Standing> standings) {
    ArrayNode array = JSON.createArrayNode();
    for (Rotation.Standing standing : standings) {
      put(array.addObject(), standing.target()).put("health", standing.health().name());
    }
    return array.toString();
  }

  /** The inverse of {@link #writeStandings}. */
  public static List<Rotation.Standing> readStandings(String text) {
    List<Rotation.Standing> standings = new ArrayList<>();
    for (JsonNode node : JSON.readTree(text)) {
      standings.add(
          new Rotation.Standing(
              target(node), Rotation.Health.valueOf(node.get("health").asString())));
    }
    return standings;
  }

  /** Targets. */
  public static String writeTargets(List<Target> targets) {
    ArrayNode array = JSON.createArrayNode();
    targets.forEach(target -> put(array.addObject(), target));
    return array.toString();
  }

  /** The inverse of {@link #writeTargets}. */
  public static List<Target> readTargets(String text) {
    List<Target> targets = new ArrayList<>();
    JSON.readTree(text).forEach(node -> targets.add(target(node)));
    return targets;
  }

  private static ObjectNode put(ObjectNode node, Target target) {
    return node.put("node", target.node())
        .put("incarnation", target.incarnation())
        .put("address", target.address());
  }

  private static Target target(JsonNode node) {
    return new Target(
        node.get("node").asString(),
        node.get("incarnation").asString(),
        node.get("address").asString());
  }
}
