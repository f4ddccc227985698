package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import org.jspecify.annotations.Nullable;

/** What member, socket and proof events change for the participant they are about. */
final class Membership {

  /** The server's own word for closing a client whose pings stopped (protocol file 6.2). */
  private static final String NO_PING = "ping";

  /** The SDK's text that the real server does not turn into a ghost (protocol file 6.2). */
  private static final String FOR_RECONNECTION = "Connection closed for reconnection";

  private final Progress progress;

  Membership(Progress progress) {
    this.progress = progress;
  }

  void accept(MemberEvent event, Person person) {
    if (event instanceof MemberEvent.Joined joined) {
      joined(joined, person);
    } else if (event instanceof MemberEvent.Reconnected reconnected) {
      reconnected(reconnected, person);
    } else if (event instanceof MemberEvent.Told told) {
      told(told, person);
    } else if (event instanceof MemberEvent.Intends intends) {
      intends(intends, person);
    } else if (event instanceof MemberEvent.Noticed noticed) {
      noticed(noticed, person);
    }
  }

  void accept(SocketEvent event, Person person) {
    if (event instanceof SocketEvent.Opened opened) {
      opened(opened, person);
    } else if (event instanceof SocketEvent.Closed closed) {
      closed(closed, person);
    }
  }

  private void intends(MemberEvent.Intends intends, Person person) {
    if (intends.intention() == MemberEvent.Intention.JOIN) {
      person.intendedAt = intends.at();
      person.leaveAt = NEVER;
      return;
    }
    Outage outage = person.outage;
    if (outage != null && outage.isOpen()) {
      boolean byPolicy = outage.told != null && !happened(progress.endAt());
      Outage.Fate fate = byPolicy ? Outage.Fate.GONE : Outage.Fate.CENSORED;
      progress.obligations.end(person, fate, intends.at());
    }
    person.leaveAt = intends.at();
    person.attachedAt = NEVER;
    person.room.changed(intends.at(), progress.clocks.settleAfterCut);
  }

  /** A server that lost a media node takes one's stream away. */
  private static void noticed(MemberEvent.Noticed noticed, Person person) {
    Con con = person.con;
    if (con != null
        && noticed.change() == MemberEvent.Change.UNPUBLISHED
        && noticed.subject().equals(con.id)) {
      con.unpublished(noticed.at(), noticed.at());
    }
  }

  private void joined(MemberEvent.Joined joined, Person person) {
    Room room = person.room;
    long invokedAt =
        happened(person.joinInvokedAt) && person.joinOp == joined.op()
            ? person.joinInvokedAt
            : joined.at();
    Life life = progress.cast.lifeJoined(room, joined, invokedAt);
    Con con = progress.cast.conOf(joined.con());
    claim(con, life, person, joined.at());
    Con before = person.con;
    if (before != null && before != con) {
      before.over(joined.at(), "joined again as " + con.id);
    }
    con.joinInvokedAt = invokedAt;
    con.joinedAt = joined.at();
    con.epochs = 1;
    person.con = con;
    person.attachedAt = joined.at();
    attach(joined.epoch(), con, joined.at());
    if (!happened(person.firstJoinedAt)) {
      person.firstJoinedAt = joined.at();
    }
    person.proofs.clear();
    room.joinedAt = Math.max(room.joinedAt, joined.at());
    room.changed(joined.at(), progress.clocks.settleAfterCut);
    Outage outage = person.outage;
    if (outage != null && outage.isOpen()) {
      outage.joinedAt = joined.at();
    }
    served(person, con, invokedAt, joined.at());
  }

  private void attach(long epochId, Con con, long at) {
    Epoch epoch = progress.cast.epoch(epochId);
    if (epoch != null) {
      Con before = epoch.con;
      con.onUsedSocket = before != null && before != con;
      epoch.attach(con, at);
    }
    con.detachedAt = NEVER;
    con.ghost = null;
  }

