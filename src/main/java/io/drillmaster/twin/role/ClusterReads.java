package io.drillmaster.twin.role;

import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.store.StoreAnswer.Node;
import io.drillmaster.twin.store.StoreCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** REST calls about the whole cluster: lists of all owners, health, media nodes, configuration. */
final class ClusterReads {

  private static final RestAnswer UNAVAILABLE = RestAnswer.empty(503);
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  private final RoleContext context;
  private final OwnerRole owner;
  private final PeerCalls peers;
  private final Map<String, Set<String>> sessionsEver = new HashMap<>();

  ClusterReads(RoleContext context, OwnerRole owner, PeerCalls peers) {
    this.context = context;
    this.owner = owner;
    this.peers = peers;
  }

  void asked(RestCall call, RestRequest request, Consumer<RestAnswer> answer) {
    if (call instanceof RestCall.Config) {
      answer.accept(RestCodec.ok(RestShapes.config(context.config)));
    } else if (call instanceof RestCall.ListSessions) {
      withNodes(answer, nodes -> new Merge(call, request, answer).ask(nodes));
    } else if (call instanceof RestCall.Health) {
      withNodes(answer, nodes -> answer.accept(health(nodes)));
    } else if (call instanceof RestCall.MediaNodes wanted) {
      context.ask(
          new StoreCommand.MediaNodes(),
          (StoreAnswer.MediaList list) -> answer.accept(mediaNodes(list, wanted)),
          why -> answer.accept(UNAVAILABLE));
    } else {
      throw new IllegalArgumentException("no cluster read is " + call.getClass().getName());
    }
  }

  private void withNodes(Consumer<RestAnswer> answer, Consumer<List<Node>> then) {
    context.ask(
        new StoreCommand.Nodes(),
        (StoreAnswer.NodeList list) -> then.accept(list.nodes()),
        why -> answer.accept(UNAVAILABLE));
  }

  /** The lists of all owners; one missing makes the whole answer 503. */
  private final class Merge {
    private final RestCall call;
    private final RestRequest request;
    private final Consumer<RestAnswer> answer;
    private final List<String> lists = new ArrayList<>();
    private int missing;
    private boolean isAnswered;

    Merge(RestCall call, RestRequest request, Consumer<RestAnswer> answer) {
      this.call = call;
      this.request = request;
      this.answer = answer;
    }

    void ask(List<Node> nodes) {
      missing = nodes.size();
      if (isWaitingForTheDead() || !nodes.stream().allMatch(Node::hasLease) || nodes.isEmpty()) {
        finish(UNAVAILABLE);
        return;
      }
      for (Node node : nodes) {
        if (node.incarnation().equals(context.incarnation())) {
          owner.rest(call, this::listed);
        } else {
          peers.call(node.address(), node.incarnation(), request, this::listed);
        }
      }
    }

    private boolean isWaitingForTheDead() {
      return context.has(Bug.DEAD_NODE_IN_LISTS) && context.hasLostAPeerWithin(OUTAGE);
    }

    private void listed(RestAnswer list) {
      if (list.status() != 200) {
        finish(UNAVAILABLE);
        return;
      }
      lists.add(list.body());
      if (--missing == 0) {
        finish(Optional.ofNullable(RestCodec.merged(lists)).orElse(UNAVAILABLE));
      }
    }

    private void finish(RestAnswer result) {
      if (!isAnswered) {
        isAnswered = true;
        answer.accept(result);
      }
    }
  }

  /** 200 UP, 409 UNSTABLE (a node without lease, a media node out of reach). */
  private RestAnswer health(List<Node> nodes) {
    List<String> unreachable = List.copyOf(owner.media().unreachable());
    boolean isUp =
        unreachable.isEmpty() && !(context.has(Bug.HEALTH_NEVER_UP) && context.hasLostAPeer());
    Map<String, @Nullable Object> members = Fields.of();
    for (Node node : nodes) {
      isUp &= node.hasLease();
      members.put(
          node.nodeId(),
          Fields.of(
              "status",
              node.hasLease() ? "UP" : "DOWN",
              "id",
              node.nodeId(),
              "uri",
              "http://" + node.address(),
              "disconnectedMediaNodes",
              unreachable));
    }
    return new RestAnswer(
        isUp ? 200 : 409,
        RpcCodec.write(Fields.of("clusterStatus", isUp ? "UP" : "UNSTABLE", "nodes", members)));
  }

  private RestAnswer mediaNodes(StoreAnswer.MediaList list, RestCall.MediaNodes wanted) {
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    for (StoreAnswer.MediaNode node : list.nodes()) {
      if (wanted.id() == null || wanted.id().equals(node.id())) {
        boolean isConnected = owner.media().isConnected(node.id());
        shown.add(RestShapes.mediaNode(listed(node), isConnected, wanted.withSessions()));
      }
    }
    if (wanted.id() == null) {
      return RestCodec.ok(RestShapes.list(shown));
    }
    return shown.isEmpty() ? RestAnswer.empty(404) : RestCodec.ok(shown.get(0));
  }

  /** A media node with the sessions that the registry has on it. */
  private StoreAnswer.MediaNode listed(StoreAnswer.MediaNode node) {
    if (!context.has(Bug.MEDIA_LIST_FROM_CACHE)) {
      return node;
    }
    Set<String> ever = sessionsEver.computeIfAbsent(node.id(), id -> new TreeSet<>());
    ever.addAll(node.sessionIds());
    return new StoreAnswer.MediaNode(
        node.id(), node.ip(), node.uri(), node.status(), ever.size(), List.copyOf(ever));
  }
}
