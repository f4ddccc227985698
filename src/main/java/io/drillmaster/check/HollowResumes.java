package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.SECOND;
import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.history.Event;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resumes that were acknowledged and then not served (checks.md 3.4, T6). One is legal only if the
 * member had been evicted before by a notification, of which another member or a webhook tells, and
 * only until the server closes the socket for it.
 */
final class HollowResumes {

  /** The news of an eviction may reach the witness so much later than the answer the victim. */
  private static final long GRACE = SECOND;

  /** The server's own word for closing a client whose pings stopped (protocol file 6.2). */
  private static final String NO_PING = "ping";

  /** A resume that nothing has proven yet. */
  private static final class Pending {
    final Person person;
    final Con con;
    final long epoch;
    final long at;

    /** End of the last proof before it. */
    final long servedBeforeAt;

    /** From when on it should be served, or closed: the resume, or a fault that struck later. */
    long since;

    /** When the first proof was sent on the socket; NEVER = not yet. */
    long askedAt = NEVER;

    Pending(Person person, Con con, long epoch, long at) {
      this.person = person;
      this.con = con;
      this.epoch = epoch;
      this.at = at;
      this.since = at;
      this.servedBeforeAt = person.servedAt;
    }

    boolean isServed() {
      return con.servedInvokedAt > at;
    }
  }

  /** One that is not legal unless the harness or the faults excuse it. */
  private record Accused(Pending resume, long until, String why) {}

  private final Progress progress;
  private final Departures departures;
  private final Map<Person, Pending> pending = new HashMap<>();
  private final Deque<Pending> byAge = new ArrayDeque<>();
  private final List<Accused> accused = new ArrayList<>();
  private final Unsure unsure;
  private int legal;
  private int unwitnessed;

  HollowResumes(Progress progress, Departures departures) {
    this.progress = progress;
    this.departures = departures;
    this.unsure = new Unsure(progress);
  }

  void accept(Event event, @Nullable Person person) {
    if (!byAge.isEmpty()) {
      expire(progress.now());
    }
    if (person == null) {
      return;
    }
    if (event instanceof MemberEvent.Reconnected reconnected) {
      resumed(reconnected, person);
    } else if (!pending.isEmpty()) {
      later(event, person);
    }
  }

  private void resumed(MemberEvent.Reconnected event, Person person) {
    Con con = person.con;
    if (con != null && con.id.equals(event.con()) && !person.isStoic) {
      Pending resume = new Pending(person, con, event.epoch(), event.at());
      pending.put(person, resume);
      byAge.addLast(resume);
    }
  }

  private void later(Event event, Person person) {
    Pending resume = pending.get(person);
    if (resume == null) {
      return;
    }
    if (event instanceof SignalEvent.Sent sent) {
      boolean isProof = sent.purpose() == SignalEvent.Purpose.PROOF;
      if (isProof && sent.epoch() == resume.epoch && !happened(resume.askedAt)) {
        resume.askedAt = sent.at();
      }
    } else if (event instanceof SocketEvent.Closed closed) {
      if (closed.epoch() == resume.epoch) {
        pending.remove(person);
        closed(closed, resume);
      }
    } else if (event instanceof MemberEvent.Told
        || event instanceof MemberEvent.Intends
        || event instanceof MemberEvent.Joined
        || resume.isServed()) {
      pending.remove(person);
    }
  }

  /** A socket lost otherwise says nothing about what would have come. */
  private void closed(SocketEvent.Closed closed, Pending resume) {
    boolean isAnswer = closed.by() == SocketEvent.By.PEER && !closed.reason().contains(NO_PING);
    boolean wasAsked = happened(resume.askedAt) && resume.askedAt < closed.at() - GRACE;
    if (!isAnswer || !wasAsked || resume.isServed()) {
      return;
    }
    long evictedAt = departures.evictedAt(resume.con);
    boolean isTold =
        (happened(evictedAt) && evictedAt <= resume.at + GRACE)
            || departures.webhookSaysLeft(resume.con);
    if (isTold) {
      legal++;
    } else if (hasWitness(resume)) {
      accused.add(
          new Accused(
              resume, closed.at(), "closed by the server, and nobody was told that it left"));
    } else {
      unwitnessed++;
    }
  }

  /** Somebody who would have been told: a member on one socket throughout, served afterwards. */
  private static boolean hasWitness(Pending resume) {
    Life life = resume.con.life;
    for (Person other : resume.person.room.people) {
      Con con = other.con;
      if (other != resume.person
          && con != null
          && con.life == life
          && happened(other.attachedAt)
          && other.attachedAt <= resume.servedBeforeAt
          && con.servedInvokedAt > resume.at + GRACE) {
        return true;
      }
    }
    return false;
  }

  /**
   * After STALL even an evicted member's socket should have been closed. Who was to close it, or
   * who was between, may have been struck meanwhile: then it begins anew.
   */
  private void expire(long now) {
    long stall = progress.clocks.stall;
    Pending oldest = byAge.peekFirst();
    while (oldest != null && oldest.since + stall < now) {
      byAge.removeFirst();
      long struckAt = lastStrike(oldest.since, oldest.since + stall);
      if (happened(struckAt) && pending.get(oldest.person) == oldest) {
        oldest.since = struckAt;
        byAge.addLast(oldest);
      } else if (pending.remove(oldest.person, oldest) && !oldest.isServed()) {
        boolean wasAsked = happened(oldest.askedAt) && oldest.askedAt < oldest.since + stall / 2;
        if (wasAsked) {
          accused.add(new Accused(oldest, oldest.since + stall, "nor was the socket closed"));
        }
      }
      oldest = byAge.peekFirst();
    }
  }

  private long lastStrike(long after, long until) {
    return progress.faults.strikes().stream()
        .filter(at -> at > after && at <= until)
        .reduce(NEVER, Math::max);
  }

  /** Adds the counterexamples; to be called once, when fitness and faults are known. */
  void finish(Suspects suspects) {
    for (Accused each : accused) {
      Pending resume = each.resume();
      Person person = resume.person;
      long length = each.until() - resume.at;
      boolean isJudged =
          person.blind.isEmpty() && progress.faults.serviceable(resume.at, each.until()) == length;
      if (isJudged && progress.starvation.touches(person.writer, resume.at, each.until())) {
        unsure.add(person.writer, resume.at, each.until());
      } else if (isJudged) {
        suspects.add(suspect(each, resume, person));
      }
    }
  }

  /** Why some could not be judged; empty if all could. */
  String unsure() {
    return unsure.reason("hollow resume", "hollow resumes");
  }

  private Suspect suspect(Accused each, Pending resume, Person person) {
    long evictedAt = departures.evictedAt(resume.con);
    return new Suspect(
        zero ->
            "session %s: %s resumed %s at %s, which was acknowledged, but was not served by %s; hollow, %s"
                .formatted(
                    person.room.session,
                    person.name,
                    resume.con.id,
                    Words.at(resume.at, zero),
                    Words.at(each.until(), zero),
                    each.why()),
        person.room.session,
        person.name,
        happened(evictedAt) && evictedAt < each.until()
            ? List.of(evictedAt, resume.at, each.until())
            : List.of(resume.at, each.until()));
  }

  List<String> findings() {
    return unwitnessed == 0
        ? List.of()
        : List.of(
            unwitnessed
                + " hollow resumes without anybody left to see the eviction, not judged; "
                + legal
                + " were explained");
  }
}
