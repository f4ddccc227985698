package io.drillmaster.check;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.MemberEvent.Change;
import io.drillmaster.history.MemberEvent.Verdict;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.SignalEvent.Purpose;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Sessions with a story each that a correct cluster may produce beside those of {@link
 * ValidHistories}: a relapse, a cascade of evictions with hollow resumes, a late answer of an owner
 * that was fenced, a second fault, stoic canaries, and a canary that joins everybody afterwards.
 */
final class Incidents {

  static final String RELAPSE = "relapse";
  static final String CASCADE = "cascade";
  static final String FENCED = "fenced";
  static final String SECOND = "second";

  private static final double END = ValidHistories.LEAVE_AT - 0.5;

  private final Histories histories;
  private final Random random;
  private final String victim;
  private final String survivor;

  /** Who is listed in each session, from which second on. */
  private final TreeMap<String, TreeMap<Double, ProbeEvent.SessionView>> views = new TreeMap<>();

  Incidents(Histories histories, Random random, String victim) {
    this.histories = histories;
    this.random = random;
    this.victim = victim;
    this.survivor = victim.equals("m1") ? "m2" : "m1";
    relapse();
    cascade();
    fenced();
    second();
  }

  /** What the session list shows of these sessions at a second. */
  List<ProbeEvent.SessionView> views(double second) {
    List<ProbeEvent.SessionView> shown = new ArrayList<>();
    views.values().stream()
        .map(byTime -> byTime.floorEntry(second))
        .filter(entry -> entry != null)
        .forEach(entry -> shown.add(entry.getValue()));
    return shown;
  }

  private void listed(String session, double from, long createdAt, int node, String... cons) {
    views
        .computeIfAbsent(session, key -> new TreeMap<>())
        .put(from, histories.shown(session, createdAt, "media_" + node, cons));
  }

  /** Members a, b, ... join one after the other; each of the earlier ones is told. */
  private void room(String session, double at, String... entries) {
    List<String> cons = new ArrayList<>();
    for (int i = 0; i < entries.length; i++) {
      String who = name(session, i);
      String con = con(session, i);
      double when = at + i * 0.5;
      histories.join(when, who, session, con, 1, entries[i], cons.toArray(new String[0]));
      histories.publish(when + 0.1, who, session, con);
      histories.media(when + 0.2, who, session, con, "192.0.2.1");
      for (int j = 0; j < i; j++) {
        hears(when + 0.07, session, j, Change.JOINED, con, "");
        hears(when + 0.15, session, j, Change.PUBLISHED, con, "");
      }
      cons.add(con);
    }
    histories.owns(at + 3, survivor, session, 77);
    listed(session, at + 3, 77, 1, cons.toArray(new String[0]));
  }

  static String name(String session, int i) {
    return session + "-" + (char) ('a' + i);
  }

  static String con(String session, int i) {
    return "con-" + session + "-" + (char) ('a' + i);
  }

  private void proofs(String session, int i, double from, double to) {
    double offset = random.nextDouble() / 2;
    histories.proofs(from + offset, to, 4.5, name(session, i), session, con(session, i), 1);
  }

  private void hears(double at, String session, int who, Change change, String con, String why) {
    histories.noticed(at, name(session, who), session, con(session, who), change, con, why);
  }

  /** Back after the crash, cut off once more within HOLD, and back again. */
  private void relapse() {
    room(RELAPSE, -35, victim, survivor, survivor);
    double again = 2 + 7 * random.nextDouble();
    proofs(RELAPSE, 0, -33, -0.6);
    proofs(RELAPSE, 1, -33, END);
    proofs(RELAPSE, 2, -33, END);
    resumed(RELAPSE, 0, 0.05, 0.6);
    resumed(RELAPSE, 0, again, again + 0.6);
    proofs(RELAPSE, 0, again + 0.7, END);
    leave(RELAPSE, 3);
  }

  private void resumed(String session, int i, double lostAt, double at) {
    String who = name(session, i);
    histories.lost(lostAt, who, session);
    histories.resume(at, who, session, con(session, i), 1, survivor);
    histories.proof(at + 0.06, who, session, con(session, i), 1);
  }

