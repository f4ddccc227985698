package io.drillmaster.twin.store;

import io.drillmaster.twin.store.StoreAnswer.Booted;
import io.drillmaster.twin.store.StoreAnswer.Created;
import io.drillmaster.twin.store.StoreAnswer.Creation;
import io.drillmaster.twin.store.StoreAnswer.Done;
import io.drillmaster.twin.store.StoreAnswer.Ending;
import io.drillmaster.twin.store.StoreAnswer.Exists;
import io.drillmaster.twin.store.StoreAnswer.Fenced;
import io.drillmaster.twin.store.StoreAnswer.Found;
import io.drillmaster.twin.store.StoreAnswer.LostLife;
import io.drillmaster.twin.store.StoreAnswer.NoMediaNode;
import io.drillmaster.twin.store.StoreAnswer.Node;
import io.drillmaster.twin.store.StoreAnswer.NotOwned;
import io.drillmaster.twin.store.StoreAnswer.Placed;
import io.drillmaster.twin.store.StoreAnswer.Placement;
import io.drillmaster.twin.store.StoreAnswer.Quarantined;
import io.drillmaster.twin.store.StoreAnswer.Renewal;
import io.drillmaster.twin.store.StoreAnswer.SealRefused;
import io.drillmaster.twin.store.StoreAnswer.Sealed;
import io.drillmaster.twin.store.StoreAnswer.SealedBefore;
import io.drillmaster.twin.store.StoreAnswer.SealedNow;
import io.drillmaster.twin.store.StoreAnswer.Sealing;
import io.drillmaster.twin.store.StoreAnswer.Session;
import io.drillmaster.twin.store.StoreAnswer.Swept;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The store's semantics in plain Java and in a time that its owner moves: what the explorer runs
 * on, and what the Lua scripts are compared with. Single-threaded.
 */
public final class StoreModel {

  private static final String CRASH = "crash";

  private final LongSupplier nowMillis;
  private final Map<String, NodeRecord> nodes = new TreeMap<>();
  private final Map<String, Long> leaseEndsMillis = new TreeMap<>();
  private final Map<String, Long> writes = new TreeMap<>();
  private final Map<String, SessionRecord> sessions = new TreeMap<>();
  private final Map<String, LifeRecord> lives = new TreeMap<>();
  private final Map<String, Set<String>> owned = new TreeMap<>();
  private final MediaTable media = new MediaTable();
  private final List<String> deadlog = new ArrayList<>();
  private @Nullable String epoch;
  private long epochBornMillis;
  private long boots;

  /** Makes an empty store on the given clock, in milliseconds. */
  public StoreModel(LongSupplier nowMillis) {
    this.nowMillis = nowMillis;
  }

  private record NodeRecord(String nodeId, String address, String state) {}

  private record SessionRecord(
      String owner, long life, long createdAtMillis, @Nullable String mediaNode) {}

  private record LifeRecord(long life, @Nullable String endedBy) {}

  /** Forgets everything, as a restart without persistence does. */
  public void empty() {
    nodes.clear();
    leaseEndsMillis.clear();
    writes.clear();
    sessions.clear();
    lives.clear();
    owned.clear();
    media.clear();
    deadlog.clear();
    epoch = null;
    epochBornMillis = 0;
    boots = 0;
  }

  /** Forgets that a session was created, as a copy does that lags behind. */
  public void loseCreation(String sessionId) {
    SessionRecord lost = sessions.remove(sessionId);
    if (lost != null) {
      lives.remove(sessionId);
      owned.getOrDefault(lost.owner(), new TreeSet<>()).remove(sessionId);
      writes.merge(lost.owner(), -1L, Long::sum);
    }
  }

  /** Lets a lease expire now. */
  public void expire(String incarnation) {
    leaseEndsMillis.remove(incarnation);
  }

  /** Executes one command. */
  @SuppressWarnings("unchecked") // each branch pairs a command with its own answer
  public <A extends StoreAnswer> A run(StoreCommand<A> command) {
    return (A) answer(command);
  }

