package io.drillmaster.openvidu;

import io.drillmaster.openvidu.RestAttempts.RestCall;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The application's back end for one session: gets tokens for its members over REST, as a state
 * machine without I/O. Single-threaded, driven like {@link Participant}: one input at a time, each
 * with its monotonic stamp, and none from within a command.
 *
 * <p>A member's request goes through two steps: the session is created where it may be missing (200
 * and 409, "somebody else was first", are both good), then a connection is. 500 to 504, time-outs
 * and lost connections repeat the step after a short pause, and a 404 goes back to creating the
 * session (protocol file, section 8.2). Members that need the session created at the same time
 * share one attempt. A request that is not fulfilled by its deadline is given up.
 */
public final class BackEnd {

  /** Long enough for a replacement master; a member whose request ends so simply asks again. */
  public static final Duration DEADLINE = Duration.ofMinutes(2);

  /** A session not deleted after so many attempts is left to the sweep at the end of the run. */
  static final int DELETE_ATTEMPTS_MAX = 50;

  private static final String SESSIONS = "/openvidu/api/sessions";

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  /** What a member's request waits for. */
  private enum Step {
    SESSION,
    CONNECTION
  }

  /** A member's request. */
  private final class Ask {
    final String member;
    final long deadlineAt;
    final RestAttempts connection =
        new RestAttempts(OperationKind.CREATE_CONNECTION, BackEnd.this.host);
    Step step;

    Ask(String member, Step step, long deadlineAt) {
      this.member = member;
      this.step = step;
      this.deadlineAt = deadlineAt;
    }

    /** Whether the member still waits for it. */
    boolean isCurrent() {
      return asks.get(member) == this;
    }
  }

  private final String session;
  private final Settings settings;
  private final long deadlineNanos;
  private final BackEndHost host;
  private final Map<String, Ask> asks = new LinkedHashMap<>();

  /** Connection attempts under way, by operation; also of requests no longer waited for. */
  private final Map<Long, Ask> connecting = new HashMap<>();

  private final RestAttempts creation;
  private long creationOp;
  private final RestAttempts deletion;
  private long deletionOp;
  private long armedAt = Deadlines.NEVER;

  /**
   * Makes the back end of a session.
   *
   * @param deadline bound of each member's request, see {@link #DEADLINE}
   */
  public BackEnd(String session, Settings settings, Duration deadline, BackEndHost host) {
    this.session = session;
    this.settings = settings;
    this.deadlineNanos = deadline.toNanos();
    this.host = host;
    this.creation = new RestAttempts(OperationKind.CREATE_SESSION, host);
    this.deletion = new RestAttempts(OperationKind.DELETE_SESSION, host);
  }

  // ---- inputs ----

  /** A member needs a token; an earlier request of the same member is replaced. */
  public void ask(String member, Credentials.Kind kind, long now) {
    Step first = kind == Credentials.Kind.REJOIN ? Step.CONNECTION : Step.SESSION;
    Ask ask = new Ask(member, first, now + deadlineNanos);
    asks.put(member, ask);
    attempt(ask, now);
    arm();
  }

  /** A member needs none any more. */
  public void forget(String member) {
    asks.remove(member);
    arm();
  }

  /** Remove the session; {@link BackEndHost#deleted} tells how it went. */
  public void delete(long now) {
    asks.clear();
    creation.startOver();
    if (deletion.isIdle()) {
      deletion.startOver();
      attemptDeletion(now);
    }
    arm();
  }

  /** An attempt was answered. */
  public void answered(long op, int status, String body, long now) {
    Ask ask = connecting.remove(op);
    if (ask != null) {
      ask.connection.answered(status, now);
      if (ask.isCurrent()) {
        connectionAnswered(ask, status, body, now);
      }
    } else if (op == creationOp) {
      creation.answered(status, now);
      sessionAnswered(status, now);
    } else if (op == deletionOp) {
      deletion.answered(status, now);
      deletionAnswered(status, now);
    }
    arm();
  }

  /**
   * An attempt was not answered.
   *
   * @param sent whether a byte of it may have reached anybody; false = certainly no effect
   */
  public void unanswered(long op, boolean sent, String why, long now) {
    Ask ask = connecting.remove(op);
    if (ask != null) {
      ask.connection.unanswered(sent, why, now);
      ask.connection.planAt(retryAt(now));
    } else if (op == creationOp) {
      creation.unanswered(sent, why, now);
      creation.planAt(retryAt(now));
    } else if (op == deletionOp) {
      deletion.unanswered(sent, why, now);
      retryDeletion(now);
    }
    arm();
  }