  /** One signal evicts two in the gap; both resume hollowly, are closed, told, and join again. */
  private void cascade() {
    room(CASCADE, -34, victim, victim, survivor, survivor);
    histories.writer("prober");
    histories.join(-30, "stoic-1", CASCADE, "con-stoic-1", 1, survivor, cons(CASCADE, 4));
    histories.proofs(-29, END, 4, "stoic-1", CASCADE, "con-stoic-1", 1);
    histories.writer("worker-1");
    for (int i = 0; i < 4; i++) {
      hears(-29.9, CASCADE, i, Change.JOINED, "con-stoic-1", "");
      proofs(CASCADE, i, -33, i < 2 ? -0.6 : END);
    }
    double evictedAt = 0.2 + random.nextDouble() / 10;
    for (int i = 0; i < 2; i++) {
      hollow(i, evictedAt + i * 0.001);
    }
    talk(-8, con(CASCADE, 0), con(CASCADE, 1));
    for (double at = 30; at < 42; at += 2) {
      talk(at, "new-a", "new-b");
    }
    listed(CASCADE, 12, 77, 1, "new-a", "new-b", con(CASCADE, 2), con(CASCADE, 3), "con-stoic-1");
    histories.writer("prober").leave(END + 1, "stoic-1", CASCADE).writer("worker-1");
    leave(CASCADE, 4);
  }

  /** One who was never out speaks to the room; the stoic's process hears it too. */
  private void talk(double at, String a, String b) {
    String who = name(CASCADE, 2);
    String from = con(CASCADE, 2);
    long seq = histories.sent(at, who, CASCADE, from, 1, Purpose.ROOM);
    histories.acknowledged(at + 0.002, who, Outcome.OK);
    histories.received(at + 0.004, name(CASCADE, 0), CASCADE, a, who, from, seq);
    histories.received(at + 0.005, name(CASCADE, 1), CASCADE, b, who, from, seq);
    histories.received(at + 0.004, name(CASCADE, 3), CASCADE, con(CASCADE, 3), who, from, seq);
    histories
        .writer("prober")
        .received(at + 0.006, "stoic-1", CASCADE, "con-stoic-1", who, from, seq)
        .writer("worker-1");
  }

  private static String[] cons(String session, int count) {
    String[] cons = new String[count];
    for (int i = 0; i < count; i++) {
      cons[i] = con(session, i);
    }
    return cons;
  }

  private void hollow(int i, double evictedAt) {
    String who = name(CASCADE, i);
    String old = con(CASCADE, i);
    String fresh = "new-" + (char) ('a' + i);
    histories.lost(0.05, who, CASCADE);
    for (int j = 2; j < 4; j++) {
      hears(evictedAt, CASCADE, j, Change.LEFT, old, "");
      hears(evictedAt + 0.001, CASCADE, j, Change.EVICTED, old, "");
      hears(evictedAt + 10.6 + 0.4 * i, CASCADE, j, Change.JOINED, fresh, "");
    }
    double at = 0.5 + random.nextDouble() / 2;
    histories.resume(at, who, CASCADE, old, 1, survivor);
    for (int k = 0; k < 8; k++) {
      histories.unanswered(at + 0.1 + k, who, CASCADE, old, 1);
    }
    double closed = evictedAt + 10;
    histories.closed(closed, who, CASCADE, SocketEvent.By.PEER, false, "");
    histories.told(closed + 0.1, who, CASCADE, old, 1, Verdict.NETWORK_DISCONNECT);
    double enter = evictedAt + 10.5 + 0.4 * i;
    String[] peers =
        i == 0
            ? new String[] {con(CASCADE, 2), con(CASCADE, 3), "con-stoic-1"}
            : new String[] {"new-a", con(CASCADE, 2), con(CASCADE, 3), "con-stoic-1"};
    histories.enter(enter, who, CASCADE, fresh, 1, survivor, peers);
    histories.media(enter + 0.2, who, CASCADE, fresh, "192.0.2.1");
    histories.proofs(enter + 0.1, END, 4.5, who, CASCADE, fresh, 1);
    if (i == 1) {
      histories.noticed(
          enter + 0.1, name(CASCADE, 0), CASCADE, "new-a", Change.JOINED, "new-b", "");
    }
  }