  /** A connection belongs to one participant and one life for ever (checks.md 2.4). */
  private void claim(Con con, Life life, Person person, long at) {
    Life claimed = con.life;
    Person holder = con.person;
    if ((claimed != null && claimed != life) || (holder != null && holder != person)) {
      progress.cast.conflict(
          new Cast.Conflict(
              "connection %s joined twice: by %s in %s and by %s in %s"
                  .formatted(
                      con.id,
                      holder == null ? "nobody we know" : holder.name,
                      claimed == null ? "an unknown life" : claimed.words(),
                      person.name,
                      life.words()),
              person.room.session,
              person.name,
              at,
              con.joinedAt));
    }
    if (claimed == null) {
      con.life = life;
      con.person = person;
    }
    Creation listed = con.creation;
    if (listed != null) {
      Lists.bind(progress.cast, con, listed, at);
    }
  }

  private void reconnected(MemberEvent.Reconnected event, Person person) {
    Con con = person.con;
    Epoch epoch = progress.cast.epoch(event.epoch());
    if (con == null || !con.id.equals(event.con())) {
      return;
    }
    con.epochs++;
    if (epoch != null) {
      epoch.reconnectedAt = event.at();
    }
    attach(event.epoch(), con, event.at());
    con.answeredInvokedAt = Math.max(con.answeredInvokedAt, person.statusInvokedAt);
    person.attachedAt = event.at();
    person.room.changed(event.at(), progress.clocks.settleAfterCut);
    Outage outage = person.outage;
    if (outage != null && outage.isOpen() && !happened(outage.toldAt)) {
      outage.connectAnsweredAt = event.at();
    }
  }

  private void told(MemberEvent.Told told, Person person) {
    Con con = person.con;
    person.room.changed(told.at(), progress.clocks.settleAfterCut);
    if (con == null || !con.id.equals(told.con()) || person.isStoic) {
      return;
    }
    con.over(told.at(), "told " + Words.of(told.verdict()));
    progress.obligations.open(person, Outage.Cause.TOLD, told.at());
    person.attachedAt = NEVER;
    Outage outage = person.outage;
    if (outage != null && outage.isOpen() && outage.told == null) {
      outage.told = told;
      outage.toldAt = told.at();
    } else if (outage != null && outage.isOpen() && outage.relapses > 0) {
      outage.told = told;
    }
    if (leavesByPolicy(told.verdict())) {
      progress.obligations.end(person, Outage.Fate.GONE, told.at());
      person.leaveAt = told.at();
    }
    if (told.verdict() == MemberEvent.Verdict.NODE_CRASHED && con.life != null) {
      tellRoom(con.life, person, told.at());
    }
  }

  /** What the application does when it is told is part of the drill (ClientPolicy). */
  private boolean leavesByPolicy(MemberEvent.Verdict verdict) {
    ClientPolicy client = progress.drill.load().client();
    return switch (verdict) {
      case NODE_CRASHED -> !client.rebuildOnNodeCrashed();
      case NETWORK_DISCONNECT -> !client.rejoinOnNetworkDisconnect();
      case EVICTED -> false;
    };
  }

  /** Who is a member of a life that crashed for another has reason to doubt its service. */
  private void tellRoom(Life life, Person first, long at) {
    for (Person other : first.room.people) {
      if (other != first && other.life() == life && other.inService()) {
        progress.obligations.open(other, Outage.Cause.ROOM_TOLD, at);
        progress.census.review(other);
      }
    }
  }

  private void opened(SocketEvent.Opened opened, Person person) {
    Epoch epoch = new Epoch(opened, person);
    person.epoch = epoch;
    progress.cast.opened(epoch);
    progress.nodes.opened(epoch);
    Outage outage = person.outage;
    if (outage != null && outage.isOpen() && !happened(outage.toldAt)) {
      outage.upgradedAt = opened.at();
    }
  }

  private void closed(SocketEvent.Closed closed, Person person) {
    Epoch epoch = progress.cast.epoch(closed.epoch());
    if (epoch == null) {
      return;
    }
    progress.nodes.closed(epoch);
    epoch.closedAt = closed.at();
    progress.cast.closed(epoch);
    boolean silent =
        closed.by() == SocketEvent.By.SELF && !closed.willing() && closed.pendingPingAt() != 0;
    Clocks clocks = progress.clocks;
    person.room.changed(closed.at(), silent ? clocks.settleAfterSilence : clocks.settleAfterCut);
    if (person.epoch != epoch) {
      return;
    }
    answeredPing(closed, epoch);
    detached(closed, epoch.con);
    ghost(closed, person);
    boolean wasAttached = happened(person.attachedAt);
    if (!closed.willing() && wasAttached) {
      progress.obligations.open(person, Outage.Cause.LOST, closed.at());
    }
    person.attachedAt = NEVER;
    inOutage(closed, person.outage, epoch);
  }

