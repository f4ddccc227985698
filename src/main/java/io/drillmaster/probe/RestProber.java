package io.drillmaster.probe;

import io.drillmaster.history.Event;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.openvidu.Settings;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Prober;
import io.drillmaster.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prober on java.net.http, Java-WebSocket and the JDK's HTTP server: it shares no transport
 * with the load. Thread-safe.
 */
public final class RestProber implements Prober {
  /** Every session of every run begins so. */
  static final String PREFIX = "drill-";

  private static final Logger LOG = LoggerFactory.getLogger(RestProber.class);

  /** Through each balancer. */
  private static final Duration READ_EVERY = Duration.ofSeconds(1);

  /** Owners are asked at each creation (decision D28), but a ramp creates dozens a second. */
  private static final Duration OWNERS_PAUSE = Duration.ofMillis(250);

  /** Of all deletions together, on a cluster that answers or not. */
  private static final Duration SWEEP_BOUND = Duration.ofSeconds(10);

  private final String run;
  private final Settings settings;
  private final Ticker ticker = Ticker.system();
  private final WebhookReceiver webhooks = new WebhookReceiver(ticker);
  private final ScheduledThreadPoolExecutor clock = Threads.pool("probe-clock", 1);
  private @Nullable Work work;
  private @Nullable LastLook lastLook;

  /** What exists from the start on. */
  private record Work(Sink sink, RestClient rest, Access access, Canaries canaries) {}

  /**
   * A prober; its webhook receiver is open.
   *
   * @param run the run's id, which its session ids carry
   * @param settings of the canaries; their ids must be disjoint from those of the load
   */
  public RestProber(String run, Settings settings) {
    this.run = run;
    this.settings = settings;
  }

  @Override
  public URI webhookUrl() {
    return webhooks.url();
  }

  @Override
  public synchronized void start(
      Recorder recorder, Access access, Supplier<List<Node>> nodes, int canaries) {
    if (work != null) {
      throw new IllegalStateException("this prober was started already");
    }
    Sink sink = new Sink(recorder);
    RestClient rest = new RestClient(access, ticker);
    ClusterReader reader = new ClusterReader(rest, access, nodes, sink::record);
    lastLook = new LastLook(rest, access, nodes, sink, prefix(run));
    Throttle throttle = new Throttle(OWNERS_PAUSE.toNanos(), ticker.nanos());
    webhooks.listen(webhook -> received(webhook, sink, reader, throttle));
    var unused =
        clock.scheduleAtFixedRate(
            () -> guarded(reader::readNext),
            0,
            READ_EVERY.dividedBy(reader.turns()).toNanos(),
            TimeUnit.NANOSECONDS);
    CanaryLoop loop = new CanaryLoop(ticker);
    Canaries all = new Canaries(new CanaryCrew(run, settings, loop, rest, access, sink::record));
    all.start(canaries);
    work = new Work(sink, rest, access, all);
  }

  private void received(
      ProbeEvent.Webhook webhook, Sink sink, ClusterReader reader, Throttle throttle) {
    sink.record(webhook);
    if (webhook.event().equals("sessionCreated")) {
      long wait = throttle.ask(ticker.nanos());
      if (wait >= 0 && !clock.isShutdown()) {
        var unused =
            clock.schedule(
                () -> {
                  throttle.begin(ticker.nanos());
                  guarded(reader::readOwners);
                },
                wait,
                TimeUnit.NANOSECONDS);
      }
    }
  }

  /** A periodic task that throws is never called again; this one must be. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException cause) {
      LOG.warn("a probe failed: {}", cause.toString());
    }
  }

  @Override
  public synchronized void seatStoics(List<String> sessions) {
    started().canaries().seatStoics(sessions);
  }

  @Override
  public synchronized void outageBegins(Duration patience) {
    started().canaries().outageBegins(patience);
  }

  @Override
  public synchronized void outageEnds() {
    started().canaries().outageEnds();
  }

  @Override
  public synchronized void comeTogether(int pairs, Duration patience) {
    started().canaries().comeTogether(pairs, patience);
  }

  @Override
  public synchronized void desert() {
    started().canaries().desert();
  }

  @Override
  public synchronized Joins joinEach(List<String> sessions) {
    return started().canaries().join(sessions);
  }

  private Work started() {
    Work begun = work;
    if (begun == null) {
      throw new IllegalStateException("this prober was not started, or was closed");
    }
    return begun;
  }

  @Override
  public synchronized void quiet() {
    if (work != null) {
      work.canaries().leave();
    }
  }

  @Override
  public synchronized void lookAtTheEnd(Duration patience) throws InterruptedException {
    if (lastLook != null && !lastLook.run(patience)) {
      LOG.warn(
          "sessions of this run were still listed, or lists not read, {} s after it",
          patience.toSeconds());
    }
  }

  @Override
  public synchronized int sweepSessions() {
    if (work == null) {
      return 0;
    }
    Sweep sweep =
        new Sweep(work.rest(), work.access().baseUrl(), work.sink(), settings.ids(), ticker);
    return sweep.run(prefix(run), SWEEP_BOUND);
  }

  /**
   * Deletes whatever sessions a run has left on a cluster that outlived it; for `heal`.
   *
   * @return how many were deleted
   */
  public static int sweep(String run, Access access) {
    Sink nobody = new Sink(new Unrecorded());
    Ticker ticker = Ticker.system();
    try (RestClient rest = new RestClient(access, ticker)) {
      return new Sweep(rest, access.baseUrl(), nobody, () -> 0, ticker)
          .run(prefix(run), SWEEP_BOUND);
    }
  }

  /** What the ids of all sessions of a run begin with. */
  static String prefix(String run) {
    return PREFIX + run + "-";
  }

  @Override
  public synchronized void close() {
    clock.shutdownNow();
    webhooks.close();
    if (work != null) {
      work.canaries().close();
      work.rest().close();
      work = null;
    }
  }

  /** Where there is no history any more. */
  private record Unrecorded() implements Recorder {
    @Override
    public void record(Event event) {}

    @Override
    public void close() {}
  }

  /** The recorder, which may be closed before the last answer comes. */
  static final class Sink {
    private final Recorder recorder;
    private volatile boolean isClosed;

    Sink(Recorder recorder) {
      this.recorder = recorder;
    }

    void record(Event event) {
      if (!isClosed) {
        try {
          recorder.record(event);
        } catch (IllegalStateException closed) {
          isClosed = true; // the recorder itself reports its failure
        }
      }
    }
  }
}
