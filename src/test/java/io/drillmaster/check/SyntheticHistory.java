package io.drillmaster.check;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.Damage;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Header;
import io.drillmaster.history.History;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SignalEvent.Purpose;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A history as long as one likes, made anew at each reading so that its own size does not count:
 * rooms of four, each member signals and proves itself every second, one of three masters crashes,
 * and who entered by it resumes.
 *
 * @param events how many, at least
 */
record SyntheticHistory(Header header, long events) implements History {

  private static final int MEMBERS = 4;
  private static final int ROOMS = 500;

  /** The one writer of all its events. */
  static final String WRITER = "worker-1";

  /** When the master crashes. */
  static final double CRASH_AT = 20;

  @Override
  public List<Header> headers() {
    return List.of(header);
  }

  @Override
  public List<Damage> read(Consumer<Recorded> to) {
    new Writer(to, events).write();
    return List.of();
  }

  private static final class Writer {
    private final Consumer<Recorded> to;
    private final long events;
    private final long[] seqs = new long[ROOMS * MEMBERS];
    private long written;
    private long op = 1;

    Writer(Consumer<Recorded> to, long events) {
      this.to = to;
      this.events = events;
    }

    private void put(Event event) {
      to.accept(new Recorded(WRITER, written++, event));
    }

    private static long at(double seconds) {
      return Histories.nanos(seconds);
    }

    private static String session(int room) {
      return "drill-run-" + room;
    }

    private static String name(int room, int member) {
      return "drill-run-" + room + "-p" + member;
    }

    private static String con(int room, int member) {
      return "con_" + room + "_" + member;
    }

    private static int epoch(int room, int member) {
      return 1 + room * MEMBERS + member;
    }

    private static String entry(int room, int member) {
      return "m" + (1 + (room + member) % 3);
    }

    void write() {
      inventory();
      for (int room = 0; room < ROOMS; room++) {
        join(room, 0.01 * room);
      }
      put(new HarnessEvent.PhaseBegan(at(10), HarnessEvent.Phase.STEADY, ""));
      double second = 11;
      boolean crashed = false;
      while (written < events) {
        if (second > CRASH_AT && !crashed) {
          crashed = true;
          crash();
        }
        second(second, crashed);
        second += 1;
      }
      put(new HarnessEvent.PhaseBegan(at(second), HarnessEvent.Phase.LEAVE, ""));
    }

    private void inventory() {
      for (int i = 1; i <= 3; i++) {
        put(
            new NodeEvent.Seen(
                at(-1), "m" + i, Role.MASTER, "m" + i + "#1", i, List.of(), "", "master_" + i));
      }
      put(
          new NodeEvent.Seen(
              at(-1), "k1", Role.MEDIA_NODE, "k1#1", 9, List.of(), "192.0.2.1", "media_1"));
    }

    private void join(int room, double when) {
      List<MemberEvent.Peer> peers = new ArrayList<>();
      for (int member = 0; member < MEMBERS; member++) {
        double at = when + 0.1 * member;
        String who = name(room, member);
        String local = "127.0.0.1:" + epoch(room, member);
        long join = op++;
        put(new MemberEvent.Intends(at(at), who, session(room), MemberEvent.Intention.JOIN));
        put(
            new SocketEvent.Opened(
                at(at + 0.01), 0, who, session(room), epoch(room, member), local, "", null, false));
        put(
            new NodeEvent.EntryOf(
                at(at + 0.011), NodeEvent.Source.BALANCER_LOG, local, entry(room, member)));
        put(
            new OperationEvent.Invoked(
                at(at + 0.02), join, 0, 1, who, session(room), epoch(room, member), Kind.JOIN));
        put(
            new MemberEvent.Joined(
                at(at + 0.03),
                join,
                who,
                session(room),
                epoch(room, member),
                con(room, member),
                "rpc",
                1L,
                peers));
        put(new OperationEvent.Completed(at(at + 0.03), join, who, Kind.JOIN, Outcome.OK, 0, null));
        peers.add(new MemberEvent.Peer(con(room, member), List.of()));
        for (int other = 0; other < member; other++) {
          notice(room, other, con(room, member), at + 0.04);
        }
      }
    }

