package io.drillmaster.twin.role;

import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.store.StoreCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an owner knows of the media nodes and asks of them. A node that stays unreachable for the
 * patience of the clocks is lost: its sessions end as crashed. A node that comes back in time as a
 * new process has lost its streams only (protocol file, section 8.6). A lost node is terminated
 * when most masters say so. A master that reaches no node at all while the others do is cut off
 * itself: it stops, so that its sessions are hosted elsewhere.
 */
final class MediaDesk {

  private static final Duration REFRESH = Duration.ofSeconds(1);
  private static final String RUNNING = "running";
  private static final String TERMINATED = "terminated";
  private static final Duration ACCUSE_EVERY = Duration.ofMillis(250);
  private static final int STRAY_ONE_IN = 8;

  private record Ask(String mediaNode, Consumer<String> answered, Consumer<String> failed) {}

  private final RoleContext context;
  private final Hosting hosting;
  private final Webhooks webhooks;
  private final Map<Long, Ask> asks = new HashMap<>();
  private final Map<String, StoreAnswer.MediaNode> registry = new LinkedHashMap<>();
  private final Map<String, String> processes = new HashMap<>();
  private final Set<String> down = new HashSet<>();

  /** Nodes given up, and whether the registry showed them as terminated since. */
  private final Map<String, Boolean> lost = new HashMap<>();

  /** Those of them whose sessions were ended. */
  private final Set<String> ended = new HashSet<>();

  /** What a lost node is to let go of, should it come back. */
  private final Map<String, List<MediaCommand.ReleaseSession>> unreleased = new HashMap<>();

  private final Runnable cutOff;
  private @Nullable Long aloneSinceNanos;

  /**
   * A desk that knows no node yet.
   *
   * @param cutOff this master reaches no media node, and the others do
   */
  MediaDesk(RoleContext context, Hosting hosting, Webhooks webhooks, Runnable cutOff) {
    this.cutOff = cutOff;
    this.context = context;
    this.hosting = hosting;
    this.webhooks = webhooks;
  }

  /** Reads the registry now and from then on every second. */
  void refresh() {
    context.ask(new StoreCommand.MediaNodes(), this::registered, why -> {});
    context.after(REFRESH, this::refresh);
  }

  private void registered(StoreAnswer.MediaList list) {
    Set<String> wanted = new HashSet<>();
    Set<String> listed = new HashSet<>();
    for (StoreAnswer.MediaNode node : list.nodes()) {
      listed.add(node.id());
      if (isWanted(node)) {
        wanted.add(node.id());
        if (registry.put(node.id(), node) == null) {
          context.emit(new MasterOutput.ConnectMedia(node));
        }
      }
    }
    Set.copyOf(registry.keySet()).stream().filter(id -> !wanted.contains(id)).forEach(this::drop);
    lost.keySet().retainAll(listed);
    ended.retainAll(listed);
    unreleased.keySet().retainAll(listed);
  }

  /**
   * A terminated node is still needed by the sessions that reach it from here. A lost one is wanted
   * again when it registers anew after everybody could see that it was given up.
   */
  private boolean isWanted(StoreAnswer.MediaNode node) {
    boolean isTerminated = node.status().equals(TERMINATED);
    Boolean wasSeenTerminated = lost.get(node.id());
    if (wasSeenTerminated != null) {
      if (isTerminated) {
        lost.put(node.id(), true);
        return false;
      }
      if (!wasSeenTerminated) {
        return true;
      }
      lost.remove(node.id());
      ended.remove(node.id());
      unreleased.remove(node.id());
    }
    return !isTerminated || (registry.containsKey(node.id()) && !sessionsOn(node.id()).isEmpty());
  }

  private List<HostedSession> sessionsOn(String id) {
    return hosting.all().stream().filter(session -> id.equals(session.mediaNode)).toList();
  }

  private void drop(String id) {
    if (lost.containsKey(id)) {
      endSessionsOn(id);
    }
    registry.remove(id);
    down.remove(id);
    processes.remove(id);
    context.emit(new MasterOutput.DisconnectMedia(id));
  }

  /**
   * Nodes of the cluster that this master cannot reach right now. One that was given up belongs to
   * the cluster no longer as soon as the registry shows it as terminated (protocol file, 8.6).
   */
  Set<String> unreachable() {
    return new TreeSet<>(down);
  }

