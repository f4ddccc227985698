package io.drillmaster.chaos.process;

import io.drillmaster.chaos.Timer;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.Twin;
import io.drillmaster.twin.balancer.BalancerCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a twin's evidence of place as it appears: its nodes, and, where the target tells places,
 * entries and rotation. Works on its timer's thread only.
 */
final class EvidenceFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EvidenceFeed.class);

  /** Evidence arrives within 100 ms of its event. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Twin twin;
  private final Recorder recorder;
  private final ExpectedEnds expected;
  private final Supplier<Map<String, String>> ends;
  private final Timer timer;
  private final boolean tellsPlaces;
  private final LineTail lines;
  private final Evidence evidence = new Evidence();
  private final long since = Ticker.system().nanos();
  private boolean broken;

  /**
   * A feed that begins to look at once.
   *
   * @param expected whose end was asked for
   * @param ends how incarnations ended
   * @param tellsPlaces whether the balancers' lines are evidence of this target
   */
  EvidenceFeed(
      Twin twin,
      Recorder recorder,
      ExpectedEnds expected,
      Supplier<Map<String, String>> ends,
      boolean tellsPlaces,
      Timer timer) {
    this.twin = twin;
    this.recorder = recorder;
    this.expected = expected;
    this.ends = ends;
    this.tellsPlaces = tellsPlaces;
    this.timer = timer;
    this.lines = new LineTail(twin.accessLog());
    look();
    timer.every(LOOK_EVERY, this::look);
  }

  /** Once it failed it says so in the history and stops: silence would look like no evidence. */
  private synchronized void look() {
    if (broken) {
      return;
    }
    try {
      evidence
          .ofNodes(twin.nodes(), Ticker.system().nanos(), expected::contains, ends.get())
          .forEach(recorder::record);
      if (tellsPlaces) {
        for (String line : lines.lines()) {
          Evidence.ofLine(BalancerCodec.readLine(line), since).ifPresent(recorder::record);
        }
      }
    } catch (IOException | RuntimeException cause) {
      broken = true;
      LOG.warn("the twin's evidence ends here: {}", cause.toString());
      note("evidence of place ends here: " + cause.getMessage());
    }
  }

  private void note(String text) {
    try {
      recorder.record(new HarnessEvent.Note(Ticker.system().nanos(), text));
    } catch (IllegalStateException closed) {
      LOG.warn("not recorded: {}", text);
    }
  }

  /** Looks once more and ends. */
  @Override
  public void close() {
    timer.close();
    look();
    try {
      lines.close();
    } catch (IOException cause) {
      LOG.warn("the access log cannot be closed: {}", cause.getMessage());
    }
  }
}
