package io.drillmaster.check;

import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.MediaEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Seeded damage to a history of a correct cluster: whoever and whenever the seed says. Whether it
 * breaks a check is not stated; one history with it is held against another with it.
 */
final class Damages {

  /** What is done. */
  enum Kind {
    A_MEMBER_STAYS_OUT,
    A_MEMBER_IS_BACK_LATE,
    A_SOCKET_IS_LOST,
    A_SOCKET_IS_LOST_IN_THE_OUTAGE,
    A_NOTICE_IS_TURNED_ROUND,
    EVERY_CRASH_NOTICE_IS_TURNED_ROUND,
    A_CRASH_IS_TOLD,
    A_CRASH_OF_A_NEW_LIFE_IS_TOLD,
    A_SIGNAL_COMES_TWICE,
    A_MEMBER_IS_DEAF,
    SIGNALS_COME_LATE,
    AN_OPERATION_FAILS,
    A_MEMBER_IS_NOT_LISTED,
    A_MEDIA_NODE_CHANGES,
    A_LIFE_GOES_ON_BESIDE_ANOTHER,
    NEWCOMERS_ARE_REFUSED,
    THE_DEAD_ARE_SENT_TO,
    THE_BALANCER_HAS_A_FAVOURITE,
    THE_REPLACEMENT_IS_NOT_USED,
    HEALTH_STAYS_BAD,
    A_MASTER_ENDS_BY_ITSELF,
    A_SESSION_IS_LEFT
  }

  private final Kind kind;
  private final Random random;
  private final Map<Long, Long> epochs = new TreeMap<>();
  private String who = "";
  private long at;

  Damages(Kind kind, Random random) {
    this.kind = kind;
    this.random = random;
  }

  private record Written(String writer, Event event) {}

  List<Recorded> apply(List<Recorded> recorded) {
    List<String> people =
        recorded.stream()
            .map(Recorded::event)
            .filter(MemberEvent.Joined.class::isInstance)
            .map(event -> ((MemberEvent.Joined) event).who())
            .filter(name -> name.contains("-p") || name.matches("(relapse|cascade|second)-[a-d]"))
            .distinct()
            .sorted()
            .toList();
    who = people.get(random.nextInt(people.size()));
    at = Histories.nanos(random.nextDouble() * 40);
    for (Recorded each : recorded) {
      if (each.event() instanceof SocketEvent.Opened opened && opened.who().equals(who)) {
        epochs.put(opened.at(), opened.epoch());
      }
    }
    List<Written> events = new ArrayList<>();
    for (Recorded each : recorded) {
      damaged(each.event()).forEach(event -> events.add(new Written(each.writer(), event)));
    }
    added().forEach(event -> events.add(new Written("worker-1", event)));
    events.sort(Comparator.comparingLong(each -> each.event().at()));
    Map<String, Long> indexes = new HashMap<>();
    return events.stream()
        .map(
            each ->
                new Recorded(
                    each.writer(), indexes.merge(each.writer(), 1L, Long::sum) - 1, each.event()))
        .toList();
  }

  private List<Event> damaged(Event event) {
    return switch (kind) {
      case A_MEMBER_STAYS_OUT, A_MEMBER_IS_BACK_LATE, A_MEMBER_IS_DEAF -> unheard(event);
      case A_NOTICE_IS_TURNED_ROUND, EVERY_CRASH_NOTICE_IS_TURNED_ROUND -> turned(event);
      case A_SIGNAL_COMES_TWICE, SIGNALS_COME_LATE -> signal(event);
      case AN_OPERATION_FAILS, NEWCOMERS_ARE_REFUSED -> operation(event);
      case A_MEMBER_IS_NOT_LISTED, HEALTH_STAYS_BAD -> read(event);
      case A_MEDIA_NODE_CHANGES -> media(event);
      case THE_DEAD_ARE_SENT_TO,
          THE_BALANCER_HAS_A_FAVOURITE,
          THE_REPLACEMENT_IS_NOT_USED,
          A_SESSION_IS_LEFT ->
          node(event);
      default -> List.of(event);
    };
  }

