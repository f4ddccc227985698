package io.drillmaster.probe;

import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.probe.RestClient.Answer;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the sessions of a run that are left over; each deletion is an operation. */
final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final String SESSIONS = "/openvidu/api/sessions";
  private static final Duration ATTEMPT_BOUND = Duration.ofSeconds(3);
  private static final Duration RETRY_EVERY = Duration.ofMillis(250);
  private static final int NO_CONTENT = 204;

  private final RestClient rest;
  private final URI base;
  private final RestProber.Sink sink;
  private final LongSupplier ids;
  private final Ticker ticker;

  Sweep(RestClient rest, URI base, RestProber.Sink sink, LongSupplier ids, Ticker ticker) {
    this.rest = rest;
    this.base = base;
    this.sink = sink;
    this.ids = ids;
    this.ticker = ticker;
  }

  /**
   * Deletes all sessions whose id begins so, until a list shows none or the bound is reached.
   *
   * @return how many were deleted
   */
  int run(String prefix, Duration bound) {
    long deadline = ticker.nanos() + bound.toNanos();
    int deleted = 0;
    try {
      while (ticker.nanos() < deadline) {
        Answer list = await("GET", SESSIONS);
        if (list.isOk()) {
          List<String> ours = ours(list.body(), prefix);
          if (ours.isEmpty()) {
            return deleted;
          }
          deleted += delete(ours, deadline);
        }
        Pause.of(RETRY_EVERY);
      }
      LOG.warn("sessions {}* could not all be removed within {} s", prefix, bound.toSeconds());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ProbeCodec.Malformed malformed) {
      LOG.warn("the list of sessions is {}", malformed.getMessage());
    }
    return deleted;
  }

  private static List<String> ours(String body, String prefix) {
    return ProbeCodec.sessions(body).stream()
        .map(ProbeEvent.SessionView::session)
        .filter(session -> session.startsWith(prefix))
        .toList();
  }

  private int delete(List<String> sessions, long deadline) throws InterruptedException {
    int deleted = 0;
    for (String session : sessions) {
      if (ticker.nanos() >= deadline) {
        break;
      }
      deleted += delete(session) ? 1 : 0;
    }
    return deleted;
  }

  private boolean delete(String session) throws InterruptedException {
    long op = ids.getAsLong();
    OperationEvent.Kind kind = OperationEvent.Kind.DELETE_SESSION;
    String who = ClusterReader.READER;
    sink.record(new OperationEvent.Invoked(ticker.nanos(), op, 0, 1, who, session, 0, kind));
    Answer answer = await("DELETE", SESSIONS + "/" + session);
    Outcome outcome = Outcomes.of(answer, NO_CONTENT);
    String detail = outcome == Outcome.OK ? null : answer.detail();
    sink.record(
        new OperationEvent.Completed(answer.at(), op, who, kind, outcome, answer.status(), detail));
    return outcome == Outcome.OK;
  }

  private Answer await(String method, String path) throws InterruptedException {
    long invokedAt = ticker.nanos();
    try {
      return rest.attempt(method, base.resolve(path), null, ATTEMPT_BOUND)
          .get(2 * ATTEMPT_BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException cause) {
      return new Answer(invokedAt, ticker.nanos(), 0, String.valueOf(cause.getMessage()), true);
    }
  }
}