  private StoreAnswer answer(StoreCommand<?> command) {
    if (command instanceof StoreCommand.Renew c) {
      return renew(c);
    }
    if (command instanceof StoreCommand.Sweep c) {
      return sweep(c);
    }
    if (command instanceof StoreCommand.Lookup c) {
      return lookup(c);
    }
    if (command instanceof StoreCommand.Create c) {
      return create(c);
    }
    if (command instanceof StoreCommand.Place c) {
      return place(c);
    }
    if (command instanceof StoreCommand.End c) {
      return end(c);
    }
    if (command instanceof StoreCommand.Seal c) {
      return seal(c);
    }
    if (command instanceof StoreCommand.IsSealed c) {
      NodeRecord node = nodes.get(c.incarnation());
      return new Sealed(node == null || node.state().equals("dead"));
    }
    if (command instanceof StoreCommand.Boot c) {
      return boot(c);
    }
    if (command instanceof StoreCommand.Nodes) {
      return nodeList();
    }
    return change(command);
  }

  private StoreAnswer change(StoreCommand<?> command) {
    if (command instanceof StoreCommand.MediaNodes) {
      return media.list();
    }
    if (command instanceof StoreCommand.MediaLost c) {
      return media.lost(c.id(), c.incarnation(), living().stream().filter(this::hasLease).toList());
    }
    if (command instanceof StoreCommand.PresetEpoch c) {
      if (epoch == null) {
        epoch = c.epoch() + ":0";
        epochBornMillis = 0;
      }
    } else if (command instanceof StoreCommand.Drain c) {
      nodes.computeIfPresent(
          c.incarnation(), (m, n) -> n.state().equals("up") ? inState(n, "draining") : n);
    } else if (command instanceof StoreCommand.MediaRegister c) {
      media.register(c);
    } else if (command instanceof StoreCommand.MediaFound c) {
      media.found(c.id(), c.incarnation());
    } else if (command instanceof StoreCommand.MediaForget c) {
      media.forget(c.id());
    } else {
      throw new IllegalArgumentException("no model of " + command.getClass().getName());
    }
    return new Done();
  }

  private boolean hasLease(String incarnation) {
    Long end = leaseEndsMillis.get(incarnation);
    return end != null && end > nowMillis.getAsLong();
  }

  private static NodeRecord inState(NodeRecord node, String state) {
    return new NodeRecord(node.nodeId(), node.address(), state);
  }

  private Booted boot(StoreCommand.Boot c) {
    String current = epoch;
    if (current == null) {
      epochBornMillis = nowMillis.getAsLong();
      current = c.proposedEpoch() + ":" + epochBornMillis;
      epoch = current;
      boots = epochBornMillis;
    }
    boots++;
    String incarnation = c.node() + "#" + boots;
    List<String> older =
        living().stream().filter(other -> other.startsWith(c.node() + "#")).toList();
    nodes.put(incarnation, new NodeRecord(c.nodeId(), c.address(), "up"));
    leaseEndsMillis.put(incarnation, nowMillis.getAsLong() + c.leaseMillis());
    return new Booted(incarnation, boots, current, deadlog.size(), older);
  }

