package io.drillmaster.run;

import io.drillmaster.check.Awaited;
import io.drillmaster.drill.Times;
import io.drillmaster.drill.Witnesses;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.run.port.Prober;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run looks at once everything has settled after faults: whether touched sessions are whole,
 * and whether those who replaced the lost serve. On the conductor's thread.
 */
final class Aftermath {

  /** Two join time-outs of a joiner, and a look at the end. */
  private static final Duration JOIN_PATIENCE = Duration.ofSeconds(25);

  /** A machine may be so many times slower than the one that the joins were measured on. */
  private static final int JOIN_SLACK = 4;

  /** Those who come together are in and seen by then; a company that nobody needs is load. */
  private static final Duration COMPANY_EVERY = Duration.ofSeconds(2);

  /** Beyond a replacement's delay: its start, and companies enough that chance explains nothing. */
  private static final Duration RESTORE_SLACK = Duration.ofSeconds(60);

  private final Stage stage;
  private final Pace pace;
  private final Screen screen;
  private final PhaseClock clock;
  private boolean deserted;
  private long joinedTouchedSince = Long.MIN_VALUE;
  private long companyNanos;

  Aftermath(Stage stage, Pace pace, Screen screen, PhaseClock clock) {
    this.stage = stage;
    this.pace = pace;
    this.screen = screen;
    this.clock = clock;
  }

  /**
   * Settling begins. When it is long enough for a watchdog to notice a silent client, and the load
   * has gone through losses, canaries give the watchdogs something to notice.
   */
  void begin() {
    Duration silence = stage.limits().protocol().settleAfterSilence();
    if (!deserted && stage.limits().settling().compareTo(silence) >= 0) {
      deserted = true;
      stage.prober().desert();
    }
  }

  /** Looks. Present: why the run must end. */
  Optional<Ending> play() throws InterruptedException {
    Optional<Ending> stop = joinTouched();
    return stop.isPresent() ? stop : restore();
  }

  /** One canary into each touched session: what it is told of who is there shows a split room. */
  private Optional<Ending> joinTouched() throws InterruptedException {
    long seenUntil = stage.live().snapshot().at();
    List<String> touched = stage.live().touchedSince(joinedTouchedSince);
    joinedTouchedSince = seenUntil;
    if (touched.isEmpty()) {
      return Optional.empty();
    }
    String text = "%,d sessions".formatted(touched.size());
    clock.begin(Phase.CANARY, text);
    Prober.Joins joins = stage.prober().joinEach(touched);
    Duration bound = Witnesses.joining(touched.size()).multipliedBy(JOIN_SLACK).plus(JOIN_PATIENCE);
    PhaseClock.Waited waited = clock.await(Phase.CANARY, text, bound, joins::isOver);
    if (waited.stop().isEmpty()) {
      String result =
          "one canary joined each, was served and left: %,d of %,d"
              .formatted(joins.proved(), joins.asked());
      screen.say(clock.elapsed(), "canary", text, result);
      if (joins.proved() < joins.asked()) {
        clock.note(result);
      }
    }
    return waited.stop();
  }

  /** The run waits until those who replaced the lost serve, or only a mistake explains it. */
  private Optional<Ending> restore() throws InterruptedException {
    Optional<Awaited> awaited = stage.live().awaited();
    if (awaited.isEmpty()) {
      return Optional.empty();
    }
    String first = awaited.get().what();
    clock.begin(Phase.RESTORE, first);
    Duration bound = stage.limits().infrastructure().replacementDelay().plus(RESTORE_SLACK);
    PhaseClock.Waited waited = clock.await(Phase.RESTORE, first, bound, this::isRestored);
    if (waited.stop().isEmpty() && !waited.held()) {
      String last = stage.live().awaited().map(Awaited::what).orElse(first);
      clock.note(
          "the capacity was not restored after %s: %s".formatted(Times.seconds(bound), last));
    }
    return waited.stop();
  }

  private boolean isRestored() {
    bringCompany();
    return stage.live().awaited().isEmpty();
  }

  /** While those who replaced the lost have nothing to do, one pair comes for each master. */
  void bringCompany() {
    boolean isDue = pace.nanos() - companyNanos >= COMPANY_EVERY.toNanos();
    if (isDue && stage.live().awaited().filter(Awaited::newcomersHelp).isPresent()) {
      companyNanos = pace.nanos();
      int masters = stage.live().snapshot().places().socketsByMaster().size();
      stage.prober().comeTogether(masters + 1, stage.limits().limit());
    }
  }
}