  /** The time given to {@code wakeAt} has come; calling it early or late is harmless. */
  public void wake(long now) {
    armedAt = Deadlines.NEVER;
    for (Ask ask : List.copyOf(asks.values())) {
      if (ask.deadlineAt <= now) {
        giveUp(ask, "no token within " + Duration.ofNanos(deadlineNanos));
      } else if (ask.connection.dueAt() <= now) {
        attempt(ask, now);
      }
    }
    if (creation.dueAt() <= now) {
      creation.planAt(Deadlines.NEVER);
      asks.values().stream()
          .filter(ask -> ask.step == Step.SESSION)
          .findFirst()
          .ifPresentOrElse(ask -> attempt(ask, now), creation::startOver);
    }
    if (deletion.dueAt() <= now) {
      attemptDeletion(now);
    }
    arm();
  }

  // ---- attempts ----

  private void attempt(Ask ask, long now) {
    if (ask.step == Step.CONNECTION) {
      long op = settings.ids().getAsLong();
      connecting.put(op, ask);
      RestCall call = new RestCall("POST", SESSIONS + "/" + session + "/connection", "{}");
      ask.connection.begin(ask.member, call, op, timeout(), now);
    } else {
      ask.connection.planAt(Deadlines.NEVER);
      if (creation.isIdle()) {
        creationOp = settings.ids().getAsLong();
        String body = "{\"customSessionId\":\"" + session + "\"}";
        creation.begin(
            ask.member, new RestCall("POST", SESSIONS, body), creationOp, timeout(), now);
      }
    }
  }

  private void attemptDeletion(long now) {
    deletionOp = settings.ids().getAsLong();
    RestCall call = new RestCall("DELETE", SESSIONS + "/" + session, null);
    deletion.begin(session, call, deletionOp, timeout(), now);
  }

  // ---- answers ----

  private void sessionAnswered(int status, long now) {
    if (status == OK || status == CONFLICT) {
      creation.startOver();
      for (Ask ask : waitingForSession()) {
        ask.step = Step.CONNECTION;
        attempt(ask, now);
      }
    } else if (isRetried(status)) {
      creation.planAt(retryAt(now));
    } else {
      creation.startOver();
      for (Ask ask : waitingForSession()) {
        giveUp(ask, "creating session " + session + " was answered by " + status);
      }
    }
  }

  private List<Ask> waitingForSession() {
    return asks.values().stream().filter(ask -> ask.step == Step.SESSION).toList();
  }

  private void connectionAnswered(Ask ask, int status, String body, long now) {
    if (status == OK) {
      Credentials credentials = Codec.readConnection(body);
      if (credentials == null) {
        giveUp(ask, "creating a connection of " + session + " was answered without a token");
      } else {
        asks.remove(ask.member);
        host.credentials(ask.member, credentials);
      }
    } else if (isRetried(status)) {
      if (status == NOT_FOUND) {
        ask.step = Step.SESSION;
      }
      ask.connection.planAt(retryAt(now));
    } else {
      giveUp(ask, "creating a connection of " + session + " was answered by " + status);
    }
  }

  private void deletionAnswered(int status, long now) {
    if (status == NO_CONTENT || status == NOT_FOUND) {
      deletion.startOver();
      host.deleted(true);
    } else if (isRetried(status)) {
      retryDeletion(now);
    } else {
      deletion.startOver();
      host.deleted(false);
    }
  }

  private void retryDeletion(long now) {
    if (deletion.attempts() < DELETE_ATTEMPTS_MAX) {
      deletion.planAt(retryAt(now));
    } else {
      deletion.startOver();
      host.deleted(false);
    }
  }

  private void giveUp(Ask ask, String why) {
    asks.remove(ask.member);
    host.noCredentials(ask.member, why);
  }

  /** 500 to 504 and, during rebuilding, 404 (protocol file, section 8.2). */
  private static boolean isRetried(int status) {
    return status == NOT_FOUND || (status >= 500 && status <= 504);
  }

  private long retryAt(long now) {
    return now + settings.policy().restRetryEvery().toNanos();
  }

  private Duration timeout() {
    return settings.policy().restAttemptTimeout();
  }

  private void arm() {
    long next = Math.min(creation.dueAt(), deletion.dueAt());
    for (Ask ask : asks.values()) {
      next = Math.min(next, Math.min(ask.deadlineAt, ask.connection.dueAt()));
    }
    if (next < armedAt) {
      armedAt = next;
      host.wakeAt(next);
    }
  }
}