  /** Whether the connection to a node of the registry stands. */
  boolean isConnected(String id) {
    return registry.containsKey(id) && processes.containsKey(id) && !down.contains(id);
  }

  /** A running node other than the given one; for the bug that moves participants. */
  @Nullable String otherThan(String id) {
    return registry.values().stream()
        .filter(node -> node.status().equals(RUNNING) && !node.id().equals(id))
        .map(StoreAnswer.MediaNode::id)
        .filter(other -> !down.contains(other))
        .findFirst()
        .orElse(null);
  }

  /**
   * Asks the media node of a participant; exactly one of the two is called, at most once. Captured:
   * towards a node that refuses connections a command fails within milliseconds.
   */
  void ask(
      Participant p, MediaCommand command, Consumer<String> answered, Consumer<String> failed) {
    String node = isStray(p, command) ? otherThan(String.valueOf(nodeOf(p))) : nodeOf(p);
    if (node == null || down.contains(node) || lost.containsKey(node)) {
      failed.accept(unreachable(node));
      return;
    }
    long number = context.number();
    asks.put(number, new Ask(node, answered, failed));
    context.emit(new MasterOutput.AskMedia(number, node, command));
  }

  private boolean isStray(Participant p, MediaCommand command) {
    boolean isSubscription = command.endpoint().startsWith(p.id());
    return isSubscription
        && context.has(Bug.STRAY_SUBSCRIPTION)
        && Math.floorMod(command.endpoint().hashCode(), STRAY_ONE_IN) == 0;
  }

  /** Tells the media node of a participant something that is not answered. */
  void tell(Participant p, MediaCommand command) {
    String node = nodeOf(p);
    if (node != null && !down.contains(node) && !lost.containsKey(node)) {
      context.emit(new MasterOutput.AskMedia(context.number(), node, command));
    }
  }

  private static @Nullable String nodeOf(Participant p) {
    return p.strayMediaNode != null ? p.strayMediaNode : p.session.mediaNode;
  }

  private String unreachable(@Nullable String id) {
    StoreAnswer.MediaNode node = id == null ? null : registry.get(id);
    return "Exception connecting to WebSocket server " + (node == null ? id : node.uri());
  }

  void answered(long number, String sdp) {
    Ask ask = asks.remove(number);
    if (ask != null) {
      ask.answered().accept(sdp);
    }
  }

  void failed(long number, String why) {
    Ask ask = asks.remove(number);
    if (ask != null) {
      ask.failed().accept(why);
    }
  }

  /** The connection to a node stands. */
  void up(String id, String processId) {
    down.remove(id);
    aloneSinceNanos = null;
    if (lost.remove(id) != null) {
      ended.remove(id);
      context.ask(new StoreCommand.MediaFound(id, context.incarnation()), done -> {}, why -> {});
    }
    release(id);
    String before = processes.put(id, processId);
    if (before != null && !before.equals(processId)) {
      forgetStreams(id);
    }
  }

  /** The connection to a node is lost; its host keeps trying. */
  void down(String id) {
    if (!lost.containsKey(id) && down.add(id)) {
      context.after(context.clocks.mediaFailure(), () -> failPending(id));
      context.after(context.clocks.mediaPatience(), () -> giveUp(id));
    }
  }

  private void failPending(String id) {
    if (down.contains(id)) {
      for (Map.Entry<Long, Ask> entry : Map.copyOf(asks).entrySet()) {
        if (entry.getValue().mediaNode().equals(id)) {
          failed(entry.getKey(), unreachable(id));
        }
      }
    }
  }

  private void giveUp(String id) {
    if (!down.contains(id)) {
      return;
    }
    lost.put(id, false);
    if (!isAlone()) {
      endSessionsOn(id);
    }
    accuse(id);
  }

  /** Whether there are media nodes, and none can be reached from here. */
  private boolean isAlone() {
    return !registry.isEmpty() && down.containsAll(registry.keySet());
  }

