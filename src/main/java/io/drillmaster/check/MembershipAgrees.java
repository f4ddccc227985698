package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Header;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * After settling, every view equals who is there (checks.md 3.5): the session list shows everybody
 * in service as active, with its streams, and nobody who is certainly gone, always of the same
 * creation; members know exactly the others, but for what changed while they were between two
 * sockets. Somebody missing from a list counts only if served again afterwards. Nothing settles on
 * a host that is unfit.
 */
final class MembershipAgrees implements Checker {

  /** With less than this share of sessions judged, the check has seen too little. */
  private static final double COVERAGE_MIN = 0.5;

  /** Somebody was missing from a list; a later proof of service turns it into a counterexample. */
  private record Missed(Con con, long since, long readAt, String what) {}

  /** The creation that a list showed of a room since it settled. */
  private record Shown(long createdAt, long settledFrom) {}

  private final Progress progress;
  private final Map<Person, Missed> missed = new HashMap<>();
  private final Map<Room, Long> viewsCheckedAt = new HashMap<>();
  private final Set<Room> roomsListed = new HashSet<>();
  private final Map<Room, Shown> shown = new HashMap<>();
  private final Suspects suspects = new Suspects();
  private final Ghosts ghosts;
  private final MemberViews views;
  private final TimeBound settled = new TimeBound();
  private final Unsure unsure;
  private long settledReads;

  MembershipAgrees(Progress progress) {
    this.progress = progress;
    this.unsure = new Unsure(progress);
    this.ghosts = new Ghosts(progress, settled);
    this.views = new MemberViews(progress, suspects, settled, ghosts);
  }

  @Override
  public void accept(Recorded recorded) {
    Event event = recorded.event();
    Person person = progress.subject();
    if (person != null && !missed.isEmpty()) {
      confirm(person);
    }
    if (person != null) {
      views.accept(event, person);
    } else if (event instanceof ProbeEvent.SessionsRead read) {
      listed(read);
    } else if (event instanceof HarnessEvent.PhaseBegan phase
        && (phase.phase() == HarnessEvent.Phase.QUIET
            || phase.phase() == HarnessEvent.Phase.LEAVE)) {
      progress.cast.rooms().forEach(room -> judgeViews(room, phase.at()));
    }
  }

  private void confirm(Person person) {
    Missed miss = missed.get(person);
    if (miss == null) {
      return;
    }
    if (person.con != miss.con() || person.isOut()) {
      missed.remove(person);
    } else if (person.servedInvokedAt > miss.readAt()) {
      missed.remove(person);
      settled.add(
          miss.what() + miss.con().id,
          new Starvation.Wait(Header.HARNESS, miss.since(), miss.readAt(), 0),
          unlisted(person, miss, person.servedInvokedAt));
    }
  }

  private static Suspect unlisted(Person person, Missed miss, long servedAt) {
    return new Suspect(
        zero ->
            "session %s: %s (%s) is in service, proven again at %s, but the session list read at"
                    .formatted(
                        person.room.session, person.name, miss.con().id, Words.at(servedAt, zero))
                + " "
                + Words.at(miss.readAt(), zero)
                + " "
                + miss.what(),
        person.room.session,
        person.name,
        List.of(miss.readAt(), servedAt));
  }

  private void listed(ProbeEvent.SessionsRead read) {
    if (progress.faults.disturbs(read.at(), progress.clocks.settleAfterSilence)
        || progress.endAt() != NEVER) {
      return;
    }
    Map<String, ProbeEvent.SessionView> bySession = new HashMap<>();
    read.sessions().forEach(view -> bySession.put(view.session(), view));
    boolean judged = false;
    for (Room room : progress.cast.rooms()) {
      if (room.settledAt(read.invokedAt()) && !room.lives.isEmpty()) {
        judgeList(room, bySession.get(room.session), read);
        judgeViews(room, read.at());
        roomsListed.add(room);
        judged = true;
      }
    }
    settledReads += judged ? 1 : 0;
  }

