package io.drillmaster.check;

import io.drillmaster.history.History;
import io.drillmaster.history.MediaEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SignalEvent.Purpose;
import io.drillmaster.history.SocketEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Literal histories, written readably: times in seconds on a clock whose zero is arbitrary, one
 * call per thing that happens. Events are sorted by their stamps at the end.
 */
final class Histories extends ClusterScript<Histories> {

  private final Map<String, Long> seqs = new HashMap<>();
  private final Map<String, Long> epochs = new HashMap<>();

  /** Connections whose streams lists and answers show from now on. */
  private final Set<String> publishing = new HashSet<>();

  private long nextOp = 1;
  private long nextEpoch = 1;

  @Override
  Histories self() {
    return this;
  }

  private long epochOf(String who) {
    return epochs.getOrDefault(who, 0L);
  }

  // ---- participants ----

  /** Opens a socket and joins; takes 60 ms. */
  Histories join(
      double at, String who, String session, String con, long life, String entry, String... peers) {
    add(new MemberEvent.Intends(nanos(at), who, session, MemberEvent.Intention.JOIN));
    return enter(at, who, session, con, life, entry, peers);
  }

  /** As {@link #join}, for who means to be in already. */
  Histories enter(
      double at, String who, String session, String con, long life, String entry, String... peers) {
    open(at, who, session, entry, false);
    long op = nextOp++;
    long epoch = epochOf(who);
    add(new OperationEvent.Invoked(nanos(at + 0.03), op, 0, 1, who, session, epoch, Kind.JOIN));
    add(
        new MemberEvent.Joined(
            nanos(at + 0.06),
            op,
            who,
            session,
            epoch,
            con,
            "rpc-" + con,
            life,
            List.of(peers).stream().map(this::peer).toList()));
    return completed(at + 0.06, op, who, Kind.JOIN, Outcome.OK, 0);
  }

  private MemberEvent.Peer peer(String con) {
    return new MemberEvent.Peer(con, publishing.contains(con) ? List.of("str_" + con) : List.of());
  }

  /** Publishes a stream; takes 30 ms. */
  Histories publish(double at, String who, String session, String con) {
    long op = nextOp++;
    long epoch = epochOf(who);
    add(new OperationEvent.Invoked(nanos(at), op, 0, 1, who, session, epoch, Kind.PUBLISH));
    publishing.add(con);
    return completed(at + 0.03, op, who, Kind.PUBLISH, Outcome.OK, 0);
  }

  /** A session in a list, with the streams of those who publish. */
  ProbeEvent.SessionView shown(String session, long createdAt, String mediaNode, String... cons) {
    return new ProbeEvent.SessionView(
        session,
        createdAt,
        mediaNode,
        List.of(cons).stream()
            .map(con -> new ProbeEvent.ConnectionView(con, true, publishing.contains(con) ? 1 : 0))
            .toList());
  }

  Histories open(double at, String who, String session, String entry, boolean reconnect) {
    int count = balancers().size();
    String placedBy = count == 1 ? "" : balancers().get((int) (nextEpoch % count));
    return open(at, who, session, placedBy, entry, reconnect);
  }

  /** A socket that one of several balancers placed; it told so. */
  Histories openBy(double at, String who, String session, String balancer, String entry) {
    return open(at, who, session, balancer, entry, false);
  }

  private Histories open(
      double at, String who, String session, String balancer, String entry, boolean reconnect) {
    String remote = balancer.isEmpty() ? "127.0.0.1:4443" : front(balancer);
    long op = nextOp++;
    long epoch = nextEpoch++;
    epochs.put(who, epoch);
    String local = "127.0.0.1:" + (10_000 + epoch);
    add(new OperationEvent.Invoked(nanos(at), op, 0, 1, who, session, 0, Kind.UPGRADE));
    completed(at + 0.02, op, who, Kind.UPGRADE, Outcome.OK, 101);
    add(
        new SocketEvent.Opened(
            nanos(at + 0.02), op, who, session, epoch, local, remote, null, reconnect));
    if (!entry.isEmpty()) {
      by(
          "harness",
          new NodeEvent.EntryOf(
              nanos(at + 0.01),
              NodeEvent.Source.BALANCER_LOG,
              balancer,
              local,
              balancer.isEmpty() ? "" : remote,
              entry));
    }
    return this;
  }

