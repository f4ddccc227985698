package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.ProbeEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * REST reads with their retries: the prober's, which are repeated every second, and read operations
 * with their later attempts. Each is handed on once, when it was answered or at the end.
 */
final class Readers {

  /**
   * A read.
   *
   * @param needsOwners whether the answer needs every owner (decision D20), not just any master
   * @param firstAt beginning of its first attempt
   * @param okAt end of the attempt that was answered; NEVER = none was
   */
  record Read(String what, String writer, boolean needsOwners, long firstAt, long okAt) {}

  private record Begun(String what, String writer, boolean needsOwners, long firstAt) {}

  /** The list that no master can answer by itself (decision D20). */
  private static final String SESSIONS = "GET /sessions";

  private final Consumer<Read> take;

  /** First failures of the prober's reads that have not been answered since. */
  private final Map<String, Begun> failing = new HashMap<>();

  /** Read operations by their first attempt, and that one by each attempt under way. */
  private final Map<Long, Begun> operations = new HashMap<>();

  private final Map<Long, Long> firstByAttempt = new HashMap<>();

  Readers(Consumer<Read> take) {
    this.take = take;
  }

  void begun(OperationEvent.Invoked invoked, String writer) {
    if (invoked.kind() != Kind.REST_READ) {
      return;
    }
    long first = invoked.parent() == 0 ? invoked.op() : invoked.parent();
    firstByAttempt.put(invoked.op(), first);
    boolean owner = !invoked.session().isEmpty();
    String what = "a read by " + invoked.who() + (owner ? " of session " + invoked.session() : "");
    operations.putIfAbsent(first, new Begun(what, writer, owner, invoked.at()));
  }

  void ended(OperationEvent.Completed completed) {
    Long first = firstByAttempt.remove(completed.op());
    boolean answered = completed.outcome() == Outcome.OK || isAnswer(completed.code());
    Begun begun = first == null || !answered ? null : operations.remove(first);
    if (begun != null) {
      take.accept(
          new Read(
              begun.what(), begun.writer(), begun.needsOwners(), begun.firstAt(), completed.at()));
    }
  }

  /** A session that is not there is an answer; a master that is not there is none. */
  private static boolean isAnswer(int code) {
    return code >= 400 && code < 500;
  }

  void accept(ProbeEvent event, String writer) {
    if (event instanceof ProbeEvent.ReadFailed failed) {
      if (!failed.what().contains(" of ")) {
        boolean owners = failed.what().equals(SESSIONS);
        String what = through(failed.what(), failed.via());
        failing.putIfAbsent(what, new Begun(what, writer, owners, failed.invokedAt()));
      }
    } else if (event instanceof ProbeEvent.SessionsRead read) {
      if (read.node() == null) {
        answered(through(SESSIONS, read.via()), writer, true, read.invokedAt(), read.at());
      }
    } else if (event instanceof ProbeEvent.MediaNodesRead read) {
      String what = through("GET /media-nodes", read.via());
      answered(what, writer, false, read.invokedAt(), read.at());
    } else if (event instanceof ProbeEvent.HealthRead read && read.node() == null) {
      health(read, writer);
    }
  }

  /** A good balancer's answer does not make up for a bad one's. */
  private static String through(String what, String via) {
    return via.isEmpty() ? what : what + " via " + via;
  }

  /** A cluster that says that it is not healthy has answered; a balancer's 50x has not. */
  private void health(ProbeEvent.HealthRead read, String writer) {
    String what = through("GET /health", read.via());
    boolean balancers = read.status() == 0 || read.status() == 502 || read.status() == 504;
    if (balancers) {
      failing.putIfAbsent(what, new Begun(what, writer, false, read.invokedAt()));
    } else {
      answered(what, writer, false, read.invokedAt(), read.at());
    }
  }

  private void answered(String what, String writer, boolean owners, long invokedAt, long at) {
    Begun failed = failing.remove(what);
    long firstAt = failed == null ? invokedAt : failed.firstAt();
    take.accept(new Read(what, writer, owners, firstAt, at));
  }

  /** What was never answered; to be called once, at the end. */
  void finish() {
    failing.values().forEach(this::unanswered);
    operations.values().forEach(this::unanswered);
  }

  private void unanswered(Begun begun) {
    take.accept(
        new Read(begun.what(), begun.writer(), begun.needsOwners(), begun.firstAt(), NEVER));
  }
}
