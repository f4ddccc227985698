package io.drillmaster.check;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Objective.Comparison;
import io.drillmaster.drill.Objective.Metric;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.MemberEvent.Change;
import io.drillmaster.history.MemberEvent.Verdict;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.SignalEvent.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A seeded generator of valid histories in which three of four masters crash 7 s apart. One member
 * of each flapping room loses its entry every time and resumes after six seconds or more: longer
 * after its first loss than the window, but never so long after the last. The fourth master stays,
 * with those who depend on nothing else.
 */
final class FlapHistory {

  static final double LEAVE_AT = 60;

  /** From one crash to the next: less than the window of 10 s. */
  static final double EVERY = 7;

  private static final List<String> SERVING = List.of("m4", "m5", "m6", "m7");
  private static final int FLAPPING = 7;
  private static final int CALM = 2;
  private static final String LOST = "lost-1";

  final Histories histories = new Histories();
  private final Random random;

  /** What lists show of each session before anything breaks. */
  private final List<ProbeEvent.SessionView> before = new ArrayList<>();

  /** And once everybody is back. */
  private final List<ProbeEvent.SessionView> after = new ArrayList<>();

  FlapHistory(long seed) {
    this.random = new Random(seed);
    histories.cluster().seen(-60, "m4", Role.MASTER, "", "master_4");
    for (int i = 1; i <= 4; i++) {
      histories.rotation(-60, "b1", "m" + i, true);
    }
    for (int i = 1; i <= FLAPPING; i++) {
      flapping("flap-" + i);
    }
    for (int i = 1; i <= CALM; i++) {
      calm("calm-" + i);
    }
    lost();
    histories.list(-20, before.toArray(new ProbeEvent.SessionView[0]));
    histories.phase(-5, Phase.STEADY);
    for (int i = 0; i < 3; i++) {
      crash(i);
    }
    Newcomers.visitors(histories, random, 30, SERVING);
    for (int second = 22; second < LEAVE_AT; second++) {
      histories.list(second, after.toArray(new ProbeEvent.SessionView[0])).health(second, true);
    }
    end();
  }

  private void crash(int index) {
    double at = EVERY * index;
    String name = "crash-" + (index + 1);
    String lost = "m" + (1 + index);
    String fresh = "m" + (5 + index);
    histories.fault(at, name, FaultKind.CRASH, Role.MASTER, lost, Signature.CUT);
    histories.gone(at + 0.02, lost).unreached(at + 0.5, "b1", lost);
    histories.rotation(at + 2, "b1", lost, false);
    histories.seen(at + 5, fresh, Role.MASTER, "", "master_" + fresh);
    histories.rotation(at + 5.5, "b1", fresh, true).healed(at + 6, name, lost);
    Newcomers.outage(histories, at + 1 + random.nextDouble(), "newcomer" + index, "new" + index);
    Newcomers.replaced(histories, at + 6, fresh, "late" + index);
  }

  static String name(String session, int member) {
    return session + "-" + (char) ('a' + member);
  }

  static String con(String session, int member) {
    return "con-" + name(session, member);
  }

  /** Three members on these entries; each publishes, and is announced to those before it. */
  private void room(String session, String owner, long createdAt, String... entries) {
    List<String> cons = new ArrayList<>();
    for (int i = 0; i < entries.length; i++) {
      String who = name(session, i);
      String con = con(session, i);
      double at = -40 + i + random.nextDouble() / 2;
      histories.join(at, who, session, con, 1, entries[i], cons.toArray(new String[0]));
      histories.publish(at + 0.1, who, session, con);
      histories.media(at + 0.12, who, session, con, "192.0.2.1");
      for (int j = 0; j < i; j++) {
        hears(at + 0.07, session, j, Change.JOINED, con);
        hears(at + 0.15, session, j, Change.PUBLISHED, con);
      }
      cons.add(con);
    }
    histories.owns(-30, owner, session, createdAt);
    before.add(histories.shown(session, createdAt, "media_1", cons.toArray(new String[0])));
  }

  private void hears(double at, String session, int who, Change change, String con) {
    histories.noticed(at, name(session, who), session, con(session, who), change, con);
  }

  private void stays(String session, int... members) {
    for (int member : members) {
      double from = -30 + random.nextDouble();
      String who = name(session, member);
      histories.proofs(from, LEAVE_AT - 0.5, 4.5, who, session, con(session, member), 1);
    }
  }

