package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How applications got into sessions after a fault: from the first attempt to create a session or a
 * connection of it to the first connection that was granted. Finds wedged sessions on the way.
 */
final class Entrances {

  /**
   * The way into one session after one fault.
   *
   * @param isNew whether nobody had asked for the session before the fault
   * @param okAt when a connection was granted; NEVER = none was
   */
  record Entrance(
      String session, Struck fault, boolean isNew, String writer, long firstAt, long okAt) {}

  private static final class Asked {
    final Struck fault;
    final String writer;
    final boolean isNew;
    final long firstAt;
    long okAt = NEVER;

    Asked(Struck fault, String writer, boolean isNew, long firstAt) {
      this.fault = fault;
      this.writer = writer;
      this.isNew = isNew;
      this.firstAt = firstAt;
    }
  }

  /** A session that exists for creators (409) and grants no connection since. */
  private static final class Refusing {
    final String session;
    final String writer;
    final long since;
    final Set<String> answers = new TreeSet<>();

    /** The first refusal that came too late, and the last; NEVER = none was. */
    long overdueAt = NEVER;

    long lastAt = NEVER;

    Refusing(String session, String writer, long since) {
      this.session = session;
      this.writer = writer;
      this.since = since;
    }
  }

  private record Asking(String session, String writer) {}

  private static final int CREATED = 200;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final Progress progress;
  private final Serving serving;
  private final Suspects suspects;
  private final Set<String> known = new HashSet<>();
  private final Map<Long, Asking> underway = new HashMap<>();
  private final Map<String, Asked> ways = new HashMap<>();
  private final Map<String, Refusing> refusing = new HashMap<>();

  /** Those that refused for too long, whatever became of them. */
  private final List<Refusing> overdue = new ArrayList<>();

  private final List<Entrance> done = new ArrayList<>();
  private @Nullable Struck fault;
  private int wedged;

  Entrances(Progress progress, Serving serving, Suspects suspects) {
    this.progress = progress;
    this.serving = serving;
    this.suspects = suspects;
  }

  /** From now on ways are those after this fault; who is still on one goes on. */
  void struck(Struck next) {
    retire(false);
    fault = next;
  }

  private void retire(boolean areAll) {
    ways.forEach(
        (session, way) -> {
          if (areAll || way.okAt != NEVER) {
            done.add(
                new Entrance(session, way.fault, way.isNew, way.writer, way.firstAt, way.okAt));
          }
        });
    ways.values().removeIf(way -> areAll || way.okAt != NEVER);
  }

  void begun(OperationEvent.Invoked invoked, String writer) {
    if (invoked.kind() != Kind.CREATE_SESSION && invoked.kind() != Kind.CREATE_CONNECTION) {
      return;
    }
    String session = invoked.session();
    boolean isNew = known.add(session) && !everLived(progress.cast.room(session));
    underway.put(invoked.op(), new Asking(session, writer));
    Struck struck = fault;
    if (struck != null) {
      ways.computeIfAbsent(session, key -> new Asked(struck, writer, isNew, invoked.at()));
    }
  }

  private static boolean everLived(@Nullable Room room) {
    return room != null && !room.lives.isEmpty();
  }

  void ended(OperationEvent.Completed completed) {
    Asking asking = underway.remove(completed.op());
    if (asking == null) {
      return;
    }
    String session = asking.session();
    if (completed.kind() == Kind.CREATE_SESSION) {
      if (completed.code() == CONFLICT) {
        refusing.computeIfAbsent(
            session, key -> new Refusing(session, asking.writer(), completed.at()));
      } else if (completed.code() == CREATED) {
        refusing.remove(session);
      }
    } else if (completed.outcome() == Outcome.OK) {
      refusing.remove(session);
      Asked way = ways.get(session);
      if (way != null && way.okAt == NEVER) {
        way.okAt = completed.at();
      }
    } else if (completed.code() == NOT_FOUND || completed.code() >= 500) {
      refused(session, completed);
    }
  }

  private void refused(String session, OperationEvent.Completed completed) {
    Refusing since = refusing.get(session);
    if (since == null) {
      return;
    }
    since.answers.add(Integer.toString(completed.code()));
    since.lastAt = completed.at();
    if (since.overdueAt == NEVER
        && progress.faults.serviceable(since.since, completed.at()) > serving.wedged()) {
      since.overdueAt = completed.at();
      overdue.add(since);
    }
  }

  /** Judges who refused for too long, once it is known when clocks were sure. */
  void finish(Unsure unsure) {
    for (Refusing each : overdue) {
      if (isWedged(each, each.overdueAt) == Starvation.Lateness.LATE) {
        wedged++;
        suspects.add(wedged(each, each.overdueAt));
      } else {
        Starvation.Lateness later = isWedged(each, each.lastAt);
        if (later == Starvation.Lateness.LATE) {
          wedged++;
          suspects.add(wedged(each, each.lastAt));
        } else if (later == Starvation.Lateness.UNSURE) {
          unsure.add(each.writer, each.since, each.lastAt);
        }
      }
    }
  }

  /** The owner that said 409 may be lost to a later fault: then the clock begins anew. */
  private Starvation.Lateness isWedged(Refusing each, long until) {
    return progress.starvation.late(
        new Starvation.Wait(each.writer, each.since, until, serving.wedged()),
        progress.faults.strikes());
  }

  private static Suspect wedged(Refusing since, long at) {
    String answers = String.join(" or ", since.answers);
    return new Suspect(
        zero ->
            "session %s is wedged: it exists for creators (409 at %s), but every connection asked for until %s was answered %s"
                .formatted(since.session, Words.at(since.since, zero), Words.at(at, zero), answers),
        since.session,
        "",
        List.of(since.since, at));
  }

  int wedged() {
    return wedged;
  }

  /** All ways, in the order of faults; to be called once, at the end. */
  List<Entrance> all() {
    retire(true);
    return done;
  }
}
