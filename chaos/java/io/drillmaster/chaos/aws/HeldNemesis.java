package io.drillmaster.chaos.aws;

import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.Timer;
import io.drillmaster.drill.Fault;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Placement;
import io.drillmaster.time.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A nemesis that holds its stack: it heeds the levers that the stack carries, and gives the lock
 * back when all is healed. Thread-safe.
 */
final class HeldNemesis implements Nemesis {
  private static final Logger LOG = LoggerFactory.getLogger(HeldNemesis.class);

  private final Nemesis inner;
  private final ClusterLock lock;
  private final StackLevers levers;
  private final Path runFolder;
  private final Recorder recorder;
  private final List<LeverWatch> watches = new CopyOnWriteArrayList<>();

  /**
   * Wraps a nemesis, which it owns.
   *
   * @param runFolder whose ledger tells whether all is healed
   */
  HeldNemesis(
      Nemesis inner, ClusterLock lock, StackLevers levers, Path runFolder, Recorder recorder) {
    this.inner = inner;
    this.lock = lock;
    this.levers = levers;
    this.runFolder = runFolder;
    this.recorder = recorder;
  }

  @Override
  public void heed(Consumer<String> pull) {
    watches.add(
        new LeverWatch(
            "the lever on the stack", levers::tags, pull, this::note, Timer.thread("aws-lever")));
    watches.add(
        new LeverWatch(
            "the safety lever of AWS FIS",
            levers::safety,
            pull,
            this::note,
            Timer.thread("fis-lever")));
    watches.forEach(LeverWatch::begin);
  }

  private void note(String text) {
    try {
      recorder.record(new HarnessEvent.Note(Ticker.system().nanos(), text));
    } catch (IllegalStateException closed) {
      LOG.warn("not recorded: {}", text);
    }
  }

  @Override
  public List<Node> choose(Fault fault, Placement placement) {
    return inner.choose(fault, placement);
  }

  @Override
  public List<String> rehearse(Fault fault, List<Node> victims) {
    return inner.rehearse(fault, victims);
  }

  @Override
  public boolean inject(Fault fault, List<Node> victims) {
    return inner.inject(fault, victims);
  }

  @Override
  public void hurry() {
    inner.hurry();
  }

  @Override
  public List<String> afflicted() {
    return inner.afflicted();
  }

  @Override
  public List<String> heal(Duration bound) {
    return inner.heal(bound);
  }

  /** The lock stays, and ends by itself, while a place of the stack is not taken again. */
  @Override
  public void close() {
    watches.forEach(LeverWatch::close);
    inner.close();
    if (!Ledger.unhealed(runFolder).isEmpty()) {
      note("the lock on the stack stays until " + lock.tag().until() + ": not all is healed");
      return;
    }
    try {
      lock.release();
    } catch (CloudException stays) {
      note("the lock on the stack stays until %s: %s".formatted(lock.tag().until(), stays));
    }
  }
}
