package io.drillmaster.check;

import io.drillmaster.check.Starvation.Lateness;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.Header;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When everybody has left nothing of the run is left (checks.md 3.12): no session in the lists, at
 * any master or on a media node, and in the store only life counters that expire and the registry
 * of nodes. What is still there may go within SILENT and a margin; where the host was unfit
 * meanwhile, that time begins anew. Sessions that nobody joined are the harness's own to delete.
 */
final class CleanEnd implements Checker {

  /** Counters of lives; each must expire. */
  private static final String LIVES = "ov:life";

  /** The registry of masters and media nodes, and the identity of the store's contents. */
  private static final Set<String> REGISTRY =
      Set.of(
          "ov:epoch",
          "ov:boot",
          "ov:nodes",
          "ov:node",
          "ov:lease",
          "ov:deadlog",
          "ov:media",
          "ov:media:node");

  /** A session that was there for too long. */
  private record Kept(String session, String where, long since, long at, long lastAt) {}

  /** Lists of one kind after the leave: how many in a row named no session of the run. */
  private static final class Row {
    private int reads;
    private int emptyNow;
    private int emptyMost;

    void read(boolean isEmpty) {
      reads++;
      emptyNow = isEmpty ? emptyNow + 1 : 0;
      emptyMost = Math.max(emptyMost, emptyNow);
    }
  }

  private final Progress progress;
  private final long allowed;
  private final Suspects suspects = new Suspects();

  /** By where each was seen: when it was there for too long, at first and at last. */
  private final Map<String, Kept> keptSessions = new LinkedHashMap<>();

  /** What the store held that should be gone, by its stamp. */
  private final Map<Suspect, Long> keptKeys = new LinkedHashMap<>();

  private final Unsure unsure;
  private final Set<String> masters = new TreeSet<>();
  private final Set<String> neverJoined = new TreeSet<>();
  private final Row sessionLists = new Row();
  private final Row mediaNodeLists = new Row();
  private boolean storeSeen;
  private long storeKeys;

  CleanEnd(Progress progress) {
    this.progress = progress;
    this.unsure = new Unsure(progress);
    ProtocolClocks protocol = progress.header.limits().protocol();
    this.allowed = protocol.settleAfterSilence().toNanos();
  }

  @Override
  public void accept(Recorded recorded) {
    Event event = recorded.event();
    if (!progress.isLeft()) {
      return;
    }
    if (event instanceof ProbeEvent.SessionsRead read && read.node() == null) {
      listed(read);
    } else if (event instanceof ProbeEvent.MediaNodesRead read) {
      hosted(read);
    } else if (event instanceof NodeEvent.Owns owns) {
      owned(owns);
    } else if (event instanceof NodeEvent.StoreRead store) {
      stored(store);
    }
  }

  private void listed(ProbeEvent.SessionsRead read) {
    boolean isEmpty = true;
    for (ProbeEvent.SessionView view : read.sessions()) {
      isEmpty &=
          isFree(view.session(), view.createdAt(), "the session list shows it", read.invokedAt());
    }
    sessionLists.read(isEmpty);
  }

  private void hosted(ProbeEvent.MediaNodesRead read) {
    boolean isEmpty = true;
    for (ProbeEvent.MediaNodeView view : read.nodes()) {
      for (String session : view.sessions()) {
        isEmpty &= isFree(session, null, view.id() + " still hosts it", read.invokedAt());
      }
    }
    mediaNodeLists.read(isEmpty);
  }

  private void owned(NodeEvent.Owns owns) {
    boolean isEmpty = true;
    for (int i = 0; i < owns.sessions().size(); i++) {
      Long createdAt = i < owns.createdAts().size() ? owns.createdAts().get(i) : null;
      String where = owns.node() + " says it owns it";
      isEmpty &= isFree(owns.sessions().get(i), createdAt, where, owns.invokedAt());
    }
    if (isEmpty) {
      masters.add(owns.node());
    } else {
      masters.remove(owns.node());
    }
  }

  /** Whether it is no session of the run that somebody joined; judges one that is. */
  private boolean isFree(String session, @Nullable Long createdAt, String where, long at) {
    Room room = progress.cast.room(session);
    if (room == null) {
      return true;
    }
    if (room.isUnjoined() || (createdAt != null && room.isUnasked(room.creation(createdAt)))) {
      neverJoined.add(session);
      return true;
    }
    long since = Math.max(room.changedAt, progress.endAt());
    if (at > since + allowed && room.pendingOperations == 0) {
      keptSessions.merge(
          session + where + since,
          new Kept(session, where, since, at, at),
          (first, next) -> new Kept(session, where, since, first.at(), next.at()));
    }
    return false;
  }