    private void notice(int room, int member, String joined, double at) {
      put(
          new MemberEvent.Noticed(
              at(at),
              name(room, member),
              session(room),
              epoch(room, member),
              con(room, member),
              MemberEvent.Change.JOINED,
              joined,
              null,
              null));
    }

    private void crash() {
      put(
          new FaultEvent.Injecting(
              at(CRASH_AT),
              "crash-1",
              FaultKind.CRASH,
              Role.MASTER,
              List.of("m1"),
              List.of("m1#1")));
      put(new FaultEvent.Injected(at(CRASH_AT + 0.01), "crash-1"));
      put(new FaultEvent.EffectSeen(at(CRASH_AT + 0.02), "crash-1", "m1", "exit 137"));
      put(new FaultEvent.SignatureSeen(at(CRASH_AT + 0.03), "crash-1", "m1", Signature.CUT));
      for (int room = 0; room < ROOMS; room++) {
        for (int member = 0; member < MEMBERS; member++) {
          if (entry(room, member).equals("m1")) {
            resume(room, member);
          }
        }
      }
    }

    private void resume(int room, int member) {
      double at = CRASH_AT + 0.1 + room / 1000.0;
      String who = name(room, member);
      int fresh = epoch(room, member) + ROOMS * MEMBERS;
      put(
          new SocketEvent.Closed(
              at(at),
              who,
              session(room),
              epoch(room, member),
              SocketEvent.By.NETWORK,
              SocketEvent.Ending.FIN,
              false,
              1006,
              "",
              0,
              0,
              0,
              0));
      put(
          new SocketEvent.Opened(
              at(at + 0.01), 0, who, session(room), fresh, "x:" + fresh, "", null, true));
      put(
          new MemberEvent.Reconnected(
              at(at + 0.02), 0, who, session(room), fresh, con(room, member), "rpc", 1L));
    }

    private int epochNow(int room, int member, boolean crashed) {
      boolean moved = crashed && entry(room, member).equals("m1");
      return epoch(room, member) + (moved ? ROOMS * MEMBERS : 0);
    }

    private void second(double second, boolean crashed) {
      List<ProbeEvent.SessionView> views = new ArrayList<>();
      for (int room = 0; room < ROOMS && written < events; room++) {
        List<ProbeEvent.ConnectionView> connections = new ArrayList<>();
        for (int member = 0; member < MEMBERS; member++) {
          double at = second + (room * MEMBERS + member) / (2.0 * ROOMS * MEMBERS);
          proof(room, member, at, crashed);
          signal(room, member, at, crashed);
          connections.add(new ProbeEvent.ConnectionView(con(room, member), true, 0));
        }
        views.add(new ProbeEvent.SessionView(session(room), 100 + room, "media_1", connections));
      }
      if (views.size() == ROOMS) {
        put(
            new ProbeEvent.SessionsRead(
                at(second + 0.9), at(second + 0.89), "prober", null, null, views));
      }
    }

    private void proof(int room, int member, double at, boolean crashed) {
      exchange(room, member, at, Purpose.PROOF, crashed);
    }

    private void signal(int room, int member, double at, boolean crashed) {
      exchange(room, member, at + 0.001, Purpose.ROOM, crashed);
    }

    private void exchange(int room, int member, double at, Purpose purpose, boolean crashed) {
      String who = name(room, member);
      String con = con(room, member);
      int epoch = epochNow(room, member, crashed);
      long seq = ++seqs[room * MEMBERS + member];
      long current = op++;
      Kind kind = purpose == Purpose.ROOM ? Kind.SIGNAL : Kind.PROOF;
      put(new OperationEvent.Invoked(at(at), current, 0, 1, who, session(room), epoch, kind));
      put(
          new SignalEvent.Sent(
              at(at), current, who, session(room), epoch, con, 1L, seq, purpose, at(at)));
      put(new OperationEvent.Completed(at(at + 0.0002), current, who, kind, Outcome.OK, 0, null));
      for (int other = 0; other < MEMBERS; other++) {
        if (purpose == Purpose.ROOM ? other != member : other == member) {
          put(
              new SignalEvent.Received(
                  at(at + 0.0004),
                  name(room, other),
                  session(room),
                  epochNow(room, other, crashed),
                  con(room, other),
                  con,
                  who,
                  session(room),
                  con,
                  1L,
                  seq,
                  purpose,
                  at(at)));
        }
      }
    }
  }
}