  private List<String> living() {
    return nodes.entrySet().stream()
        .filter(entry -> !entry.getValue().state().equals("dead"))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Renewal renew(StoreCommand.Renew c) {
    if (!c.epoch().equals(epoch)) {
      return Renewal.OTHER_EPOCH;
    }
    if (writes.getOrDefault(c.incarnation(), 0L) < c.answeredWrites()) {
      return Renewal.LOST_WRITES;
    }
    if (!hasLease(c.incarnation())) {
      return Renewal.EXPIRED;
    }
    leaseEndsMillis.put(c.incarnation(), nowMillis.getAsLong() + c.leaseMillis());
    return Renewal.RENEWED;
  }

  private StoreAnswer nodeList() {
    List<Node> list = new ArrayList<>();
    for (String m : living()) {
      NodeRecord node = nodes.get(m);
      if (node != null) {
        list.add(new Node(m, node.nodeId(), node.address(), node.state(), hasLease(m)));
      }
    }
    return new StoreAnswer.NodeList(list);
  }

  private @Nullable Session open(String sessionId) {
    SessionRecord s = sessions.get(sessionId);
    if (s == null) {
      return null;
    }
    NodeRecord node = nodes.get(s.owner());
    return new Session(
        sessionId,
        s.owner(),
        node == null ? "" : node.address(),
        s.life(),
        s.createdAtMillis(),
        s.mediaNode());
  }

  private Creation create(StoreCommand.Create c) {
    if (!hasLease(c.incarnation())) {
      return new Fenced();
    }
    Session open = open(c.sessionId());
    if (open != null) {
      return new Exists(open);
    }
    long now = nowMillis.getAsLong();
    long left = epochBornMillis + c.quarantineMillis() - now;
    if (left > 0) {
      return new Quarantined(left);
    }
    LifeRecord last = lives.get(c.sessionId());
    long life = Math.max(last == null ? 0 : last.life() + 1, now);
    sessions.put(c.sessionId(), new SessionRecord(c.incarnation(), life, now, null));
    owned.computeIfAbsent(c.incarnation(), m -> new TreeSet<>()).add(c.sessionId());
    lives.put(c.sessionId(), new LifeRecord(life, null));
    writes.merge(c.incarnation(), 1L, Long::sum);
    return new Created(life, now, last != null && CRASH.equals(last.endedBy()));
  }

  private Found lookup(StoreCommand.Lookup c) {
    LifeRecord last = lives.get(c.sessionId());
    return new Found(
        open(c.sessionId()),
        last == null ? null : Long.valueOf(last.life()),
        last == null ? null : last.endedBy());
  }

  private @Nullable SessionRecord owned(String sessionId, String incarnation, long life) {
    SessionRecord s = sessions.get(sessionId);
    return s != null && s.owner().equals(incarnation) && s.life() == life ? s : null;
  }

  private Placement place(StoreCommand.Place c) {
    SessionRecord s = owned(c.sessionId(), c.incarnation(), c.life());
    if (s == null) {
      return new NotOwned();
    }
    writes.merge(c.incarnation(), 1L, Long::sum);
    if (s.mediaNode() != null) {
      return new Placed(s.mediaNode());
    }
    String best = media.leastLoaded(c.avoid());
    if (best == null) {
      return new NoMediaNode();
    }
    media.sessionsOn(best).add(c.sessionId());
    sessions.put(c.sessionId(), new SessionRecord(s.owner(), s.life(), s.createdAtMillis(), best));
    return new Placed(best);
  }

  private void closeLife(String sessionId, SessionRecord s, LifeRecord after) {
    if (s.mediaNode() != null) {
      media.sessionsOn(s.mediaNode()).remove(sessionId);
    }
    sessions.remove(sessionId);
    Set<String> ownedByIt = owned.get(s.owner());
    if (ownedByIt != null) {
      ownedByIt.remove(sessionId);
    }
    lives.put(sessionId, after);
  }

  private Ending end(StoreCommand.End c) {
    SessionRecord s = owned(c.sessionId(), c.incarnation(), c.life());
    if (s == null) {
      return Ending.NOT_OWNED;
    }
    closeLife(c.sessionId(), s, new LifeRecord(s.life(), c.cause()));
    writes.merge(c.incarnation(), 1L, Long::sum);
    return Ending.ENDED;
  }

  private Sealing seal(StoreCommand.Seal c) {
    if (c.force()) {
      leaseEndsMillis.remove(c.incarnation());
    }
    if (hasLease(c.incarnation())) {
      return new SealRefused();
    }
    NodeRecord node = nodes.get(c.incarnation());
    if (node == null || node.state().equals("dead")) {
      return new SealedBefore();
    }
    nodes.put(c.incarnation(), inState(node, "dead"));
    media.gone(c.incarnation());
    List<LostLife> lost = new ArrayList<>();
    for (String sid : List.copyOf(owned.getOrDefault(c.incarnation(), Set.of()))) {
      SessionRecord s = sessions.get(sid);
      if (s != null && s.owner().equals(c.incarnation())) {
        long bumped = Math.max(s.life() + 1, nowMillis.getAsLong());
        closeLife(sid, s, new LifeRecord(bumped, CRASH));
        lost.add(new LostLife(sid, s.life(), s.createdAtMillis()));
      }
    }
    owned.remove(c.incarnation());
    deadlog.add(c.incarnation());
    lost.sort(java.util.Comparator.comparing(LostLife::sessionId));
    return new SealedNow(node.address(), node.nodeId(), lost);
  }

  private Swept sweep(StoreCommand.Sweep c) {
    List<String> expired = living().stream().filter(m -> !hasLease(m)).toList();
    int from = (int) Math.min(c.position(), deadlog.size());
    return new Swept(expired, deadlog.subList(from, deadlog.size()), deadlog.size());
  }
}
