package io.drillmaster.check;

import io.drillmaster.drill.Objective.Comparison;
import io.drillmaster.drill.Objective.Metric;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.MemberEvent.Change;
import io.drillmaster.history.MemberEvent.Verdict;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.SignalEvent.Purpose;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A seeded generator of small histories that a correct cluster may produce when one of three
 * masters crashes: members resume, are evicted by a room signal and rejoin, or are rebuilt with
 * their session. Every check must pass on every one of them.
 */
final class ValidHistories {

  static final double LEAVE_AT = 64;
  static final List<String> MASTERS = List.of("m1", "m2", "m3");
  private static final int ROOMS = 12;

  /** The last rooms depend on nothing that is broken. */
  private static final int BYSTANDERS = 4;

  private static final int MEMBERS = 3;

  final Histories histories = new Histories();
  final List<GeneratedRoom> rooms = new ArrayList<>();
  private final Incidents incidents;
  private final Random random;
  private final String victim;
  private int nextCon = 1;

  ValidHistories(long seed) {
    this.random = new Random(seed);
    this.victim = "m" + (1 + random.nextInt(3));
    histories.cluster();
    MASTERS.forEach(master -> histories.rotation(-60, "b1", master, true));
    for (int i = 1; i <= ROOMS; i++) {
      rooms.add(room("s" + i, i));
    }
    histories.phase(-5, Phase.STEADY).crash(0, victim).gone(0.02, victim);
    histories.seen(5, "m4", io.drillmaster.drill.Role.MASTER, "", "master_4");
    histories.unreached(0.5, "b1", victim).rotation(2, "b1", victim, false);
    histories.rotation(5.5, "b1", "m4", true).healed(6, "crash-1", victim);
    this.incidents = new Incidents(histories, random, victim);
    rooms.forEach(this::survive);
    rooms.forEach(this::chatter);
    rooms.forEach(this::proofs);
    Newcomers.come(histories, random, survivors());
    incidents.canaryJoins();
    rooms.forEach(this::canaryJoin);
    lists();
    objectives();
    end();
  }

  private String entry() {
    return "m" + (1 + random.nextInt(3));
  }

  private List<String> survivors() {
    return MASTERS.stream().filter(each -> !each.equals(victim)).toList();
  }

  private String survivor() {
    return survivors().get(random.nextInt(2));
  }

  private String place(boolean bystander) {
    return bystander ? survivor() : entry();
  }

  private GeneratedRoom room(String session, int number) {
    boolean bystander = number > ROOMS - BYSTANDERS;
    GeneratedRoom room =
        new GeneratedRoom(
            session,
            number == 1 ? victim : place(bystander),
            1 + random.nextInt(2),
            1000L + number);
    List<String> cons = new ArrayList<>();
    for (int i = 1; i <= MEMBERS; i++) {
      GeneratedMember member =
          new GeneratedMember(session + "-p" + i, "c" + nextCon++, place(bystander), 1);
      double at = -40 + i + random.nextDouble();
      histories.join(
          at, member.name, session, member.con, 1, member.entry, cons.toArray(new String[0]));
      for (GeneratedMember other : room.members) {
        histories.noticed(at + 0.07, other.name, session, other.con, Change.JOINED, member.con);
      }
      histories.media(at + 0.2, member.name, session, member.con, "192.0.2." + room.mediaNode);
      cons.add(member.con);
      room.members.add(member);
    }
    histories.owns(-30, room.owner, session, room.createdAt);
    return room;
  }

  private void survive(GeneratedRoom room) {
    if (room.owner.equals(victim)) {
      rebuild(room);
      return;
    }
    List<GeneratedMember> lost =
        room.members.stream().filter(member -> member.entry.equals(victim)).toList();
    lost.forEach(member -> member.evicted = random.nextBoolean());
    for (GeneratedMember member : lost) {
      if (member.evicted) {
        rejoin(room, member);
      } else {
        resume(room, member);
      }
    }
  }

  private void loseSocket(GeneratedRoom room, GeneratedMember member) {
    member.outFrom = 0.02 + random.nextDouble() / 10;
    histories.lost(member.outFrom, member.name, room.session);
  }

  private void resume(GeneratedRoom room, GeneratedMember member) {
    loseSocket(room, member);
    double at = 0.3 + random.nextDouble();
    if (random.nextBoolean()) {
      histories.refused(at, member.name, room.session, 502);
      at += 3;
    }
    member.entry = survivor();
    histories.resume(at, member.name, room.session, member.con, 1, member.entry);
    member.servedFrom = at + 0.1;
  }

