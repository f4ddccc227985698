package io.drillmaster.cli;

import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.HistoryRecorder;
import io.drillmaster.history.Recorder;
import io.drillmaster.history.RecorderFitness;
import io.drillmaster.process.FitnessProbe;
import io.drillmaster.process.FitnessReading;
import io.drillmaster.time.Ticker;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records every second how fit this process was (checks.md 3.13). */
final class HarnessFitness implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HarnessFitness.class);

  /** This process has no event loop whose lag could be measured. */
  private static final long NO_LOOP = -1;

  private final FitnessProbe probe = new FitnessProbe();
  private final ScheduledExecutorService rounds;
  private final String process;
  private final Recorder recorder;

  private HarnessFitness(String process, Recorder recorder) {
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

  /** Samples into the recorder until closed. */
  static AutoCloseable sample(String process, Recorder recorder) {
    HarnessFitness fitness = new HarnessFitness(process, recorder);
    var unused = fitness.rounds.scheduleAtFixedRate(fitness::read, 1, 1, TimeUnit.SECONDS);
    return fitness;
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
              reading.descriptorsPercent()));
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
