package io.drillmaster.cli;

import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.HistoryRecorder;
import io.drillmaster.history.Recorder;
import io.drillmaster.history.RecorderFitness;
import io.drillmaster.process.FitnessProbe;
import io.drillmaster.process.FitnessReading;
import io.drillmaster.process.ForeignCpu;
import io.drillmaster.time.Ticker;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records every second how fit this process was (checks.md 3.13). */
final class HarnessFitness implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HarnessFitness.class);

  /** This process has no event loop whose lag could be measured. */
  private static final long NO_LOOP = -1;

  private final FitnessProbe probe = new FitnessProbe();
  private final ForeignCpu foreign;
  private final ScheduledExecutorService rounds;
  private final String process;
  private final Recorder recorder;

  private HarnessFitness(String process, Recorder recorder, Supplier<Set<Long>> cluster) {
    this.foreign = new ForeignCpu(() -> family(cluster.get()));
    this.process = process;
    this.recorder = recorder;
    this.rounds =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "fitness");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Samples into the recorder until closed.
   *
   * @param cluster ids of those processes of this host that are nodes of the target
   */
  static AutoCloseable sample(String process, Recorder recorder, Supplier<Set<Long>> cluster) {
    HarnessFitness fitness = new HarnessFitness(process, recorder, cluster);
    var unused = fitness.rounds.scheduleAtFixedRate(fitness::read, 1, 1, TimeUnit.SECONDS);
    return fitness;
  }

  /** The run's own processes: this one, whatever it started, and the cluster under test. */
  private static Set<Long> family(Set<Long> cluster) {
    Set<Long> pids = new HashSet<>(cluster);
    pids.add(ProcessHandle.current().pid());
    ProcessHandle.current().descendants().forEach(child -> pids.add(child.pid()));
    return pids;
  }

  private void read() {
    FitnessReading reading = probe.read();
    RecorderFitness writing =
        recorder instanceof HistoryRecorder file ? file.fitness() : new RecorderFitness(0, 0);
    try {
      recorder.record(
          new HarnessEvent.Fitness(
              Ticker.system().nanos(),
              process,
              NO_LOOP,
              reading.tickGapNanosMax(),
              writing.queuePercentMax(),
              writing.flushGapNanosMax(),
              reading.stealPercent(),
              reading.throttledNanos(),
              reading.descriptorsPercent(),
              foreign.percent()));
    } catch (IllegalStateException e) {
      LOG.debug("the recorder is closed or has failed; it says so itself", e);
    }
  }

  @Override
  public void close() {
    ExecutorService ended = rounds;
    ended.shutdownNow();
    probe.close();
  }
}
