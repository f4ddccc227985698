package io.drillmaster.simulations.worker;

import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.HistoryRecorder;
import io.drillmaster.history.RecorderFitness;
import io.drillmaster.openvidu.BackEnd;
import io.drillmaster.openvidu.RestRequest;
import io.drillmaster.openvidu.Settings;
import io.drillmaster.process.FitnessProbe;
import io.drillmaster.process.FitnessReading;
import io.drillmaster.run.port.LoadGenerator.Command;
import io.drillmaster.simulations.crew.Crew;
import io.drillmaster.simulations.crew.CrewPlan;
import io.drillmaster.simulations.crew.Seating;
import io.drillmaster.simulations.gatling.GatlingRun;
import io.drillmaster.simulations.gatling.Stage;
import io.drillmaster.simulations.netty.Rehearsal;
import io.drillmaster.time.ClockAnchor;
import io.drillmaster.time.Ticker;
import io.gatling.javaapi.core.Simulation;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One load process: plays the drill's simulation on its slice of the sessions, obeys the control
 * file, records its history, and closes it with a footer on every path that leaves it the time.
 */
public final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /** How often it looks at the control file (decision D26). */
  static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private static final Duration FITNESS_EVERY = Duration.ofSeconds(1);

  /** Which processes are foreign only the harness can tell. */
  private static final int NOT_MEASURED_HERE = -1;

  /** Gatling's users leave within their own request time-outs; then the run is ended. */
  private static final Duration LEAVE_MAX = Duration.ofSeconds(20);

  /** What was handed to an event loop is done within this, or the loop is stuck. */
  private static final Duration FLUSH_MAX = Duration.ofSeconds(1);

  /** Operations of worker i have numbers from i times this on; nobody makes a trillion. */
  private static final long IDS_PER_WRITER = 1L << 40;

  private final WorkerFolder folder;
  private final WorkerSettings settings;
  private final Ticker ticker = Ticker.system();
  private final HistoryRecorder recorder;
  private final Crew crew;
  private final Stage stage;
  private final ControlWatch watch;
  private final ControlFile.Reader control;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable Throwable failure;
  private long leavingSince = Long.MAX_VALUE;

  /**
   * A worker.
   *
   * @param secret OPENVIDU_SECRET
   */
  public Worker(Path run, WorkerSettings settings, String secret) {
    this.folder = new WorkerFolder(run);
    this.settings = settings;
    this.recorder =
        HistoryRecorder.open(
            run, settings.header().forWriter(settings.name(), ClockAnchor.now()), ticker);
    this.crew = new Crew(plan(settings, secret), recorder, ticker);
    this.stage = new Stage(crew, ticker);
    this.watch = new ControlWatch(ticker.nanos());
    this.control = new ControlFile.Reader(folder.control());
  }

  private static CrewPlan plan(WorkerSettings settings, String secret) {
    var header = settings.header();
    var load = settings.load();
    AtomicLong ids = new AtomicLong(settings.index() * IDS_PER_WRITER);
    return new CrewPlan(
        settings.fronts(),
        RestRequest.authorization(secret),
        new Settings(
            header.run(),
            header.limits().protocol(),
            load.client(),
            ids::incrementAndGet,
            header.seed()),
        new Seating(
            header.run(),
            load.sessions(),
            load.participantsPerSession(),
            settings.index(),
            settings.count()),
        load.rampUp(),
        load.signalEvery(),
        load.publish(),
        BackEnd.DEADLINE,
        header.seed(),
        source(settings.source()),
        settings.reach());
  }

  private static @Nullable InetAddress source(@Nullable String address) {
    if (address == null) {
      return null;
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    if (bytes == null) {
      throw new IllegalArgumentException("source '" + address + "' is not an IP address");
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException("source '" + address + "'", impossible);
    }
  }

  /**
   * Plays to the end.
   *
   * @param ready is told when all is loaded and the worker waits for the start
   * @return 0, or 2 when the simulation's own assertions failed
   * @throws IllegalStateException when the history is not whole, or the simulation failed
   */
  public int run(Runnable ready) {
    Thread terminated = new Thread(this::terminated, settings.name() + "-terminated");
    Runtime.getRuntime().addShutdownHook(terminated);
    rehearse();
    stage.set();
    Class<? extends Simulation> simulation = Simulations.named(settings.load().simulation());
    noteSample();
    var unusedFailure = crew.failure().thenAccept(this::failed);
    var unusedReady = stage.whenLoaded().thenRun(ready);
    Path results = folder.gatling(settings.name());
    int status;
    try (Rounds rounds = new Rounds(settings.name());
        FitnessProbe probe = new FitnessProbe()) {
      rounds.every(LOOK_EVERY, this::look);
      rounds.every(FITNESS_EVERY, () -> readFitness(probe));
      status = GatlingRun.play(simulation, results);
    } finally {
      close();
    }
    Throwable broken = failure;
    if (broken != null) {
      throw new IllegalStateException(
          settings.name() + " is unfit: " + broken.getMessage(), broken);
    }
    sayDone();
    draw(results);
    return status;
  }

  private void rehearse() {
    try {
      long since = ticker.nanos();
      int endings = Rehearsal.play(ticker);
      LOG.info(
          "{} endings rehearsed in {} ms",
          endings,
          TimeUnit.NANOSECONDS.toMillis(ticker.nanos() - since));
    } catch (IOException impossible) {
      LOG.warn("endings could not be rehearsed; the first may be stamped late", impossible);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void noteSample() {
    int oneOf = crew.sample().oneOf();
    if (oneOf > 1) {
      record(
          new HarnessEvent.Note(
              ticker.nanos(),
              "Gatling's charts draw the signals of one participant of %d".formatted(oneOf)));
    }
  }

  private void look() {
    long now = ticker.nanos();
    for (ControlLine line : watch.look(control.next(), now)) {
      obey(line);
    }
    if (now - leavingSince > LEAVE_MAX.toNanos()) {
      leavingSince = Long.MAX_VALUE;
      stage.stop("not all had left after " + LEAVE_MAX.toSeconds() + " s");
    }
  }

  private void obey(ControlLine line) {
    Command command = line.command();
    if (command == Command.START) {
      stage.start(line.at());
    } else if (command == Command.QUIET) {
      crew.quiet();
    } else if (command == Command.LEAVE) {
      if (watch.isDeserted()) {
        record(
            new HarnessEvent.Note(
                ticker.nanos(),
                "no heartbeat for %d s: %s leaves by itself"
                    .formatted(ControlWatch.SILENCE_MAX.toSeconds(), settings.name())));
      }
      leavingSince = ticker.nanos();
      stage.start(leavingSince);
      crew.endStay();
    } else if (command == Command.DROP) {
      crew.drop();
      stage.stop("dropped");
    }
  }

  private void readFitness(FitnessProbe probe) {
    FitnessReading reading = probe.read();
    RecorderFitness recording = recorder.fitness();
    record(
        new HarnessEvent.Fitness(
            ticker.nanos(),
            settings.name(),
            crew.takeLagNanosMax(),
            reading.tickGapNanosMax(),
            recording.queuePercentMax(),
            recording.flushGapNanosMax(),
            reading.stealPercent(),
            reading.throttledNanos(),
            reading.descriptorsPercent(),
            NOT_MEASURED_HERE));
  }

  private void failed(Throwable cause) {
    if (closed.get()) {
      return;
    }
    failure = cause;
    LOG.error("{} is unfit", settings.name(), cause);
    crew.drop();
    stage.stop("unfit");
  }

  private void record(Event event) {
    try {
      recorder.record(event);
    } catch (IllegalStateException full) {
      failed(full);
    }
  }

  /** SIGTERM, or the end of the process: cut, and close the history. */
  private void terminated() {
    if (!closed.get()) {
      crew.drop();
    }
    close();
  }

  private void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      crew.flushLoops(FLUSH_MAX);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      recorder.close();
    }
  }

  private void sayDone() {
    try {
      Files.writeString(folder.done(settings.name()), "history complete\n");
    } catch (IOException cause) {
      throw new UncheckedIOException(folder.done(settings.name()) + " cannot be written", cause);
    }
  }

  private void draw(Path results) {
    try {
      GatlingRun.draw(results)
          .ifPresentOrElse(
              drawn -> LOG.info("Gatling's report: {}", drawn),
              () -> LOG.info("no Gatling report: its charts module is not installed"));
    } catch (RuntimeException broken) {
      LOG.warn("Gatling's report could not be drawn: {}", broken.toString());
    }
  }
}
