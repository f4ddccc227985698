package io.drillmaster.chaos.aws;

import io.drillmaster.chaos.Timer;
import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.time.Ticker;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a stack again and again, and records what changed. Asked too often, AWS refuses: then
 * the pause between two looks doubles, which widens the intervals of the evidence and is told.
 * Thread-safe.
 */
final class FleetWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FleetWatch.class);

  /** Evidence a minute old is hardly any; AWS forgives within that. */
  static final Duration PAUSE_MOST = Duration.ofSeconds(60);

  private final Supplier<Fleet> reader;
  private final Duration pause;
  private final Timer timer;
  private final Ticker ticker;
  private final Map<String, String> told = new ConcurrentHashMap<>();
  private final FleetEvidence evidence;
  private volatile Fleet latest;
  private volatile @Nullable Recorder recorder;
  private int failures;
  private boolean isClosed;

  /**
   * A watch that looks when it is told to record.
   *
   * @param first what was seen already
   * @param balancer its name
   * @param pause between two looks
   */
  FleetWatch(
      Fleet first,
      Supplier<Fleet> reader,
      String balancer,
      Duration pause,
      Timer timer,
      Ticker ticker) {
    this.reader = reader;
    this.pause = pause;
    this.timer = timer;
    this.ticker = ticker;
    this.evidence = new FleetEvidence(balancer, told::containsKey);
    this.latest = first;
  }

  /** Records from now on. */
  void record(Recorder to) {
    recorder = to;
    look();
  }

  /** As of the last look. */
  Fleet latest() {
    return latest;
  }

  /**
   * Looks now.
   *
   * @throws CloudException when AWS refuses
   */
  synchronized Fleet refresh() {
    long begunAt = ticker.nanos();
    Fleet fleet = reader.get();
    latest = fleet;
    Recorder to = recorder;
    if (to != null) {
      for (Event event : evidence.of(fleet, begunAt, ticker.nanos())) {
        to.record(event);
      }
    }
    return fleet;
  }

  /** An instance was told to go: whatever EC2 still shows, it does not serve. */
  void toldToGo(String instance, String answer) {
    told.put(instance, answer);
  }

  /** What EC2 answered when an instance was told to go; null = it was not told. */
  @Nullable String answer(String instance) {
    return told.get(instance);
  }

  /** Those who were told to go. */
  Set<String> told() {
    return Set.copyOf(told.keySet());
  }

  /** When an instance was seen first; 0 = it was not, or nobody records. */
  long seenAt(String instance) {
    return evidence.seenAt(instance);
  }

  private synchronized void look() {
    if (isClosed) {
      return;
    }
    try {
      refresh();
      if (failures > 0) {
        note("the stack is seen again after %d looks in vain".formatted(failures));
      }
      failures = 0;
    } catch (CloudException | IllegalStateException vain) {
      failures++;
      LOG.warn("the stack is not seen: {}", vain.getMessage());
      if (failures == 1) {
        note("the stack is not seen, evidence is told late: " + vain.getMessage());
      }
    }
    timer.after(next(), this::look);
  }

  private Duration next() {
    Duration next = pause.multipliedBy(1L << Math.min(failures, 6));
    return next.compareTo(PAUSE_MOST) < 0 ? next : PAUSE_MOST;
  }

  private void note(String text) {
    Recorder to = recorder;
    if (to != null) {
      try {
        to.record(new HarnessEvent.Note(ticker.nanos(), text));
      } catch (IllegalStateException closed) {
        LOG.warn("not recorded: {}", text);
      }
    }
  }

  /** Looks no more. */
  @Override
  public void close() {
    timer.close();
    synchronized (this) {
      isClosed = true;
    }
  }
}
