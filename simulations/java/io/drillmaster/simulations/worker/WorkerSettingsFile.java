package io.drillmaster.simulations.worker;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.Load;
import io.drillmaster.history.HeaderCodec;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Reach;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The settings of a worker as a JSON file; the header stands in it as the line it will be. */
public final class WorkerSettingsFile {
  private static final JsonMapper JSON = new JsonMapper();

  private WorkerSettingsFile() {}

  /** Writes the file; its folder is made. */
  public static void write(Path file, WorkerSettings settings) {
    ObjectNode root = JSON.createObjectNode();
    root.put("index", settings.index());
    root.put("count", settings.count());
    ArrayNode fronts = root.putArray("fronts");
    settings.fronts().urls().forEach(url -> fronts.add(url.toString()));
    root.set("reach", reach(settings.reach()));
    root.put("source", settings.source());
    root.set("load", load(settings.load()));
    root.put("header", HeaderCodec.encode(settings.header()));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root));
    } catch (IOException cause) {
      throw new UncheckedIOException("worker settings " + file + " cannot be written", cause);
    }
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException when it is damaged
   * @throws UncheckedIOException when it cannot be read
   */
  public static WorkerSettings read(Path file) {
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      JsonNode source = root.required("source");
      return new WorkerSettings(
          root.required("index").intValue(),
          root.required("count").intValue(),
          fronts(root.required("fronts")),
          reach(root.required("reach")),
          source.isNull() ? null : source.stringValue(),
          load(root.required("load")),
          HeaderCodec.decode(root.required("header").stringValue()));
    } catch (IOException cause) {
      throw new UncheckedIOException("worker settings " + file + " cannot be read", cause);
    } catch (JacksonException damaged) {
      throw new IllegalArgumentException(
          "worker settings " + file + " are damaged: " + damaged.getOriginalMessage(), damaged);
    }
  }

  private static Fronts fronts(JsonNode node) {
    List<URI> urls = new ArrayList<>();
    node.forEach(url -> urls.add(URI.create(url.stringValue())));
    return new Fronts(urls);
  }

  private static ObjectNode reach(Reach reach) {
    ObjectNode node = JSON.createObjectNode();
    node.put("connectTo", reach.connectTo());
    node.put("ca", reach.ca());
    node.put("insecure", reach.insecure());
    return node;
  }

  private static Reach reach(JsonNode node) {
    return new Reach(
        node.required("connectTo").stringValue(),
        node.required("ca").stringValue(),
        node.required("insecure").booleanValue());
  }

  private static ObjectNode load(Load load) {
    ObjectNode node = JSON.createObjectNode();
    node.put("simulation", load.simulation());
    node.put("sessions", load.sessions());
    node.put("participantsPerSession", load.participantsPerSession());
    node.put("rampUp", load.rampUp().toString());
    node.put("signalEvery", load.signalEvery().toString());
    node.put("publish", load.publish());
    node.put("workers", load.workers());
    node.set("client", client(load.client()));
    return node;
  }

  private static Load load(JsonNode node) {
    return new Load(
        node.required("simulation").stringValue(),
        node.required("sessions").intValue(),
        node.required("participantsPerSession").intValue(),
        duration(node, "rampUp"),
        duration(node, "signalEvery"),
        node.required("publish").booleanValue(),
        node.required("workers").intValue(),
        client(node.required("client")));
  }

  private static ObjectNode client(ClientPolicy client) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", client.name());
    node.put("retryJitter", client.retryJitter());
    node.put("upgradeTimeout", client.upgradeTimeout().toString());
    node.put("rejoinOnNetworkDisconnect", client.rejoinOnNetworkDisconnect());
    node.put("rebuildOnNodeCrashed", client.rebuildOnNodeCrashed());
    node.put("restRetryEvery", client.restRetryEvery().toString());
    node.put("restAttemptTimeout", client.restAttemptTimeout().toString());
    return node;
  }

  private static ClientPolicy client(JsonNode node) {
    return new ClientPolicy(
        node.required("name").stringValue(),
        node.required("retryJitter").doubleValue(),
        duration(node, "upgradeTimeout"),
        node.required("rejoinOnNetworkDisconnect").booleanValue(),
        node.required("rebuildOnNodeCrashed").booleanValue(),
        duration(node, "restRetryEvery"),
        duration(node, "restAttemptTimeout"));
  }

  private static Duration duration(JsonNode node, String key) {
    return Duration.parse(node.required(key).stringValue());
  }
}