  Histories refused(double at, String who, String session, int status) {
    long op = nextOp++;
    add(new OperationEvent.Invoked(nanos(at), op, 0, 1, who, session, 0, Kind.UPGRADE));
    return completed(at + 0.01, op, who, Kind.UPGRADE, Outcome.FAIL, status);
  }

  /** An attempt over REST, answered 10 ms later. */
  Histories rest(double at, String who, String session, Kind kind, int status) {
    long op = nextOp++;
    add(new OperationEvent.Invoked(nanos(at), op, 0, 1, who, session, 0, kind));
    Outcome outcome = status < 300 ? Outcome.OK : status < 500 ? Outcome.FAIL : Outcome.INFO;
    return completed(at + 0.01, op, who, kind, outcome, status);
  }

  /** The connection ends without a close frame. */
  Histories lost(double at, String who, String session) {
    return closed(at, who, session, SocketEvent.By.NETWORK, false, "");
  }

  Histories closed(
      double at, String who, String session, SocketEvent.By by, boolean willing, String reason) {
    SocketEvent.Ending ending =
        by == SocketEvent.By.NETWORK ? SocketEvent.Ending.FIN : SocketEvent.Ending.FRAME;
    return add(
        new SocketEvent.Closed(
            nanos(at),
            who,
            session,
            epochOf(who),
            by,
            ending,
            willing,
            by == SocketEvent.By.NETWORK ? 1006 : 1000,
            reason,
            nanos(at - 0.001),
            nanos(at - 1),
            nanos(at - 0.99),
            0));
  }

  /** A new socket, and connect answered with success; takes 50 ms. */
  Histories resume(double at, String who, String session, String con, long life, String entry) {
    open(at, who, session, entry, true);
    long op = nextOp++;
    long epoch = epochOf(who);
    add(new OperationEvent.Invoked(nanos(at + 0.03), op, 0, 1, who, session, epoch, Kind.CONNECT));
    completed(at + 0.05, op, who, Kind.CONNECT, Outcome.OK, 0);
    return add(
        new MemberEvent.Reconnected(
            nanos(at + 0.05), op, who, session, epoch, con, "rpc-" + con, life));
  }

  /** Asks sessionStatus 20 ms before, and is told. */
  Histories told(
      double at, String who, String session, String con, long life, MemberEvent.Verdict verdict) {
    long op = nextOp++;
    add(
        new OperationEvent.Invoked(
            nanos(at - 0.02), op, 0, 1, who, session, epochOf(who), Kind.SESSION_STATUS));
    completed(at, op, who, Kind.SESSION_STATUS, Outcome.OK, 0);
    return add(
        new MemberEvent.Told(
            nanos(at),
            who,
            session,
            epochOf(who),
            con,
            life,
            verdict,
            MemberEvent.Via.SESSION_STATUS,
            ""));
  }

  Histories noticed(
      double at,
      String who,
      String session,
      String con,
      MemberEvent.Change change,
      String subject) {
    return noticed(at, who, session, con, change, subject, "");
  }

  Histories noticed(
      double at,
      String who,
      String session,
      String con,
      MemberEvent.Change change,
      String subject,
      String reason) {
    return add(
        new MemberEvent.Noticed(
            nanos(at), who, session, epochOf(who), con, change, subject, null, reason));
  }

  /** A proof sent, back 2 ms later. */
  Histories proof(double at, String who, String session, String con, long life) {
    long seq = unanswered(at, who, session, con, life);
    return back(at + 0.002, who, session, con, life, seq);
  }