  private void flapping(String session) {
    room(session, "m4", 77, "m1", "m4", "m4");
    stays(session, 1, 2);
    String who = name(session, 0);
    String con = con(session, 0);
    histories.proofs(-30 + random.nextDouble(), -0.7, 4.5, who, session, con, 1);
    String[] entries = {"m2", "m3", "m4"};
    double back = 0;
    for (int i = 0; i < 3; i++) {
      double lostAt = EVERY * i + 0.03 + random.nextDouble() / 20;
      histories.lost(lostAt, who, session).refused(lostAt + 0.3, who, session, 502);
      histories.refused(lostAt + 3.3, who, session, 502);
      back = lostAt + 6.3 + random.nextDouble() / 4;
      histories.resume(back, who, session, con, 1, entries[i]);
      histories.proof(back + 0.06, who, session, con, 1);
    }
    histories.proofs(back + 1, LEAVE_AT - 0.5, 4.5, who, session, con, 1);
    String[] cons = {con, con(session, 1), con(session, 2)};
    after.add(histories.shown(session, 77, "media_1", cons));
  }

  /** Members who depend on nothing that is broken, and speak all the time. */
  private void calm(String session) {
    room(session, "m4", 77, "m4", "m4", "m4");
    stays(session, 0, 1, 2);
    for (double at = -10; at < LEAVE_AT - 6; at += 1 + random.nextDouble() / 2) {
      int sender = random.nextInt(3);
      String who = name(session, sender);
      String from = con(session, sender);
      long seq = histories.sent(at, who, session, from, 1, Purpose.ROOM);
      histories.acknowledged(at + 0.002, who, Outcome.OK);
      for (int other = 0; other < 3; other++) {
        if (other != sender) {
          String to = name(session, other);
          histories.received(at + 0.004, to, session, con(session, other), who, from, seq);
        }
      }
    }
    String[] cons = {con(session, 0), con(session, 1), con(session, 2)};
    after.add(histories.shown(session, 77, "media_1", cons));
  }

  /** A room whose owner is the first that crashes: both members are told, and build it anew. */
  private void lost() {
    room(LOST, "m1", 77, "m4", "m4");
    double told = 4.3 + random.nextDouble() / 2;
    String[] fresh = {"new-a", "new-b"};
    histories.rest(told + 0.1, name(LOST, 0), LOST, Kind.CREATE_SESSION, 200);
    for (int i = 0; i < 2; i++) {
      String who = name(LOST, i);
      double from = -30 + random.nextDouble();
      histories.proofs(from, -0.7, 4.5, who, LOST, con(LOST, i), 1);
      histories.told(told + 0.02 * i, who, LOST, con(LOST, i), 1, Verdict.NODE_CRASHED);
      double at = told + 0.3 + 0.3 * i;
      histories.rest(at - 0.1, who, LOST, Kind.CREATE_CONNECTION, 200);
      histories.enter(
          at, who, LOST, fresh[i], 2, "m4", i == 0 ? new String[0] : new String[] {"new-a"});
      histories.media(at + 0.2, who, LOST, fresh[i], "192.0.2.2");
      histories.proofs(at + 0.1, LEAVE_AT - 0.5, 4.5, who, LOST, fresh[i], 2);
    }
    histories.noticed(told + 0.67, name(LOST, 0), LOST, "new-a", Change.JOINED, "new-b");
    histories.owns(told + 2, "m4", LOST, 88);
    after.add(histories.shown(LOST, 88, "media_2", fresh));
  }

  private void end() {
    histories
        .objective(Metric.BACK, 0, Comparison.AT_LEAST, 100, "back >= 100 %")
        .objective(Metric.RTO, 95, Comparison.AT_MOST, 10, "rto p95 <= 10s")
        .objective(Metric.UNEXPLAINED_LOSSES, 0, Comparison.EQUAL, 0, "unexplained losses = 0");
    histories.fit(-40, LEAVE_AT + 5).phase(LEAVE_AT - 5, Phase.QUIET);
    histories.phase(LEAVE_AT, Phase.LEAVE);
    for (int i = 1; i <= FLAPPING; i++) {
      leave("flap-" + i, 3);
    }
    for (int i = 1; i <= CALM; i++) {
      leave("calm-" + i, 3);
    }
    leave(LOST, 2);
    Newcomers.leave(histories, LEAVE_AT + 1, SERVING);
    histories.phase(LEAVE_AT + 3, Phase.END);
  }

  private void leave(String session, int members) {
    for (int i = 0; i < members; i++) {
      histories.leave(LEAVE_AT + 0.5, name(session, i), session);
    }
  }
}