  /**
   * Evicted by a notification in the gap: hollow until the server closes, then a new connection.
   */
  private void rejoin(GeneratedRoom room, GeneratedMember member) {
    loseSocket(room, member);
    String old = member.con;
    double at = 0.6 + random.nextDouble() / 2;
    for (GeneratedMember other : room.members) {
      if (other != member && !other.evicted && other.receives(0.4)) {
        histories.noticed(0.4, other.name, room.session, other.con, Change.LEFT, old);
      }
    }
    histories.resume(at, member.name, room.session, old, 1, survivor());
    double closed = Math.max(at + 9.8, room.enteredAt + 0.2);
    room.enteredAt = closed + 0.3;
    histories.closed(closed, member.name, room.session, SocketEvent.By.PEER, false, "");
    histories.open(closed + 0.05, member.name, room.session, survivor(), true);
    histories.told(closed + 0.2, member.name, room.session, old, 1, Verdict.NETWORK_DISCONNECT);
    histories.closed(closed + 0.21, member.name, room.session, SocketEvent.By.SELF, true, "");
    enter(room, member, closed + 0.3, 1);
  }

  private void enter(GeneratedRoom room, GeneratedMember member, double at, long life) {
    member.con = "c" + nextCon++;
    member.entry = survivor();
    member.evicted = false;
    member.life = life;
    List<String> peers = new ArrayList<>();
    for (GeneratedMember other : room.members) {
      boolean there = other.life == life && !other.evicted && other.servedFrom < at;
      if (other != member && there) {
        peers.add(other.con);
        histories.noticed(
            at + 0.07, other.name, room.session, other.con, Change.JOINED, member.con);
      }
    }
    histories.enter(
        at,
        member.name,
        room.session,
        member.con,
        life,
        member.entry,
        peers.toArray(new String[0]));
    histories.media(
        at + 0.2,
        member.name,
        room.session,
        member.con,
        "192.0.2." + (life == 1 ? room.mediaNode : 3 - room.mediaNode));
    member.servedFrom = at + 0.1;
  }

  private void rebuild(GeneratedRoom room) {
    room.rebuilt = true;
    double sealed = 4 + random.nextDouble();
    for (GeneratedMember member : room.members) {
      member.outFrom = 0;
      member.servedFrom = Double.MAX_VALUE;
      if (member.entry.equals(victim)) {
        loseSocket(room, member);
        histories.open(0.3, member.name, room.session, survivor(), true);
      }
      histories.told(
          sealed + random.nextDouble() / 10,
          member.name,
          room.session,
          member.con,
          1,
          Verdict.NODE_CRASHED);
    }
    double at = sealed + 0.3;
    String first = room.members.get(0).name;
    histories.rest(sealed + 0.1, first, room.session, Kind.CREATE_SESSION, 200);
    for (GeneratedMember member : room.members) {
      histories.rest(at - 0.1, member.name, room.session, Kind.CREATE_CONNECTION, 200);
      enter(room, member, at, 2);
      at += 0.2;
    }
    histories.owns(sealed + 1.5, survivor(), room.session, room.createdAt + 5000);
  }

  /** Signals at intended times; whoever is out neither sends nor receives. */
  private void chatter(GeneratedRoom room) {
    for (double at = -10; at < LEAVE_AT - 6; at += 3 + random.nextDouble()) {
      GeneratedMember sender = room.members.get(random.nextInt(MEMBERS));
      if (isStill(room, sender, at)) {
        signal(room, sender, at);
      }
    }
  }

  private boolean isStill(GeneratedRoom room, GeneratedMember member, double at) {
    boolean before = at < -0.5;
    boolean after =
        room.members.stream().allMatch(each -> each.receives(at) && at > lastServed(room) + 1);
    return member.receives(at) && (before || after);
  }

  private static double lastServed(GeneratedRoom room) {
    return room.members.stream().mapToDouble(each -> each.servedFrom).max().orElse(0);
  }

  private String con(GeneratedMember member, double at, GeneratedRoom room) {
    return at < 0 ? oldCon(room, member) : member.con;
  }

  /** Connections were numbered in the order of joining. */
  private String oldCon(GeneratedRoom room, GeneratedMember member) {
    int roomNumber = rooms.indexOf(room);
    return "c" + (roomNumber * MEMBERS + room.members.indexOf(member) + 1);
  }

