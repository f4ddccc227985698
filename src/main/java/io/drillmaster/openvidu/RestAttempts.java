package io.drillmaster.openvidu;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Attempts at one REST call: each an operation of its own, the later ones children of the first.
 * Single-threaded.
 */
final class RestAttempts {

  private static final long NONE = 0;

  private final OperationKind kind;
  private final BackEndHost host;
  private String who = "";
  private long firstOp = NONE;
  private long op = NONE;
  private int attempts;
  private long dueAt = Deadlines.NEVER;

  RestAttempts(OperationKind kind, BackEndHost host) {
    this.kind = kind;
    this.host = host;
  }

  /** The next attempt is a first one again. */
  void startOver() {
    firstOp = NONE;
    attempts = 0;
    dueAt = Deadlines.NEVER;
  }

  /** Whether no attempt is under way or planned. */
  boolean isIdle() {
    return op == NONE && dueAt == Deadlines.NEVER;
  }

  int attempts() {
    return attempts;
  }

  /** When the next attempt is planned; {@link Deadlines#NEVER} when none is. */
  long dueAt() {
    return dueAt;
  }

  void planAt(long atNanos) {
    dueAt = atNanos;
  }

  /** Makes an attempt in the name of this member. */
  void begin(String member, RestCall call, long newOp, Duration timeout, long now) {
    who = member;
    op = newOp;
    attempts++;
    dueAt = Deadlines.NEVER;
    host.observe(who, new Observation.Invoked(now, op, firstOp, attempts, 0, kind));
    if (firstOp == NONE) {
      firstOp = op;
    }
    host.request(new RestRequest(op, call.method(), call.path(), call.body(), timeout));
  }

  /** The attempt under way was answered by this status. */
  void answered(int status, long now) {
    Outcome outcome = Outcome.INFO;
    if (status >= 200 && status < 300) {
      outcome = Outcome.OK;
    } else if (status >= 400 && status < 500) {
      outcome = Outcome.FAIL;
    }
    complete(outcome, status, null, now);
  }

  /** The attempt under way ended without an answer. */
  void unanswered(boolean sent, String why, long now) {
    complete(sent ? Outcome.INFO : Outcome.FAIL, 0, why, now);
  }

  private void complete(Outcome outcome, int code, @Nullable String detail, long now) {
    host.observe(who, new Observation.Completed(now, op, kind, outcome, code, detail));
    op = NONE;
  }

  /** What is called. */
  record RestCall(String method, String path, @Nullable String body) {}
}
