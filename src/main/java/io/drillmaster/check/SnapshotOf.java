package io.drillmaster.check;

import io.drillmaster.check.Person.State;
import io.drillmaster.drill.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Draws a {@link Snapshot} from the fold. */
final class SnapshotOf {

  private final Progress progress;

  SnapshotOf(Progress progress) {
    this.progress = progress;
  }

  Snapshot at(long now) {
    return new Snapshot(
        now,
        people(progress.census),
        outages(),
        progress.census.sent,
        progress.census.received,
        progress.census.refusals(),
        places(),
        progress.faults.active(),
        masters(),
        progress.fitness.isUnfit(now));
  }

  private Snapshot.Masters masters() {
    Set<String> struck = progress.faults.afflicted();
    int known = 0;
    int healthy = 0;
    for (Nodes.Node node : progress.nodes.all()) {
      if (node.role == Role.MASTER) {
        known++;
        healthy += node.alive && !struck.contains(node.name) ? 1 : 0;
      }
    }
    return new Snapshot.Masters(known, healthy);
  }

  private static Snapshot.People people(Census census) {
    int joining = census.count(State.JOINING);
    int served = census.count(State.SERVED);
    int lost = census.count(State.LOST);
    int rejoining = census.count(State.REJOINING);
    int rebuilding = census.count(State.REBUILDING);
    return new Snapshot.People(
        joining + served + lost + rejoining + rebuilding,
        joining,
        served,
        lost,
        rejoining,
        rebuilding,
        census.count(State.GONE),
        census.count(State.LEFT));
  }

  private Snapshot.Outages outages() {
    Ways byWay = new Ways();
    int open = 0;
    int hit = 0;
    int unexplained = 0;
    int unattributed = 0;
    int gone = 0;
    for (Outage outage : progress.obligations.all()) {
      if (outage.person.canary) {
        continue;
      }
      hit++;
      open += outage.isOpen() ? 1 : 0;
      gone += outage.fate == Outage.Fate.GONE ? 1 : 0;
      Way way = outage.way;
      if (way != null) {
        byWay.count(way);
      }
      Attribution.Kind kind = progress.attribution(outage).kind();
      unexplained += kind == Attribution.Kind.UNEXPLAINED ? 1 : 0;
      unattributed += kind == Attribution.Kind.BY_TIME ? 1 : 0;
    }
    return new Snapshot.Outages(
        open,
        hit,
        byWay.of(Way.RESUMED),
        byWay.of(Way.REJOINED),
        byWay.of(Way.REBUILT),
        unexplained,
        unattributed,
        gone);
  }

  private Snapshot.Places places() {
    Map<String, Integer> sockets = new HashMap<>();
    for (Nodes.Node node : progress.nodes.all()) {
      if (node.sockets > 0) {
        sockets.put(node.name, node.sockets);
      }
    }
    Map<String, String> owners = new HashMap<>();
    Map<String, String> mediaNodes = new HashMap<>();
    Map<String, Integer> sessions = new HashMap<>();
    Map<String, List<String>> entries = new HashMap<>();
    for (Room room : progress.cast.rooms()) {
      if (room.people.stream().noneMatch(Person::means)) {
        continue; // its newcomers have left: it is nowhere
      }
      Life life = room.lastLife();
      String owner = life == null ? null : life.owner();
      String mediaNode = progress.nodes.mediaNode(life);
      if (owner != null) {
        owners.put(room.session, owner);
      }
      if (mediaNode != null) {
        mediaNodes.put(room.session, mediaNode);
        sessions.merge(mediaNode, 1, Integer::sum);
      }
      TreeSet<String> masters = new TreeSet<>();
      for (Person person : room.people) {
        Epoch epoch = person.epoch;
        if (epoch != null && epoch.isOpen() && epoch.entry != null) {
          masters.add(epoch.entry);
        }
      }
      if (!masters.isEmpty()) {
        entries.put(room.session, new ArrayList<>(masters));
      }
    }
    return new Snapshot.Places(sockets, owners, mediaNodes, sessions, entries);
  }
}