  /** A proof sent that does not come back (yet); returns its number. */
  long unanswered(double at, String who, String session, String con, long life) {
    return sent(at, who, session, con, life, Purpose.PROOF);
  }

  Histories back(double at, String who, String session, String con, long life, long seq) {
    return add(
        new SignalEvent.Received(
            nanos(at),
            who,
            session,
            epochOf(who),
            con,
            con,
            who,
            session,
            con,
            life,
            seq,
            Purpose.PROOF,
            nanos(at)));
  }

  /** A proof every {@code every} seconds. */
  Histories proofs(
      double from, double to, double every, String who, String session, String con, long life) {
    for (int i = 0; from + i * every <= to + 1e-9; i++) {
      proof(from + i * every, who, session, con, life);
    }
    return this;
  }

  /** A room signal sent; returns its number. */
  long sent(double at, String who, String session, String con, long life, Purpose purpose) {
    long seq = seqs.merge(who, 1L, Long::sum);
    Kind kind = purpose == Purpose.ROOM ? Kind.SIGNAL : Kind.PROOF;
    long op = nextOp++;
    add(new OperationEvent.Invoked(nanos(at), op, 0, 1, who, session, epochOf(who), kind));
    add(
        new SignalEvent.Sent(
            nanos(at), op, who, session, epochOf(who), con, life, seq, purpose, nanos(at)));
    lastOp = op;
    return seq;
  }

  private long lastOp;

  /** The room signal sent last was answered. */
  Histories acknowledged(double at, String who, Outcome outcome) {
    return completed(at, lastOp, who, Kind.SIGNAL, outcome, outcome == Outcome.FAIL ? 803 : 0);
  }

  Histories received(
      double at, String who, String session, String con, String sender, String from, long seq) {
    return received(at, who, session, con, sender, from, seq, 1L);
  }

  Histories received(
      double at,
      String who,
      String session,
      String con,
      String sender,
      String from,
      long seq,
      long life) {
    return add(
        new SignalEvent.Received(
            nanos(at),
            who,
            session,
            epochOf(who),
            con,
            from,
            sender,
            session,
            from,
            life,
            seq,
            Purpose.ROOM,
            nanos(at - 0.002)));
  }

  /** A room signal of life 1 that was due so many seconds before. */
  Histories receivedLate(
      double at,
      double late,
      String who,
      String session,
      String con,
      String sender,
      String from,
      long seq) {
    return add(
        new SignalEvent.Received(
            nanos(at),
            who,
            session,
            epochOf(who),
            con,
            from,
            sender,
            session,
            from,
            1L,
            seq,
            Purpose.ROOM,
            nanos(at - late)));
  }

  Histories media(double at, String who, String session, String con, String... addresses) {
    return add(
        new MediaEvent.Addresses(
            nanos(at),
            who,
            session,
            epochOf(who),
            con,
            MediaEvent.Where.ANSWER,
            "str",
            List.of(addresses)));
  }

  Histories leave(double at, String who, String session) {
    add(new MemberEvent.Intends(nanos(at), who, session, MemberEvent.Intention.LEAVE));
    long op = nextOp++;
    add(new OperationEvent.Invoked(nanos(at), op, 0, 1, who, session, epochOf(who), Kind.LEAVE));
    completed(at + 0.01, op, who, Kind.LEAVE, Outcome.OK, 0);
    return closed(at + 0.02, who, session, SocketEvent.By.SELF, true, "");
  }

  // ---- the result ----

  History history() {
    return new History.InMemory(List.of(header()), recorded(), damages);
  }

  Judged judged() {
    return new Judge(header(), drill(), recorded -> recorded.event().getClass().getSimpleName())
        .judge(history());
  }

  Verdict verdict(String check) {
    return judged().judgement().verdict(check).orElseThrow();
  }

  /** The fold after all events. */
  Progress progress() {
    Progress progress = new Progress(header(), drill());
    recorded().forEach(progress::accept);
    return progress;
  }
}
