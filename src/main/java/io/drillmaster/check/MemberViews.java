package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.history.Event;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The views of all members, compared with who is there: exactly, but for what changed while a
 * member was between two sockets. A signal from somebody of whom the receiver was never told
 * contradicts its view at any time.
 */
final class MemberViews {

  private final Progress progress;
  private final Suspects suspects;
  private final TimeBound settled;
  private final Ghosts ghosts;
  private final Set<String> reported = new HashSet<>();

  /** By the participant's number. */
  private final List<@Nullable MemberView> views = new ArrayList<>();

  private long judged;

  /**
   * No view yet.
   *
   * @param suspects for what received facts show by themselves
   * @param settled for what shows only in a room that has settled
   */
  MemberViews(Progress progress, Suspects suspects, TimeBound settled, Ghosts ghosts) {
    this.progress = progress;
    this.suspects = suspects;
    this.settled = settled;
    this.ghosts = ghosts;
  }

  /** How many comparisons of a view with who is there were made. */
  long judged() {
    return judged;
  }

  void accept(Event event, Person person) {
    if (event instanceof SignalEvent) {
      if (event instanceof SignalEvent.Received received
          && received.purpose() == SignalEvent.Purpose.ROOM) {
        heard(received, person);
      }
    } else if (event instanceof MemberEvent.Noticed noticed) {
      MemberView view = of(person);
      if (view != null && view.own.id.equals(noticed.con())) {
        view.noticed(noticed.change(), noticed.subject());
      }
    } else if (event instanceof MemberEvent.Joined joined) {
      Con con = progress.cast.con(joined.con());
      set(person, con == null ? null : new MemberView(con, joined.peers()));
    } else if (event instanceof MemberEvent.Reconnected reconnected) {
      MemberView view = of(person);
      if (view != null && view.own.id.equals(reconnected.con())) {
        view.resumed(
            happened(view.lastFrameAt) ? view.lastFrameAt : person.servedAt, reconnected.at());
      }
    } else if (event instanceof SocketEvent.Closed closed) {
      lost(closed, person);
    }
  }

  private void lost(SocketEvent.Closed closed, Person person) {
    MemberView view = of(person);
    if (view != null && !happened(view.lastFrameAt)) {
      view.lastFrameAt = closed.lastFrameAt() != 0 ? closed.lastFrameAt() : person.servedAt;
    }
  }

  private @Nullable MemberView of(Person person) {
    return person.number < views.size() ? views.get(person.number) : null;
  }

  private void set(Person person, @Nullable MemberView view) {
    while (views.size() <= person.number) {
      views.add(null);
    }
    views.set(person.number, view);
  }

  /** Whoever is heard must have been announced. */
  private void heard(SignalEvent.Received received, Person person) {
    MemberView view = of(person);
    String sender = received.senderCon();
    if (view == null
        || view.others.contains(sender)
        || !view.own.id.equals(received.con())
        || sender.equals(received.con())
        || view.everKnew(sender)) {
      return;
    }
    Con con = progress.cast.con(sender);
    if (con != null
        && con.life == view.own.life
        && happened(con.joinedAt)
        && !view.mayHaveMissedJoin(con)
        && reported.add(person.name + " hears " + sender)) {
      suspects.add(
          about(
              person,
              con,
              " was never told of %s (%s), which joined at %s, yet received a signal from it at ",
              received.at()));
    }
  }

  /** Compares the views of a settled room with who is there. */
  void judge(Room room, long at) {
    for (Person person : room.people) {
      MemberView view = of(person);
      if (view != null && view.own == person.con && isThere(person, at)) {
        judged++;
        judge(person, view, at);
      }
    }
  }

  private void judge(Person person, MemberView view, long at) {
    for (Person other : person.room.people) {
      Con con = other.con;
      if (other != person && con != null && other.life() == person.life() && isThere(other, at)) {
        judge(person, view, con, at);
      }
    }
    for (String id : view.others) {
      Con con = progress.cast.con(id);
      long goneAt = con == null ? NEVER : ghosts.goneAt(con, at);
      if (con != null && happened(goneAt) && !view.mayHaveMissed(con.servedInvokedAt, goneAt)) {
        ghosts.add(person.room, con, at, person.name + " was never told that it left, until ");
      }
    }
  }

  private void judge(Person person, MemberView view, Con con, long at) {
    if (!view.others.contains(con.id)) {
      if (!view.mayHaveMissedJoin(con)) {
        String lacks = " does not know of %s (%s), which joined at %s and is in service at ";
        differs(person.name + " lacks " + con.id, person, con, lacks, at);
      }
    } else if (con.publishes == view.streams.contains(con.id)) {
      return;
    } else if (con.publishes && !view.mayHaveMissed(con.publishInvokedAt, con.publishedAt)) {
      String lacks =
          " does not know of the stream of %s (%s), which joined at %s and publishes at ";
      differs(person.name + " lacks the stream of " + con.id, person, con, lacks, at);
    } else if (happened(con.unpublishedAt)
        && !con.publishes
        && !view.mayHaveMissed(con.unpublishInvokedAt, con.unpublishedAt)) {
      String keeps =
          " still knows a stream of %s (%s), which joined at %s and no longer publishes at ";
      differs(person.name + " keeps the stream of " + con.id, person, con, keeps, at);
    }
  }

  private void differs(String key, Person person, Con con, String what, long at) {
    long since = ghosts.restingSince(person.room, at);
    settled.add(
        key, new Starvation.Wait(person.writer, since, at, 0), about(person, con, what, at));
  }

  /** In service at a moment: attached, nothing owed, proven not long ago. */
  boolean isThere(Person person, long at) {
    Con con = person.con;
    return person.inService()
        && con != null
        && con.overAt == NEVER
        && person.servedAt >= at - progress.clocks.provenWithin;
  }

  private static Suspect about(Person person, Con con, String what, long at) {
    Person other = con.person;
    String name = other == null ? "a connection" : other.name;
    return new Suspect(
        zero ->
            "session %s: %s".formatted(person.room.session, person.name)
                + what.formatted(name, con.id, Words.at(con.joinedAt, zero))
                + Words.at(at, zero),
        person.room.session,
        person.name,
        List.of(con.joinedAt, at));
  }
}