  /** Says that a node is lost until it is back, or most others say so, too. */
  private void accuse(String id) {
    if (!Boolean.FALSE.equals(lost.get(id))) {
      return;
    }
    Runnable again = () -> context.after(ACCUSE_EVERY, () -> accuse(id));
    context.ask(
        new StoreCommand.MediaLost(id, context.incarnation()),
        verdict -> {
          if (verdict.isTerminated() && lost.containsKey(id)) {
            endSessionsOn(id);
          } else {
            lookAround();
            again.run();
          }
        },
        why -> again.run());
  }

  /**
   * The others may need as long as a lease lasts to say the same: until then one that just died
   * counts among them.
   */
  private void lookAround() {
    if (!isAlone()) {
      aloneSinceNanos = null;
    } else if (aloneSinceNanos == null) {
      aloneSinceNanos = context.nowNanos();
    } else if (context.nowNanos() - aloneSinceNanos > context.clocks.lease().toNanos()) {
      cutOff.run();
    }
  }

  private void endSessionsOn(String id) {
    if (!ended.add(id)) {
      return;
    }
    List<HostedSession> hit =
        context.has(Bug.WHOLE_MEDIA_FAILURE) ? List.copyOf(hosting.all()) : sessionsOn(id);
    StoreAnswer.MediaNode node = registry.get(id);
    if (node != null) {
      webhooks.mediaNodeCrashed(
          id, node.ip(), node.uri(), hit.stream().map(session -> session.sessionId).toList());
    }
    hit.forEach(session -> hosting.end(session, "nodeCrashed", () -> {}));
  }

  /** The node is another process now: every stream on it is gone, the sessions stay. */
  private void forgetStreams(String id) {
    for (HostedSession session : hosting.all()) {
      if (id.equals(session.mediaNode)) {
        for (Participant p : List.copyOf(session.participants.values())) {
          unpublish(p, "mediaServerReconnect", null);
        }
      }
    }
  }

  /** Ends a publication and tells the session. */
  void unpublish(Participant p, String reason, @Nullable Participant except) {
    PublishedStream stream = p.stream;
    if (stream == null) {
      return;
    }
    releaseStream(p, stream, reason);
    hosting.notifyAll(
        p.session,
        RpcCodec.notification(
            "participantUnpublished", Fields.of("connectionId", p.id(), "reason", reason)),
        except);
  }

  private void releaseStream(Participant p, PublishedStream stream, String reason) {
    for (Participant other : p.session.participants.values()) {
      if (other.subscriptions.containsKey(stream.streamId())) {
        unsubscribe(other, p, stream, reason);
      }
    }
    p.stream = null;
    p.isPublishing = false;
    tell(p, new MediaCommand.Release(p.session.sessionId, p.session.life, stream.streamId()));
    webhooks.mediaDestroyed(p, stream, null, reason);
  }

  /** Ends a subscription. */
  void unsubscribe(Participant p, Participant publisher, PublishedStream stream, String reason) {
    webhooks.mediaDestroyed(p, stream, publisher.id(), reason);
    p.subscriptions.remove(stream.streamId());
    tell(
        p,
        new MediaCommand.Release(
            p.session.sessionId, p.session.life, endpoint(p, stream.streamId())));
  }

  /** Ends everything of a participant that leaves. */
  void releaseAll(Participant p, String reason) {
    for (Participant other : List.copyOf(p.session.participants.values())) {
      PublishedStream stream = other.stream;
      if (stream != null && p.subscriptions.containsKey(stream.streamId())) {
        unsubscribe(p, other, stream, reason);
      }
    }
    PublishedStream own = p.stream;
    if (own != null) {
      releaseStream(p, own, reason);
    }
  }

  /** Ends everything of a life. */
  void releaseSession(HostedSession session) {
    String node = session.mediaNode;
    if (node != null) {
      unreleased
          .computeIfAbsent(node, id -> new ArrayList<>())
          .add(new MediaCommand.ReleaseSession(session.sessionId, session.life));
      if (!lost.containsKey(node)) {
        release(node);
      }
    }
  }

  private void release(String node) {
    List<MediaCommand.ReleaseSession> due = unreleased.remove(node);
    if (due != null) {
      due.forEach(each -> context.emit(new MasterOutput.AskMedia(context.number(), node, each)));
    }
  }

  /** The name of a subscriber's endpoint. */
  static String endpoint(Participant subscriber, String streamId) {
    return subscriber.id() + "_" + streamId;
  }
}
