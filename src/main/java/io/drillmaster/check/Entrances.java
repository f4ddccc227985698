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
    final String writer;
    final boolean isNew;
    final long firstAt;
    long okAt = NEVER;

    Asked(String writer, boolean isNew, long firstAt) {
      this.writer = writer;
      this.isNew = isNew;
      this.firstAt = firstAt;
    }
  }

  /** A session that exists for creators (409) and grants no connection since. */
  private static final class Refusing {
    final long since;
    final Set<String> answers = new HashSet<>();
    boolean isReported;

    Refusing(long since) {
      this.since = since;
    }
  }

  private static final int CREATED = 200;
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final Progress progress;
  private final Serving serving;
  private final Suspects suspects;
  private final Set<String> known = new HashSet<>();
  private final Map<Long, String> sessionByOperation = new HashMap<>();
  private final Map<String, Asked> ways = new HashMap<>();
  private final Map<String, Refusing> refusing = new HashMap<>();
  private final List<Entrance> done = new ArrayList<>();
  private @Nullable Struck fault;
  private int wedged;

  Entrances(Progress progress, Serving serving, Suspects suspects) {
    this.progress = progress;
    this.serving = serving;
    this.suspects = suspects;
  }

  /** From now on ways are those after this fault. */
  void struck(Struck next) {
    retire();
    fault = next;
  }

  private void retire() {
    Struck before = fault;
    if (before != null) {
      ways.forEach(
          (session, way) ->
              done.add(
                  new Entrance(session, before, way.isNew, way.writer, way.firstAt, way.okAt)));
    }
    ways.clear();
  }

  void begun(OperationEvent.Invoked invoked, String writer) {
    if (invoked.kind() != Kind.CREATE_SESSION && invoked.kind() != Kind.CREATE_CONNECTION) {
      return;
    }
    String session = invoked.session();
    boolean isNew = known.add(session) && !everLived(progress.cast.room(session));
    sessionByOperation.put(invoked.op(), session);
    if (fault != null) {
      ways.computeIfAbsent(session, key -> new Asked(writer, isNew, invoked.at()));
    }
  }

  private static boolean everLived(@Nullable Room room) {
    return room != null && !room.lives.isEmpty();
  }

  void ended(OperationEvent.Completed completed) {
    String session = sessionByOperation.remove(completed.op());
    if (session == null) {
      return;
    }
    if (completed.kind() == Kind.CREATE_SESSION) {
      if (completed.code() == CONFLICT) {
        refusing.computeIfAbsent(session, key -> new Refusing(completed.at()));
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
    if (since == null || since.isReported) {
      return;
    }
    since.answers.add(Integer.toString(completed.code()));
    if (progress.faults.serviceable(since.since, completed.at()) > serving.wedged()) {
      since.isReported = true;
      wedged++;
      suspects.add(wedged(session, since, completed.at()));
    }
  }

  private static Suspect wedged(String session, Refusing since, long at) {
    String answers = String.join(" or ", since.answers.stream().sorted().toList());
    return new Suspect(
        zero ->
            "session %s is wedged: it exists for creators (409 at %s), but every connection asked for until %s was answered %s"
                .formatted(session, Words.at(since.since, zero), Words.at(at, zero), answers),
        session,
        "",
        List.of(since.since, at));
  }

  int wedged() {
    return wedged;
  }

  /** All ways, in the order of faults; to be called once, at the end. */
  List<Entrance> all() {
    retire();
    return done;
  }
}