  /** Events of its own that a damage brings, as far as nothing else must change. */
  private List<Event> added() {
    String session = who.substring(0, who.lastIndexOf('-'));
    return switch (kind) {
      case A_SOCKET_IS_LOST -> List.of(lost(session, at));
      case A_SOCKET_IS_LOST_IN_THE_OUTAGE ->
          List.of(lost(session, Histories.nanos(0.3 + random.nextDouble() * 5)));
      case A_CRASH_IS_TOLD, A_CRASH_OF_A_NEW_LIFE_IS_TOLD -> List.of(crashTold(session));
      case A_LIFE_GOES_ON_BESIDE_ANOTHER -> beside(session);
      case A_MASTER_ENDS_BY_ITSELF ->
          List.of(
              new NodeEvent.Gone(at, "m5", Role.MASTER, "m5#1", false, "exit 1"),
              crashTold(session));
      default -> List.of();
    };
  }

  private Event lost(String session, long when) {
    long epoch =
        epochs.entrySet().stream()
            .filter(each -> each.getKey() < when)
            .reduce((first, last) -> last)
            .map(Map.Entry::getValue)
            .orElse(0L);
    return new SocketEvent.Closed(
        when,
        who,
        session,
        epoch,
        SocketEvent.By.NETWORK,
        SocketEvent.Ending.RST,
        false,
        1006,
        "",
        0,
        0,
        0,
        0);
  }

  private Event crashTold(String session) {
    long life = kind == Kind.A_CRASH_OF_A_NEW_LIFE_IS_TOLD ? 2 : 1;
    return new MemberEvent.Told(
        at + 1,
        who,
        session,
        0,
        "",
        life,
        MemberEvent.Verdict.NODE_CRASHED,
        MemberEvent.Via.CRASH_NOTIFICATION,
        "");
  }

  private List<Event> beside(String session) {
    long op = 90_000;
    return List.of(
        new OperationEvent.Invoked(at, op, 0, 1, who, session, 0, OperationEvent.Kind.JOIN),
        new MemberEvent.Joined(at + 1, op, who, session, 0, "c-split", "rpc", 7L, List.of()));
  }

  private List<Event> unheard(Event event) {
    boolean isTheirs =
        event instanceof SignalEvent.Received received
            && received.who().equals(who)
            && (received.purpose() == SignalEvent.Purpose.PROOF) == (kind != Kind.A_MEMBER_IS_DEAF);
    long until =
        kind == Kind.A_MEMBER_IS_BACK_LATE
            ? Histories.nanos(20) + at - Histories.ORIGIN
            : Long.MAX_VALUE;
    boolean isGap = event.at() > Histories.nanos(0) && event.at() < until;
    return isTheirs && isGap ? List.of() : List.of(event);
  }

  private List<Event> turned(Event event) {
    boolean isOfAll = kind == Kind.EVERY_CRASH_NOTICE_IS_TURNED_ROUND;
    if (event instanceof MemberEvent.Told told
        && told.verdict() == MemberEvent.Verdict.NODE_CRASHED
        && (isOfAll || random.nextInt(4) == 0)) {
      return List.of(
          new MemberEvent.Told(
              told.at(),
              told.who(),
              told.session(),
              told.epoch(),
              told.con(),
              told.life(),
              MemberEvent.Verdict.NETWORK_DISCONNECT,
              told.via(),
              ""));
    }
    return List.of(event);
  }

  private List<Event> signal(Event event) {
    if (!(event instanceof SignalEvent.Received received)
        || received.purpose() != SignalEvent.Purpose.ROOM) {
      return List.of(event);
    }
    boolean isOutage = event.at() > Histories.nanos(0) && event.at() < Histories.nanos(12);
    if (kind == Kind.SIGNALS_COME_LATE) {
      return isOutage && random.nextBoolean()
          ? List.of(at(received, 0, 7_000_000_000L))
          : List.of(event);
    }
    return event.at() > at && random.nextInt(10) == 0
        ? List.of(event, at(received, 1_000_000, 0))
        : List.of(event);
  }