  /** The owner is lost; its last answer comes after others were served by the new one. */
  private void fenced() {
    room(FENCED, -33, survivor, survivor);
    histories.owns(-29, victim, FENCED, 77);
    histories.writer("prober");
    histories.join(-28, "stoic-2", FENCED, "con-stoic-2", 1, survivor, cons(FENCED, 2));
    histories.proofs(-27, -1, 4, "stoic-2", FENCED, "con-stoic-2", 1);
    for (int k = 0; k < 12; k++) {
      histories.unanswered(3.1 + 4 * k, "stoic-2", FENCED, "con-stoic-2", 1);
    }
    histories.writer("worker-1");
    for (int i = 0; i < 2; i++) {
      hears(-27.9, FENCED, i, Change.JOINED, "con-stoic-2", "");
      proofs(FENCED, i, -32, -0.6);
    }
    double told = 4.3 + random.nextDouble() / 10;
    histories.told(told, name(FENCED, 0), FENCED, con(FENCED, 0), 1, Verdict.NODE_CRASHED);
    long late = histories.unanswered(told + 0.2, name(FENCED, 1), FENCED, con(FENCED, 1), 1);
    rebuilt(0, told + 0.3);
    histories.back(told + 0.5, name(FENCED, 1), FENCED, con(FENCED, 1), 1, late);
    histories.told(told + 0.7, name(FENCED, 1), FENCED, con(FENCED, 1), 1, Verdict.NODE_CRASHED);
    rebuilt(1, told + 0.9, "life2-a");
    histories.noticed(told + 1, name(FENCED, 0), FENCED, "life2-a", Change.JOINED, "life2-b", "");
    histories.owns(told + 3, survivor, FENCED, 88);
    listed(FENCED, 12, 88, 2, "life2-a", "life2-b");
    leave(FENCED, 2);
  }

  private void rebuilt(int i, double at, String... peers) {
    String con = "life2-" + (char) ('a' + i);
    histories.enter(at, name(FENCED, i), FENCED, con, 2, survivor, peers);
    histories.media(at + 0.2, name(FENCED, i), FENCED, con, "192.0.2.2");
    histories.proofs(at + 0.1, END, 4.5, name(FENCED, i), FENCED, con, 2);
  }

  /** The replacement crashes as well, after two have come in through it. */
  private void second() {
    histories.fault(30, "crash-2", FaultKind.CRASH, Role.MASTER, "m4", Signature.CUT);
    histories.gone(30.03, "m4").seen(34, "m5", Role.MASTER, "", "master_5");
    histories.healed(35, "crash-2", "m4");
    Newcomers.comeAgain(
        histories,
        random,
        30,
        ValidHistories.MASTERS.stream().filter(each -> !each.equals(victim)).toList());
    room(SECOND, 8, "m4", "m4", survivor);
    for (int i = 0; i < 3; i++) {
      proofs(SECOND, i, 11, i < 2 ? 29.4 : END);
    }
    for (int i = 0; i < 2; i++) {
      double at = 30.4 + random.nextDouble();
      resumed(SECOND, i, 30.03 + random.nextDouble() / 10, at);
      proofs(SECOND, i, at + 0.2, END);
    }
    leave(SECOND, 3);
  }

  private void leave(String session, int members) {
    for (int i = 0; i < members; i++) {
      histories.leave(ValidHistories.LEAVE_AT + 0.5, name(session, i), session);
    }
  }

  /** A canary joins each session once everybody is back, finds all of them, and leaves. */
  void canaryJoins() {
    canaryJoin(RELAPSE, 1, List.of(0, 1, 2), cons(RELAPSE, 3));
    canaryJoin(SECOND, 1, List.of(0, 1, 2), cons(SECOND, 3));
    canaryJoin(
        CASCADE,
        1,
        List.of(2, 3),
        "new-a",
        "new-b",
        con(CASCADE, 2),
        con(CASCADE, 3),
        "con-stoic-1");
    canaryJoin(FENCED, 2, List.of(), "life2-a", "life2-b");
  }

  private void canaryJoin(String session, long life, List<Integer> told, String... peers) {
    double at = 46 + random.nextDouble();
    String con = "con-canary-" + session;
    histories
        .writer("prober")
        .join(at, "joiner-" + session, session, con, life, survivor, peers)
        .leave(at + 1, "joiner-" + session, session)
        .writer("worker-1");
    for (int i : told) {
      hears(at + 0.07, session, i, Change.JOINED, con, "");
      hears(at + 1.02, session, i, Change.LEFT, con, "disconnect");
    }
  }
}