  private void judge(Kept kept) {
    if (lateness(kept.since(), kept.at()) == Lateness.LATE) {
      suspects.add(kept(kept, kept.at()));
    } else if (lateness(kept.since(), kept.lastAt()) == Lateness.LATE) {
      suspects.add(kept(kept, kept.lastAt()));
    } else {
      unsure.add(Header.HARNESS, kept.since(), kept.at());
    }
  }

  private Lateness lateness(long from, long to) {
    return progress.starvation.lateByClock(new Starvation.Wait(Header.HARNESS, from, to, allowed));
  }

  private Suspect kept(Kept kept, long at) {
    return new Suspect(
        zero ->
            "session %s: everybody had left or was gone at %s, but at %s %s; %s are allowed"
                .formatted(
                    kept.session(),
                    Words.at(kept.since(), zero),
                    Words.at(at, zero),
                    kept.where(),
                    Words.length(allowed)),
        kept.session(),
        "",
        List.of(kept.since(), at));
  }

  /** Whatever is read of the store while all is well must be gone by then. */
  private void judge(Suspect suspect, long at) {
    boolean isSure =
        lateness(progress.endAt(), at) == Lateness.LATE
            || !progress.starvation.touches(Header.HARNESS, progress.endAt(), at);
    if (isSure) {
      suspects.add(suspect);
    } else {
      unsure.add(Header.HARNESS, progress.endAt(), at);
    }
  }

  private void stored(NodeEvent.StoreRead store) {
    storeSeen = true;
    for (NodeEvent.StoreKeys keys : store.families()) {
      storeKeys += keys.keys();
      if (keys.family().equals(LIVES)) {
        long eternal = keys.keys() - keys.expiring();
        if (eternal > 0) {
          suspects.add(kept(keys, eternal + " that never expire", store.at()));
        }
      } else if (!REGISTRY.contains(keys.family())) {
        keptKeys.put(kept(keys, keys.keys() + " that should be gone", store.at()), store.at());
      }
    }
  }

  private static Suspect kept(NodeEvent.StoreKeys keys, String what, long at) {
    return new Suspect(
        zero ->
            "at %s, when everybody had left, the store kept of its keys %s %s, e.g. %s"
                .formatted(
                    Words.at(at, zero), keys.family(), what, String.join(", ", keys.examples())),
        "",
        "",
        List.of(at));
  }

  @Override
  public Opinion opinion() {
    keptSessions.values().forEach(this::judge);
    keptKeys.forEach(this::judge);
    String figure =
        "%s lists after the leave, %s without a session in a row, %s of media nodes, and %s masters say so too"
            .formatted(
                Words.count(sessionLists.reads),
                Words.count(sessionLists.emptyMost),
                Words.count(mediaNodeLists.emptyMost),
                Words.count(masters.size()));
    String evidence =
        storeSeen ? Words.count(storeKeys) + " keys in the store" : "the store was not seen";
    List<String> findings = new ArrayList<>();
    if (!storeSeen) {
      findings.add("store not judged: this target does not show it");
    }
    if (!neverJoined.isEmpty()) {
      findings.add(
          "never joined: %d sessions were left for the harness to delete, e.g. %s"
              .formatted(neverJoined.size(), neverJoined.iterator().next()));
    }
    return Opinion.of(Checks.CLEAN_END, suspects, unknown(), figure, evidence).with(findings);
  }

  private String unknown() {
    if (!progress.isLeft()) {
      return "nobody left before the run ended; let it end by itself";
    }
    if (unsure.count() > 0) {
      return unsure.reason("remnant", "remnants");
    }
    Set<String> serving = serving();
    int needed = 2 * Math.max(1, serving.size()) + 1;
    String tooFew = tooFew(needed);
    if (!tooFew.isEmpty()) {
      return tooFew;
    }
    Set<String> unasked = new TreeSet<>(serving);
    unasked.removeAll(masters);
    if (!unasked.isEmpty()) {
      return "%s did not say what it owns after the leave; let the prober reach every master"
          .formatted(String.join(", ", unasked));
    }
    return "";
  }

  /** One list comes from one master, and each must have been met. */
  private String tooFew(int needed) {
    boolean isOfSessions = sessionLists.emptyMost < needed;
    Row row = isOfSessions ? sessionLists : mediaNodeLists;
    return row.emptyMost >= needed
        ? ""
        : "after the leave %d lists of %s in a row were empty, %d are needed; let the run end by itself"
            .formatted(row.emptyMost, isOfSessions ? "sessions" : "media nodes", needed);
  }

  /** Masters that are there, but for those that a fault silenced for good. */
  private Set<String> serving() {
    Set<String> names = new TreeSet<>();
    progress.nodes.alive(Role.MASTER).forEach(node -> names.add(node.name));
    for (Struck fault : progress.faults.all()) {
      if (fault.kind == FaultKind.VANISH) {
        names.removeAll(fault.targets);
      }
    }
    return names;
  }
}