  private void signal(GeneratedRoom room, GeneratedMember sender, double at) {
    long life = at < 0 ? 1 : sender.life;
    String from = con(sender, at, room);
    long seq = sentOn(at, sender, room, from, life, Purpose.ROOM);
    histories.acknowledged(at + 0.002, sender.name, Outcome.OK);
    for (GeneratedMember other : room.members) {
      if (other != sender) {
        histories.received(
            at + 0.003 + random.nextDouble() / 100,
            other.name,
            room.session,
            con(other, at, room),
            sender.name,
            from,
            seq,
            life);
      }
    }
  }

  private long sentOn(
      double at,
      GeneratedMember member,
      GeneratedRoom room,
      String con,
      long life,
      Purpose purpose) {
    return histories.sent(at, member.name, room.session, con, life, purpose);
  }

  private void proofs(GeneratedRoom room) {
    for (GeneratedMember member : room.members) {
      double offset = random.nextDouble();
      String old = oldCon(room, member);
      histories.proofs(-20 + offset, -0.7, 4.5, member.name, room.session, old, 1);
      double from = member.outFrom == Double.MAX_VALUE ? 0.5 + offset : member.servedFrom;
      histories.proofs(
          from, LEAVE_AT - 0.5, 4.5, member.name, room.session, member.con, member.life);
    }
  }

  private void canaryJoin(GeneratedRoom room) {
    double at = 44 + random.nextDouble();
    String who = "joiner-" + room.session;
    String con = "con-" + who;
    long life = room.members.get(0).life;
    String[] peers = room.members.stream().map(member -> member.con).toArray(String[]::new);
    histories
        .writer("prober")
        .join(at, who, room.session, con, life, survivor(), peers)
        .leave(at + 1, who, room.session)
        .writer("worker-1");
    for (GeneratedMember member : room.members) {
      histories.noticed(at + 0.07, member.name, room.session, member.con, Change.JOINED, con);
      histories.noticed(
          at + 1.02, member.name, room.session, member.con, Change.LEFT, con, "disconnect");
    }
  }

  private void lists() {
    for (int second = -12; second < LEAVE_AT; second++) {
      if (second < -1 || second > 20) {
        List<ProbeEvent.SessionView> views = new ArrayList<>();
        for (GeneratedRoom room : rooms) {
          boolean after = second > 0;
          long createdAt = room.createdAt + (room.rebuilt && after ? 5000 : 0);
          int node = room.rebuilt && after ? 3 - room.mediaNode : room.mediaNode;
          String[] cons =
              room.members.stream()
                  .map(member -> after ? member.con : oldCon(room, member))
                  .toArray(String[]::new);
          views.add(Histories.view(room.session, createdAt, "media_" + node, cons));
        }
        views.addAll(incidents.views(second));
        histories.list(second, views.toArray(new ProbeEvent.SessionView[0]));
        histories.health(second, true);
      }
    }
  }

  private void objectives() {
    histories
        .objective(Metric.UNEXPLAINED_LOSSES, 0, Comparison.EQUAL, 0, "unexplained losses = 0")
        .objective(Metric.SIGNAL, 95, Comparison.AT_MOST, 1, "signal p95 <= 1s");
  }

  private void end() {
    histories.fit(-40, LEAVE_AT + 5).phase(LEAVE_AT - 5, Phase.QUIET);
    histories.phase(LEAVE_AT, Phase.LEAVE);
    for (GeneratedRoom room : rooms) {
      for (GeneratedMember member : room.members) {
        histories.leave(LEAVE_AT + 0.5, member.name, room.session);
      }
    }
    Newcomers.leave(histories, LEAVE_AT + 1, survivors());
    histories.phase(LEAVE_AT + 3, Phase.END);
  }

  /** Somebody of a room whose life went on and who was never out. */
  GeneratedMember untouched() {
    return rooms.stream()
        .filter(room -> !room.rebuilt)
        .flatMap(room -> room.members.stream())
        .filter(member -> member.outFrom == Double.MAX_VALUE)
        .findFirst()
        .orElseThrow();
  }

  /** Somebody who depended on nothing that was broken. */
  GeneratedMember bystander() {
    return rooms.get(ROOMS - 1).members.get(0);
  }

  GeneratedRoom roomOf(GeneratedMember member) {
    return rooms.stream().filter(room -> room.members.contains(member)).findFirst().orElseThrow();
  }

  /** Somebody who was out and is back. */
  GeneratedMember recovered() {
    return rooms.stream()
        .flatMap(room -> room.members.stream())
        .filter(member -> member.outFrom != Double.MAX_VALUE)
        .findFirst()
        .orElseThrow();
  }
}
