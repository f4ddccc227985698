package io.drillmaster.simulations;

import io.drillmaster.process.ChildCommand;
import io.drillmaster.process.ChildProcess;
import io.drillmaster.process.Guard;
import io.drillmaster.process.Launch;
import io.drillmaster.process.MachineLimits;
import io.drillmaster.process.Priority;
import io.drillmaster.process.ProcessId;
import io.drillmaster.run.port.LoadGenerator;
import io.drillmaster.run.port.LoadOrder;
import io.drillmaster.simulations.worker.ControlFile;
import io.drillmaster.simulations.worker.ControlLine;
import io.drillmaster.simulations.worker.Fleet;
import io.drillmaster.simulations.worker.Simulations;
import io.drillmaster.simulations.worker.WorkerFolder;
import io.drillmaster.simulations.worker.WorkerSettings;
import io.drillmaster.simulations.worker.WorkerSettingsFile;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The load of a run in worker processes on this machine, from the coordinator's side: starts them,
 * tells them by the control file, beats so that they know it lives, and says who died before its
 * time. Thread-safe but for {@link #prepare} and {@link #close}.
 */
public final class WorkerPool implements LoadGenerator {
  /** A JVM with Gatling starts in 2.5 CPU-s; several at once on a busy machine take longer. */
  private static final Duration READY_MAX = Duration.ofSeconds(60);

  private static final Duration BEAT_EVERY = Duration.ofSeconds(1);

  /** Every worker has read the line before the shared start, whichever way it polls. */
  private static final Duration START_AHEAD = Duration.ofMillis(300);

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** Drawing costs 15 CPU-s per million events; the sample keeps it far below. */
  private static final Duration DRAW_MAX = Duration.ofSeconds(20);

  /** SIGTERM to the footer of the history. */
  private static final Duration TERMINATE_MAX = Duration.ofSeconds(4);

  /**
   * Exit status of a worker whose simulation's own assertions failed; the drill judges by its own.
   */
  private static final int ASSERTIONS_FAILED = 2;

  private final Launch launch;
  private final @Nullable Guard guard;
  private final List<ChildProcess> workers = new ArrayList<>();
  private @Nullable WorkerFolder folder;
  private @Nullable ScheduledExecutorService heart;
  private volatile boolean ending;

  /**
   * A pool.
   *
   * @param launch how to start a child of this program
   * @param guard kills the workers should this process die; null = they leave by themselves when
   *     the heartbeat stops
   */
  public WorkerPool(Launch launch, @Nullable Guard guard) {
    this.launch = launch;
    this.guard = guard;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the simulation is not known or the machine cannot carry
   *     the load
   * @throws io.drillmaster.process.ChildFailed when a worker does not get ready
   */
  @Override
  public void prepare(LoadOrder order) throws InterruptedException {
    Simulations.named(order.drill().load().simulation());
    Fleet fleet =
        Fleet.of(order.drill().load(), order.access().baseUrl(), MachineLimits.ofThisMachine());
    WorkerFolder files = new WorkerFolder(order.folder().toAbsolutePath());
    folder = files;
    beat(files);
    for (int index = 1; index <= fleet.workers(); index++) {
      workers.add(start(files, order, fleet, index));
    }
    for (ChildProcess worker : workers) {
      worker.awaitReady(READY_MAX);
    }
  }

  private ChildProcess start(WorkerFolder files, LoadOrder order, Fleet fleet, int index) {
    WorkerSettings settings =
        new WorkerSettings(
            index,
            fleet.workers(),
            order.access().fronts(),
            order.access().reach(),
            fleet.source(index),
            order.drill().load(),
            order.header());
    WorkerSettingsFile.write(files.settings(settings.name()), settings);
    List<String> argv =
        launch.argv(
            fleet.jvmOptions(),
            List.of(WorkerMain.COMMAND, files.run().toString(), settings.name()));
    ChildProcess child =
        ChildProcess.start(
            new ChildCommand(
                settings.name(),
                argv,
                Map.of(WorkerSettings.SECRET, order.access().secret()),
                files.log(settings.name()),
                Priority.AHEAD)); // what it stamps late, it stamps wrong
    if (guard != null) {
      guard.watch(settings.name(), child.id());
    }
    return child;
  }

  private void beat(WorkerFolder files) {
    ScheduledExecutorService beats =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "workers-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    heart = beats;
    ControlFile.append(files.control(), new ControlLine(null, Ticker.system().nanos()));
    var unused =
        beats.scheduleAtFixedRate(
            () ->
                ControlFile.append(files.control(), new ControlLine(null, Ticker.system().nanos())),
            BEAT_EVERY.toMillis(),
            BEAT_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** The processes, in the order of their index. */
  List<ProcessId> processes() {
    return workers.stream().map(ChildProcess::id).toList();
  }

  /** The coordinator falls silent, as if it had died: workers leave by themselves. */
  void stopHeart() {
    ScheduledExecutorService beats = heart;
    if (beats != null) {
      beats.shutdownNow();
    }
  }

  @Override
  public void say(Command command) {
    long now = Ticker.system().nanos();
    if (command == Command.LEAVE || command == Command.DROP) {
      ending = true;
    }
    long at = command == Command.START ? now + START_AHEAD.toNanos() : now;
    ControlFile.append(prepared().control(), new ControlLine(command, at));
  }

  private WorkerFolder prepared() {
    WorkerFolder files = folder;
    if (files == null) {
      throw new IllegalStateException("the load is not prepared; call prepare first");
    }
    return files;
  }

  @Override
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    for (ChildProcess worker : List.copyOf(workers)) {
      OptionalInt status = worker.exitStatus();
      boolean fine = status.isEmpty() || (ending && finished(status.getAsInt()));
      if (!fine) {
        failures.add(
            "%s ended before its time: %s%s"
                .formatted(worker.command().name(), worker.how(), tail(worker)));
      }
    }
    return List.copyOf(failures);
  }

  private static String tail(ChildProcess worker) {
    List<String> tail = worker.logTail();
    return tail.isEmpty() ? "" : "\n  its log ends:\n    " + String.join("\n    ", tail);
  }

  private static boolean finished(int status) {
    return status == 0 || status == ASSERTIONS_FAILED;
  }

  /** {@inheritDoc} Their histories are complete then; Gatling's reports may still be drawn. */
  @Override
  public boolean awaitEnd(Duration bound) throws InterruptedException {
    return Pause.until(() -> workers.stream().allMatch(this::isDone), LOOK_EVERY, bound);
  }

  private boolean isDone(ChildProcess worker) {
    return !worker.isAlive() || Files.exists(prepared().done(worker.command().name()));
  }

  /** {@inheritDoc} Waits for it while it is being drawn. */
  @Override
  public Optional<String> gatlingReport() {
    WorkerFolder files = folder;
    if (files == null || workers.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (isDone(workers.get(0))) {
        workers.get(0).awaitEnd(DRAW_MAX);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    return GatlingReport.find(files.run());
  }

  @Override
  public void close() {
    ending = true;
    try {
      for (ChildProcess worker : workers) {
        end(worker);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      workers.forEach(ChildProcess::close);
      stopHeart();
    }
  }

  private void end(ChildProcess worker) throws InterruptedException {
    if (isDone(worker)) {
      worker.awaitEnd(DRAW_MAX);
    } else {
      worker.id().find().ifPresent(ProcessHandle::destroy);
      worker.awaitEnd(TERMINATE_MAX);
    }
  }
}
