package io.drillmaster.check;

import io.drillmaster.drill.Objective.Comparison;
import io.drillmaster.drill.Objective.Metric;
import io.drillmaster.drill.Role;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.MemberEvent.Change;
import io.drillmaster.history.MemberEvent.Verdict;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A seeded generator of small histories that a correct cluster may produce when one of three
 * masters crashes: members resume, are evicted by a room signal and rejoin, or are rebuilt with
 * their session; all publish, in two load processes of which one may be late for a second, through
 * one balancer or two. Every check must pass on every one of them.
 */
final class ValidHistories {

  static final double LEAVE_AT = 64;
  static final List<String> MASTERS = List.of("m1", "m2", "m3");
  private static final int ROOMS = 12;

  /** The last rooms depend on nothing that is broken. */
  private static final int BYSTANDERS = 4;

  private static final int MEMBERS = 3;

  /** The address of a docker bridge: the same on every media node. */
  private static final String BRIDGE = "172.17.0.1";

  /** An address that is in no list of media nodes. */
  static final String STRANGE = "198.51.100.7";

  final Histories histories = new Histories();
  final List<GeneratedRoom> rooms = new ArrayList<>();
  private final Incidents incidents;
  private final Random random;
  private final String victim;
  private int nextCon = 1;

  ValidHistories(long seed) {
    this.random = new Random(seed);
    this.victim = "m" + (1 + random.nextInt(3));
    if (seed % 3 == 1) {
      histories.balancers("b1", "b2");
    }
    histories.cluster();
    MASTERS.forEach(master -> histories.rotation(-60, master, true));
    for (int i = 1; i <= ROOMS; i++) {
      rooms.add(room(i));
    }
    histories.phase(-5, Phase.STEADY).crash(0, victim).gone(0.02, victim);
    histories.seen(5, "m4", Role.MASTER, "", "master_4");
    histories.unreached(0.5, "b1", victim).rotation(2, victim, false);
    histories.rotation(5.5, "m4", true).healed(6, "crash-1", victim);
    histories.writer("worker-1");
    this.incidents = new Incidents(histories, random, victim);
    rooms.forEach(this::survive);
    talk();
    histories.writer("worker-1");
    Newcomers.come(histories, random, survivors());
    incidents.canaryJoins();
    rooms.forEach(this::canaryJoin);
    lists();
    objectives();
    end();
  }

  private void talk() {
    GeneratedTalk talk = new GeneratedTalk(histories, random);
    for (GeneratedRoom room : rooms) {
      histories.writer(room.writer);
      talk.chatter(room);
      talk.proofs(room);
    }
  }

  private String entry() {
    return "m" + (1 + random.nextInt(3));
  }

  /** The masters that were there and stay. */
  List<String> survivors() {
    return MASTERS.stream().filter(each -> !each.equals(victim)).toList();
  }

  private String survivor() {
    return survivors().get(random.nextInt(2));
  }

  private String place(boolean bystander) {
    return bystander ? survivor() : entry();
  }

  private GeneratedRoom room(int number) {
    boolean bystander = number > ROOMS - BYSTANDERS;
    String owner = number == 1 ? victim : place(bystander);
    GeneratedRoom room = new GeneratedRoom(number, owner, 1 + random.nextInt(2));
    histories.writer(room.writer);
    List<String> cons = new ArrayList<>();
    for (int i = 1; i <= MEMBERS; i++) {
      String name = room.session + "-p" + i;
      GeneratedMember member = new GeneratedMember(name, "c" + nextCon++, place(bystander), 1);
      double at = -40 + i + random.nextDouble() / 2;
      histories.join(
          at, name, room.session, member.con, 1, member.entry, cons.toArray(new String[0]));
      for (GeneratedMember other : room.members) {
        histories.noticed(
            at + 0.07, other.name, room.session, other.con, Change.JOINED, member.con);
      }
      publish(room, member, at + 0.1, room.members);
      cons.add(member.con);
      room.members.add(member);
    }
    histories.owns(-30, room.owner, room.session, room.createdAt);
    return room;
  }