  private static SignalEvent.Received at(SignalEvent.Received received, long later, long due) {
    return new SignalEvent.Received(
        received.at() + later,
        received.who(),
        received.session(),
        received.epoch(),
        received.con(),
        received.from(),
        received.sender(),
        received.senderSession(),
        received.senderCon(),
        received.life(),
        received.seq(),
        received.purpose(),
        received.intendedAt() - due);
  }

  private List<Event> operation(Event event) {
    if (!(event instanceof OperationEvent.Completed completed)) {
      return List.of(event);
    }
    boolean isNewcomer = completed.who().startsWith("newcomer") && completed.code() == 200;
    boolean isTheirs =
        completed.kind() == OperationEvent.Kind.SIGNAL
            && event.at() > Histories.nanos(0)
            && random.nextInt(12) == 0;
    boolean isHit = kind == Kind.NEWCOMERS_ARE_REFUSED ? isNewcomer : isTheirs;
    return isHit
        ? List.of(
            new OperationEvent.Completed(
                completed.at(),
                completed.op(),
                completed.who(),
                completed.kind(),
                kind == Kind.NEWCOMERS_ARE_REFUSED ? Outcome.INFO : Outcome.FAIL,
                503,
                null))
        : List.of(event);
  }

  private List<Event> read(Event event) {
    boolean isLate = event.at() > Histories.nanos(36);
    if (kind == Kind.HEALTH_STAYS_BAD) {
      return isLate && event instanceof ProbeEvent.HealthRead health && health.node() == null
          ? List.of(
              new ProbeEvent.HealthRead(health.at(), health.invokedAt(), null, 503, false, "DOWN"))
          : List.of(event);
    }
    return isLate && event instanceof ProbeEvent.SessionsRead list && list.node() == null
        ? List.of(
            new ProbeEvent.SessionsRead(
                list.at(),
                list.invokedAt(),
                list.reader(),
                null,
                null,
                list.sessions().stream().map(this::shortened).toList()))
        : List.of(event);
  }

  private ProbeEvent.SessionView shortened(ProbeEvent.SessionView view) {
    boolean isTheirs = who.startsWith(view.session() + "-");
    return new ProbeEvent.SessionView(
        view.session(),
        view.createdAt(),
        view.mediaNode(),
        isTheirs
            ? view.connections().subList(0, Math.max(0, view.connections().size() - 1))
            : view.connections());
  }

  private List<Event> media(Event event) {
    if (event instanceof MediaEvent.Addresses seen && seen.who().equals(who)) {
      String other = seen.addresses().get(0).endsWith("1") ? "192.0.2.2" : "192.0.2.1";
      return List.of(
          event,
          new MediaEvent.Addresses(
              Math.max(at, event.at() + 1),
              who,
              seen.session(),
              seen.epoch(),
              seen.con(),
              MediaEvent.Where.OFFER,
              "str",
              List.of(other)));
    }
    return List.of(event);
  }

  private List<Event> node(Event event) {
    if (kind == Kind.A_SESSION_IS_LEFT && event instanceof NodeEvent.StoreRead store) {
      return List.of(
          new NodeEvent.StoreRead(
              store.at(),
              List.of(new NodeEvent.StoreKeys("ov:sess", 1, 0, List.of("ov:sess:s1")))));
    }
    if (kind == Kind.THE_DEAD_ARE_SENT_TO && event instanceof NodeEvent.Unreached vain) {
      long later = vain.at() + 15_000_000_000L;
      return List.of(
          vain,
          new NodeEvent.Unreached(
              later + 1,
              later,
              vain.source(),
              vain.balancer(),
              vain.local(),
              vain.node(),
              vain.incarnation(),
              vain.status()));
    }
    if (kind == Kind.THE_BALANCER_HAS_A_FAVOURITE
        && event instanceof NodeEvent.EntryOf entry
        && entry.at() > Histories.nanos(8)
        && random.nextInt(4) > 0) {
      return List.of(new NodeEvent.EntryOf(entry.at(), entry.source(), entry.local(), "m4"));
    }
    boolean isRotation = event instanceof NodeEvent.Rotation turned && turned.node().equals("m4");
    return kind == Kind.THE_REPLACEMENT_IS_NOT_USED && isRotation ? List.of() : List.of(event);
  }
}
