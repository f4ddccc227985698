package io.drillmaster.probe;

import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.probe.RestClient.Answer;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Node;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a cluster says of itself: lists, media nodes and health through the balancers by
 * turns, and of each master its health and the sessions it owns. Which balancer a read went through
 * is told, so that a good one does not hide a bad one. Of each kind one read is under way at a time
 * through each, so that the reads of one kind are in sequence. Thread-safe.
 */
final class ClusterReader {
  /** The name of the reader in the history. */
  static final String READER = "prober";

  /** Longer than the balancer waits for a silent master (504 after 2 s), shorter than a phase. */
  private static final Duration BOUND = Duration.ofSeconds(5);

  private static final String API = "/openvidu/api";

  private final RestClient rest;
  private final Access access;
  private final Supplier<List<Node>> nodes;
  private final Consumer<Event> recorder;
  private final AtomicInteger rounds = new AtomicInteger();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /**
   * A reader.
   *
   * @param nodes as of now
   * @param recorder takes the events, on the threads of {@code rest}
   */
  ClusterReader(
      RestClient rest, Access access, Supplier<List<Node>> nodes, Consumer<Event> recorder) {
    this.rest = rest;
    this.access = access;
    this.nodes = nodes;
    this.recorder = recorder;
  }

  /** How many calls of {@link #readNext} read everything once. */
  int turns() {
    return access.fronts().urls().size();
  }

  /**
   * Reads everything that the next balancer tells, and each master once in a round of them; what is
   * still under way is passed over.
   */
  void readNext() {
    int turn = Math.floorMod(rounds.getAndIncrement(), turns());
    URI front = access.fronts().urls().get(turn);
    String via = turns() == 1 ? "" : front.getAuthority();
    read("GET /sessions", via, front.resolve(API + "/sessions"), this::sessions);
    read(
        "GET /media-nodes",
        via,
        front.resolve(API + "/media-nodes?sessions=true"),
        this::mediaNodes);
    read("GET /health", via, front.resolve(API + "/health"), this::clusterHealth);
    if (turn == 0) {
      readMasters();
    }
  }

  private void readMasters() {
    masters().forEach(master -> readNodeHealth(master));
    readOwners();
  }

  /** Asks each master which sessions it owns. */
  void readOwners() {
    masters().forEach(this::readOwner);
  }

  private List<Node> masters() {
    return nodes.get().stream().filter(node -> node.role() == Role.MASTER && node.alive()).toList();
  }

  private void readNodeHealth(Node master) {
    if (!master.addresses().isEmpty()) {
      URI url = URI.create("http://" + master.addresses().get(0) + "/openvidu/health");
      read(
          "health of " + master.name(),
          "",
          url,
          (answer, via) ->
              new ProbeEvent.HealthRead(
                  answer.at(),
                  answer.invokedAt(),
                  master.name(),
                  answer.status(),
                  answer.isOk(),
                  answer.isOk() ? "" : answer.detail()));
    }
  }

  private void readOwner(Node master) {
    if (master.addresses().size() > 1) {
      URI url = URI.create("http://" + master.addresses().get(1) + API + "/sessions?brief=true");
      String what = "GET /sessions of " + master.name();
      read(what, "", url, (answer, via) -> owner(what, master, answer));
    }
  }

  /** Makes an event of an answer that came through some balancer. */
  private interface Reading {
    Event event(Answer answer, String via);
  }

  private void read(String what, String via, URI url, Reading reading) {
    String kind = what + " via " + via;
    if (!underWay.add(kind)) {
      return;
    }
    var unused =
        rest.attempt("GET", url, null, BOUND)
            .whenComplete(
                (answer, never) -> {
                  underWay.remove(kind);
                  if (answer != null) {
                    recorder.accept(judged(what, via, answer, reading));
                  }
                });
  }

  private static Event judged(String what, String via, Answer answer, Reading reading) {
    try {
      return reading.event(answer, via);
    } catch (ProbeCodec.Malformed malformed) {
      return failed(what, via, answer, malformed.getMessage());
    }
  }

  private static Event failed(String what, String via, Answer answer, @Nullable String why) {
    return new ProbeEvent.ReadFailed(
        answer.at(),
        answer.invokedAt(),
        READER,
        what,
        answer.status(),
        why == null ? "" : why,
        via);
  }

  private Event sessions(Answer answer, String via) {
    return answer.isOk()
        ? new ProbeEvent.SessionsRead(
            answer.at(),
            answer.invokedAt(),
            READER,
            null,
            null,
            ProbeCodec.sessions(answer.body()),
            via)
        : failed("GET /sessions", via, answer, answer.detail());
  }

  private Event mediaNodes(Answer answer, String via) {
    return answer.isOk()
        ? new ProbeEvent.MediaNodesRead(
            answer.at(), answer.invokedAt(), READER, ProbeCodec.mediaNodes(answer.body()), via)
        : failed("GET /media-nodes", via, answer, answer.detail());
  }

  /** 200 UP, 409 UNSTABLE, 503 DOWN, each with a body (protocol file, section 8.3). */
  private Event clusterHealth(Answer answer, String via) {
    boolean hasBody = answer.status() != 0 && answer.body().startsWith("{");
    ProbeCodec.Health health =
        hasBody ? ProbeCodec.health(answer.body()) : new ProbeCodec.Health(false, answer.detail());
    return new ProbeEvent.HealthRead(
        answer.at(),
        answer.invokedAt(),
        null,
        answer.status(),
        answer.isOk() && health.isUp(),
        health.detail(),
        via);
  }

  private Event owner(String what, Node master, Answer answer) {
    if (!answer.isOk()) {
      return failed(what, "", answer, answer.detail());
    }
    List<ProbeEvent.SessionView> own = ProbeCodec.sessions(answer.body());
    return new NodeEvent.Owns(
        answer.at(),
        answer.invokedAt(),
        NodeEvent.Source.NODE_PROBE,
        master.name(),
        own.stream().map(ProbeEvent.SessionView::session).toList(),
        own.stream().map(ProbeEvent.SessionView::createdAt).toList());
  }
}