  private static void detached(SocketEvent.Closed closed, @Nullable Con con) {
    if (con != null) {
      con.detachedAt = closed.at();
      con.wasCut |= closed.by() == SocketEvent.By.NETWORK;
      boolean byTimer = con.onUsedSocket && closed.by() == SocketEvent.By.PEER;
      if (byTimer && con.overAt == NEVER && con.ghost == null) {
        con.ghost = DocumentedGhost.USED_SOCKET;
      }
    }
  }

  private static void answeredPing(SocketEvent.Closed closed, Epoch epoch) {
    Con con = epoch.con;
    if (con != null && closed.lastPingAt() > epoch.attachedAt) {
      con.answeredInvokedAt = Math.max(con.answeredInvokedAt, closed.lastPingAt());
    }
  }

  private void inOutage(SocketEvent.Closed closed, @Nullable Outage outage, Epoch epoch) {
    if (outage == null || !outage.isOpen()) {
      return;
    }
    if (happened(epoch.reconnectedAt)
        && !epoch.served
        && closed.by() != SocketEvent.By.SELF
        && !happened(outage.toldAt)) {
      outage.hollowClosedAt = closed.at();
    }
    if (closed.by() == SocketEvent.By.PEER
        && closed.reason().contains(NO_PING)
        && closed.at() - closed.lastPingAt() > progress.clocks.stall) {
      outage.voidWhy = "our own pings were late: the server closed for lack of them";
    }
  }

  /** Closing by us with a reason text and no leave makes a ghost in the real product. */
  private static void ghost(SocketEvent.Closed closed, Person person) {
    Con con = person.con;
    if (con != null
        && con.overAt == NEVER
        && !con.wasCut
        && closed.by() == SocketEvent.By.SELF
        && closed.ending() == SocketEvent.Ending.FRAME
        && !closed.reason().isEmpty()
        && !closed.reason().equals(FOR_RECONNECTION)) {
      con.ghost = DocumentedGhost.CLOSED_WITH_TEXT;
    }
  }

  void proofSent(Person person, SignalEvent.Sent sent) {
    Con con = person.con;
    if (con == null || !con.id.equals(sent.con())) {
      return;
    }
    if (person.proofs.sent(new Proofs.Pending(sent.seq(), sent.at(), con, sent.epoch()))) {
      progress.obligations.expect(person);
    }
  }

  void proofReceived(Person person, SignalEvent.Received received) {
    if (!received.sender().equals(person.name)) {
      return;
    }
    Proofs.Pending proof = person.proofs.served(received.seq());
    if (proof == null) {
      return;
    }
    person.proven = proof;
    progress.obligations.expect(person);
    Epoch epoch = person.epoch;
    if (epoch != null && epoch.id == received.epoch()) {
      epoch.served = true;
    }
    Con con = proof.con();
    if (con != null) {
      served(person, con, proof.sentAt(), received.at());
      if (con == person.con && con.overAt == NEVER) {
        progress.obligations.served(person, proof.sentAt(), received.at());
      }
    }
  }

  /** An operation that proves service came back (checks.md 2.5). */
  void served(Person person, Con con, long invokedAt, long at) {
    Life life = con.life;
    if (life != null) {
      life.served(person, invokedAt, at);
    }
    con.servedInvokedAt = Math.max(con.servedInvokedAt, invokedAt);
    con.answeredInvokedAt = Math.max(con.answeredInvokedAt, invokedAt);
    if (con == person.con) {
      person.servedInvokedAt = Math.max(person.servedInvokedAt, invokedAt);
      person.servedAt = Math.max(person.servedAt, at);
    }
  }

  /** Fixes the population of a fault: who was served in the two proof intervals before it. */
  void expose(Struck fault) {
    long since = fault.injectedFrom - 2 * progress.clocks.proofEvery;
    for (Person person : progress.cast.people()) {
      if (person.isOwedNow() && person.servedAt >= since) {
        fault.exposures.add(new Struck.Exposure(person, person.life(), person.epoch));
      }
    }
  }
}