  /** Publishes, is told the media node's address, and the others are told of the stream. */
  private void publish(
      GeneratedRoom room, GeneratedMember member, double at, List<GeneratedMember> others) {
    histories.publish(at, member.name, room.session, member.con);
    addresses(room, member, at + 0.02);
    for (GeneratedMember other : others) {
      histories.noticed(
          at + 0.04, other.name, room.session, other.con, Change.PUBLISHED, member.con);
    }
  }

  /**
   * Beside the node's own: a bridge that every host has, a name, and once one that nobody knows.
   */
  private void addresses(GeneratedRoom room, GeneratedMember member, double at) {
    String own = room.mediaAddress(member.life != 1);
    histories.media(at, member.name, room.session, member.con, own, BRIDGE, "a1.local");
    if (member.name.equals("s2-p1") && at < 0) {
      histories.media(at + 0.01, member.name, room.session, member.con, STRANGE);
    }
  }

  private void survive(GeneratedRoom room) {
    histories.writer(room.writer);
    if (room.owner.equals(victim)) {
      rebuild(room);
      return;
    }
    List<GeneratedMember> lost =
        room.members.stream().filter(member -> member.entry.equals(victim)).toList();
    lost.forEach(member -> loseSocket(room, member));
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
    List<GeneratedMember> there = new ArrayList<>();
    for (GeneratedMember other : room.members) {
      boolean isIn = other.life == life && !other.evicted && other.servedFrom < at;
      if (other != member && isIn) {
        there.add(other);
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
        there.stream().map(other -> other.con).toArray(String[]::new));
    publish(room, member, at + 0.08, there);
    member.servedFrom = at + 0.1;
  }

  private void rebuild(GeneratedRoom room) {
    room.rebuilt = true;
    double sealed = 4 + random.nextDouble();
    histories.crashWebhook(sealed + 0.02, victim, room.session);
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

  private void canaryJoin(GeneratedRoom room) {
    double at = 44 + random.nextDouble();
    histories.writer(room.writer);
    String who = "joiner-" + room.session;
    String con = "con-" + who;
    long life = room.members.get(0).life;
    String[] peers = room.members.stream().map(member -> member.con).toArray(String[]::new);
    histories
        .writer("prober")
        .join(at, who, room.session, con, life, survivor(), peers)
        .leave(at + 1, who, room.session)
        .writer(room.writer);
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
          views.add(shown(room, second));
        }
        views.addAll(incidents.views(second));
        histories.list(second, views.toArray(new ProbeEvent.SessionView[0]));
        histories.health(second, true);
      }
    }
  }

  private ProbeEvent.SessionView shown(GeneratedRoom room, int second) {
    boolean isRebuilt = room.rebuilt && second > 0;
    return histories.shown(
        room.session,
        room.createdAt + (isRebuilt ? 5000 : 0),
        "media_" + room.mediaNode(isRebuilt),
        room.members.stream().map(member -> member.conAt(second)).toArray(String[]::new));
  }

  private void objectives() {
    histories
        .objective(Metric.UNEXPLAINED_LOSSES, 0, Comparison.EQUAL, 0, "unexplained losses = 0")
        .objective(Metric.SIGNAL, 95, Comparison.AT_MOST, 1, "signal p95 <= 1s");
  }

  private void end() {
    histories.fit(-40, LEAVE_AT + 5);
    if (random.nextBoolean()) {
      histories.fitness(1.5 + random.nextInt(8), "worker-2", 300, 0);
    }
    histories.phase(LEAVE_AT - 5, Phase.QUIET);
    histories.phase(LEAVE_AT, Phase.LEAVE);
    for (GeneratedRoom room : rooms) {
      histories.writer(room.writer);
      for (GeneratedMember member : room.members) {
        histories.leave(LEAVE_AT + 0.5, member.name, room.session);
      }
    }
    List<String> serving = new ArrayList<>(survivors());
    serving.add("m5");
    Newcomers.leave(histories, LEAVE_AT + 1, serving);
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