  private void judgeList(
      Room room, ProbeEvent.@Nullable SessionView view, ProbeEvent.SessionsRead read) {
    Map<String, ProbeEvent.ConnectionView> active = new HashMap<>();
    if (view != null) {
      for (ProbeEvent.ConnectionView each : view.connections()) {
        if (each.active()) {
          active.put(each.con(), each);
        }
      }
    }
    if (read.node() == null) {
      for (Person person : room.people) {
        Con con = person.con;
        if (con != null && views.isThere(person, read.invokedAt())) {
          miss(person, con, active.get(con.id), read);
        }
      }
    }
    for (String id : active.keySet()) {
      Con con = progress.cast.con(id);
      if (con != null && ghosts.goneAt(con, read.invokedAt()) != NEVER) {
        ghosts.add(room, con, read.at(), "the session list still shows it active at ");
      }
    }
    if (view != null) {
      sameCreation(room, view, read);
    }
  }

  /** While a room stays settled, every list shows the same creation of it. */
  private void sameCreation(Room room, ProbeEvent.SessionView view, ProbeEvent.SessionsRead read) {
    Shown before = shown.get(room);
    if (before == null || before.settledFrom() != room.settledFrom) {
      shown.put(room, new Shown(view.createdAt(), room.settledFrom));
    } else if (before.createdAt() != view.createdAt()) {
      String what =
          "shows createdAt %d, and one read while nothing changed showed %d"
              .formatted(view.createdAt(), before.createdAt());
      for (Person person : room.people) {
        Con con = person.con;
        if (con != null && views.isThere(person, read.invokedAt())) {
          missed.putIfAbsent(person, missed(room, con, read, what));
        }
      }
    }
  }

  /** What decides is the time in which the room should have come to rest. */
  private Missed missed(Room room, Con con, ProbeEvent.SessionsRead read, String what) {
    return new Missed(con, ghosts.restingSince(room, read.at()), read.at(), what);
  }

  private void miss(
      Person person,
      Con con,
      ProbeEvent.@Nullable ConnectionView shown,
      ProbeEvent.SessionsRead read) {
    Room room = person.room;
    if (shown == null) {
      missed.putIfAbsent(person, missed(room, con, read, "does not show it active"));
    } else if (con.publishes && shown.publishers() == 0) {
      missed.putIfAbsent(person, missed(room, con, read, "does not show the stream it publishes"));
    } else if (shown.publishers() > 0 && !con.publishes && con.unpublishedAt != NEVER) {
      missed.putIfAbsent(
          person, missed(room, con, read, "still shows the stream that it took back"));
    }
  }

  /** Once for each time the room has settled, and at the end of the load. */
  private void judgeViews(Room room, long at) {
    Long checked = viewsCheckedAt.get(room);
    if (!room.settledAt(at) || (checked != null && checked >= room.settledFrom)) {
      return;
    }
    viewsCheckedAt.put(room, at);
    views.judge(room, at);
  }

  @Override
  public Opinion opinion() {
    settled.sortOut(progress.starvation, suspects::add, unsure);
    int rooms = progress.cast.rooms().size();
    int masters = Math.max(1, progress.faults.populationOf(Role.MASTER));
    int needed = 2 * masters + 1;
    String figure =
        "%s of %s sessions settled, %s lists, %s member views"
            .formatted(
                Words.count(roomsListed.size()),
                Words.count(rooms),
                Words.count(settledReads),
                Words.count(views.judged()));
    String evidence = suspects.count() + " disagree";
    return Opinion.of(Checks.MEMBERSHIP_AGREES, suspects, unknown(rooms, needed), figure, evidence)
        .with(ghosts.findings());
  }

  private String unknown(int rooms, int needed) {
    if (unsure.count() > 0) {
      return unsure.reason("disagreement", "disagreements");
    }
    if (settledReads < needed) {
      return "%d of the %d session lists needed were read while sessions had settled; end with"
              .formatted(settledReads, needed)
          + " steady: settled";
    }
    if (views.judged() == 0) {
      return "no member's own view could be compared; there is one source only";
    }
    return roomsListed.size() < COVERAGE_MIN * rooms
        ? "only %d of %d sessions had settled while lists were read; end with steady: settled"
            .formatted(roomsListed.size(), rooms)
        : "";
  }
}
