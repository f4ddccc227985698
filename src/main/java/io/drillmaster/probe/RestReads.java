package io.drillmaster.probe;

import io.drillmaster.drill.Witnesses;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.probe.RestClient.Answer;
import java.time.Duration;

/**
 * REST reads through the balancer while a fault is at work, as an application makes them (checks.md
 * 3.8, population c): each attempt an operation, the later ones children of the first, repeated on
 * 500 to 504 and where there is no answer (protocol file, section 8.2). What is read is the
 * configuration: every master answers it by itself, so it takes no longer than the balancer needs,
 * and it names the one that answered. On the loop only.
 */
final class RestReads {
  private static final String CONFIG = "/openvidu/api/config";
  private static final int OK = 200;
  private static final int SERVER_ERRORS = 500;
  private static final int LAST_RETRIED = 504;

  private final CanaryCrew crew;
  private final Procession procession;
  private Duration patience = Duration.ZERO;
  private int underWay;
  private int asked;

  /** One read over its attempts. */
  private static final class Read {
    final long limitAt;
    long firstOp;
    int attempts;

    Read(long limitAt) {
      this.limitAt = limitAt;
    }
  }

  RestReads(CanaryCrew crew) {
    this.crew = crew;
    this.procession =
        new Procession(
            "REST reads",
            new Arrivals(Witnesses.READ_EVERY, Witnesses.READS_AT_ONCE),
            crew,
            () -> underWay,
            this::read);
  }

  /**
   * They begin from now on.
   *
   * @param patience of each; one that is not answered by then is given up
   */
  void begin(Duration patience) {
    this.patience = patience;
    procession.begin();
  }

  /** No more of them begin; those that did go on. */
  void end() {
    procession.end();
  }

  private void read() {
    underWay++;
    attempt(new Read(crew.loop().now() + patience.toNanos()));
  }

  private void attempt(Read read) {
    long op = crew.settings().ids().getAsLong();
    long now = crew.loop().now();
    read.attempts++;
    crew.recorder()
        .accept(
            new OperationEvent.Invoked(
                now, op, read.firstOp, read.attempts, ClusterReader.READER, "", 0, Kind.REST_READ));
    read.firstOp = read.firstOp == 0 ? op : read.firstOp;
    var unused =
        crew.rest()
            .attempt(
                "GET",
                crew.access().fronts().of(ClusterReader.READER, asked++).resolve(CONFIG),
                null,
                crew.settings().policy().restAttemptTimeout())
            .thenAccept(answer -> crew.loop().execute(() -> answered(read, op, answer)));
  }

  private void answered(Read read, long op, Answer answer) {
    crew.recorder()
        .accept(
            new OperationEvent.Completed(
                answer.at(),
                op,
                ClusterReader.READER,
                Kind.REST_READ,
                answer.isOk() ? Outcome.OK : Outcomes.of(answer, OK),
                answer.status(),
                answer.isOk() ? ProbeCodec.instance(answer.body()) : answer.detail()));
    long againAt = crew.loop().now() + crew.settings().policy().restRetryEvery().toNanos();
    if (isRetried(answer) && againAt < read.limitAt) {
      crew.loop().at(againAt, () -> attempt(read));
    } else {
      underWay--;
    }
  }

  private static boolean isRetried(Answer answer) {
    int status = answer.status();
    return status == 0 || (status >= SERVER_ERRORS && status <= LAST_RETRIED);
  }
}
