package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * After settling, every view equals who is there (checks.md 3.5): the session list shows everybody
 * in service as active and nobody who is certainly gone; members that never changed sockets know
 * exactly the others. Somebody missing from a list counts only if served again afterwards.
 */
final class MembershipAgrees implements Checker {

  /** With less than this share of sessions judged, the check has seen too little. */
  private static final double COVERAGE_MIN = 0.5;

  /** Who a member believes to be in the room with it. */
  private record View(Con own, Set<String> others) {}

  /** Somebody was missing from a list; a later proof of service turns it into a counterexample. */
  private record Missed(Con con, long readAt, String what) {}

  private final Progress progress;
  private final Map<Person, View> views = new HashMap<>();
  private final Map<Person, Missed> missed = new HashMap<>();
  private final Map<Room, Long> viewsCheckedAt = new HashMap<>();
  private final Set<Room> roomsListed = new HashSet<>();
  private final Suspects suspects = new Suspects();
  private final Set<String> reported = new HashSet<>();
  private final Set<String> documentedGhosts = new LinkedHashSet<>();
  private long settledReads;
  private long viewsJudged;

  MembershipAgrees(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void accept(Recorded recorded) {
    Event event = recorded.event();
    Person person = progress.subject();
    if (person != null && !missed.isEmpty()) {
      confirm(person);
    }
    if (event instanceof MemberEvent.Joined joined && person != null) {
      Con con = progress.cast.con(joined.con());
      if (con != null) {
        Set<String> others = new HashSet<>();
        joined.peers().forEach(peer -> others.add(peer.con()));
        views.put(person, new View(con, others));
      }
    } else if (event instanceof MemberEvent.Noticed noticed && person != null) {
      noticed(noticed, views.get(person));
    } else if (event instanceof ProbeEvent.SessionsRead read) {
      listed(read);
    } else if (event instanceof HarnessEvent.PhaseBegan phase
        && (phase.phase() == HarnessEvent.Phase.QUIET
            || phase.phase() == HarnessEvent.Phase.LEAVE)) {
      progress.cast.rooms().forEach(room -> judgeViews(room, phase.at()));
    }
  }

  private static void noticed(MemberEvent.Noticed noticed, @Nullable View view) {
    if (view == null || !view.own().id.equals(noticed.con())) {
      return;
    }
    switch (noticed.change()) {
      case JOINED -> view.others().add(noticed.subject());
      case LEFT, EVICTED -> view.others().remove(noticed.subject());
      case PUBLISHED, UNPUBLISHED -> {}
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
      String again = miss.what() + miss.con().id;
      if (reported.add(again)) {
        suspects.add(unlisted(person, miss, person.servedInvokedAt));
      }
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
        if (con != null && isThere(person, read.invokedAt())) {
          miss(person, con, active.get(con.id), read);
        }
      }
    }
    for (String id : active.keySet()) {
      Con con = progress.cast.con(id);
      if (con != null && con.overAt != NEVER && con.overAt < read.invokedAt()) {
        ghost(room, con, read.at(), "the session list still shows it active at ");
      }
    }
  }

  private void miss(
      Person person,
      Con con,
      ProbeEvent.@Nullable ConnectionView shown,
      ProbeEvent.SessionsRead read) {
    if (shown == null) {
      missed.putIfAbsent(person, new Missed(con, read.at(), "does not show it active"));
    } else if (con.publishes && shown.publishers() == 0) {
      missed.putIfAbsent(
          person, new Missed(con, read.at(), "does not show the stream it publishes"));
    }
  }

  /** In service at a moment: attached, nothing owed, proven not long ago. */
  private boolean isThere(Person person, long at) {
    Con con = person.con;
    return person.inService()
        && con != null
        && con.overAt == NEVER
        && person.servedAt >= at - progress.clocks.provenWithin;
  }

  /** Once for each time the room has settled, and at the end of the load. */
  private void judgeViews(Room room, long at) {
    Long checked = viewsCheckedAt.get(room);
    if (!room.settledAt(at) || (checked != null && checked >= room.settledFrom)) {
      return;
    }
    viewsCheckedAt.put(room, at);
    for (Person person : room.people) {
      View view = views.get(person);
      Con con = person.con;
      if (view != null && view.own() == con && con.epochs == 1 && isThere(person, at)) {
        viewsJudged++;
        judgeView(person, view, at);
      }
    }
  }

  private void judgeView(Person person, View view, long at) {
    for (Person other : person.room.people) {
      Con con = other.con;
      if (other != person
          && con != null
          && other.life() == person.life()
          && isThere(other, at)
          && !view.others().contains(con.id)
          && reported.add(person.name + " lacks " + con.id)) {
        suspects.add(unknownMember(person, other, con, at));
      }
    }
    for (String id : view.others()) {
      Con con = progress.cast.con(id);
      if (con != null && con.overAt != NEVER) {
        ghost(person.room, con, at, person.name + " was never told that it left, until ");
      }
    }
  }

  private static Suspect unknownMember(Person person, Person other, Con con, long at) {
    return new Suspect(
        zero ->
            "session %s: %s does not know of %s (%s), which joined at %s and is in service at %s"
                .formatted(
                    person.room.session,
                    person.name,
                    other.name,
                    con.id,
                    Words.at(con.joinedAt, zero),
                    Words.at(at, zero)),
        person.room.session,
        person.name,
        List.of(con.joinedAt, at));
  }

  private void ghost(Room room, Con con, long at, String seen) {
    if (con.documentedGhost) {
      documentedGhosts.add(con.id);
      return;
    }
    if (!reported.add(seen + con.id)) {
      return;
    }
    Person person = con.person;
    String name = person == null ? "a connection" : person.name;
    suspects.add(
        new Suspect(
            zero ->
                "session %s: %s (%s) was over at %s (%s), but "
                        .formatted(
                            room.session, name, con.id, Words.at(con.overAt, zero), con.overWhy)
                    + seen
                    + Words.at(at, zero),
            room.session,
            person == null ? "" : person.name,
            List.of(con.overAt, at)));
  }

  @Override
  public Opinion opinion() {
    int rooms = progress.cast.rooms().size();
    int masters = Math.max(1, progress.faults.populationOf(Role.MASTER));
    int needed = 2 * masters + 1;
    String figure =
        "%s of %s sessions settled, %s lists, %s member views"
            .formatted(
                Words.count(roomsListed.size()),
                Words.count(rooms),
                Words.count(settledReads),
                Words.count(viewsJudged));
    String evidence = suspects.count() + " disagree";
    List<String> findings = new ArrayList<>();
    if (!documentedGhosts.isEmpty()) {
      Iterator<String> first = documentedGhosts.iterator();
      findings.add(
          "documented-ghost: %d connections closed with a reason text stay listed, e.g. %s"
              .formatted(documentedGhosts.size(), first.next()));
    }
    return Opinion.of(Checks.MEMBERSHIP_AGREES, suspects, unknown(rooms, needed), figure, evidence)
        .with(findings);
  }

  private String unknown(int rooms, int needed) {
    if (settledReads < needed) {
      return "%d of the %d session lists needed were read while sessions had settled; end with"
              .formatted(settledReads, needed)
          + " steady: settled";
    }
    if (viewsJudged == 0) {
      return "no member's own view could be compared; there is one source only";
    }
    return roomsListed.size() < COVERAGE_MIN * rooms
        ? "only %d of %d sessions had settled while lists were read; end with steady: settled"
            .formatted(roomsListed.size(), rooms)
        : "";
  }
}
