package io.drillmaster.run;

import io.drillmaster.check.Snapshot;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.Times;
import io.drillmaster.drill.Witnesses;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.run.port.LoadGenerator.Command;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Placement;
import io.drillmaster.run.port.Prober;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Plays a drill's timeline: ramp, the steps in order, quiet, leave. Runs on one thread; it looks at
 * the live fold of the history and never at the cluster.
 */
final class Conductor {

  /** How often the live view is looked at. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** How often a line of progress is shown. */
  private static final Duration LINE = Duration.ofSeconds(2);

  /** After the ramp the slowest may need a join time-out and a retry. */
  private static final Duration RAMP_SLACK = Duration.ofSeconds(40);

  /** A steady state that has not begun by then will not. */
  private static final Duration STEADY_PATIENCE = Duration.ofSeconds(20);

  /** Signals under way get this long to arrive before the participants leave (checks.md 3.6). */
  private static final Duration QUIET = Duration.ofSeconds(5);

  /** Leaving is one request each; a dead owner costs a request time-out. */
  private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(30);

  /** Two join time-outs of a joiner, and a look at the end. */
  private static final Duration JOIN_PATIENCE = Duration.ofSeconds(25);

  /** A machine may be so many times slower than the one that the joins were measured on. */
  private static final int JOIN_SLACK = 4;

  private final Stage stage;
  private final Pace pace;
  private final Screen screen;
  private final StopLever lever;
  private final long startNanos;
  private int faults;
  private long joinedTouchedSince = Long.MIN_VALUE;
  private long faultNanos;
  private long injectedNanos;
  private long lineNanos;

  Conductor(Stage stage, Pace pace, Screen screen, StopLever lever) {
    this.stage = stage;
    this.pace = pace;
    this.screen = screen;
    this.lever = lever;
    this.startNanos = pace.nanos();
  }

  /** Plays it. On a stop the load is left as it is: healing and dropping are the caller's. */
  Ending play() throws InterruptedException {
    Optional<Ending> cut = ramp();
    for (Step step : stage.drill().timeline()) {
      if (cut.isEmpty()) {
        cut = play(step);
      }
    }
    Ending ending = cut.orElse(Ending.PLAYED);
    if (!isHalt(ending)) {
      ending = quietAndLeave().orElse(ending);
    }
    if (isHalt(ending)) {
      phase(Phase.ABORTED, ending.why());
      screen.say(elapsed(), "stop", "", ending.why());
    }
    return ending;
  }

  private static boolean isHalt(Ending ending) {
    return ending.kind() == Ending.Kind.STOPPED || ending.kind() == Ending.Kind.TROUBLE;
  }

  private Optional<Ending> play(Step step) throws InterruptedException {
    if (step instanceof Step.Steady steady) {
      return steady(steady.length(), Phase.STEADY, "holding " + Times.seconds(steady.length()));
    }
    if (step instanceof Step.Settled) {
      Duration settling = stage.limits().settling();
      Optional<Ending> cut = steady(settling, Phase.SETTLE, "holding " + Times.seconds(settling));
      return cut.isEmpty() && faults > 0 ? joinTouched() : cut;
    }
    if (step instanceof Step.Wait wait) {
      phase(Phase.WAIT, Times.seconds(wait.length()));
      return await(Phase.WAIT, Times.seconds(wait.length()), wait.length(), () -> false).stop();
    }
    if (step instanceof Step.Until) {
      return recover();
    }
    if (step instanceof Step.Inject inject) {
      return inject(inject.fault());
    }
    throw new IllegalStateException("no way to play a step " + step.getClass().getName());
  }

  private Optional<Ending> ramp() throws InterruptedException {
    int participants = stage.drill().load().participants();
    phase(Phase.RAMP, participants + " participants");
    stage.load().say(Command.START);
    Duration bound = stage.drill().load().rampUp().plus(RAMP_SLACK);
    Waited waited =
        await(
            Phase.RAMP,
            "%,d joining".formatted(participants),
            bound,
            () -> stage.live().snapshot().people().served() >= participants);
    if (waited.stop().isEmpty() && !waited.held()) {
      return Optional.of(
          notSteady(
              "only %,d of %,d participants were served %s after the start"
                  .formatted(
                      stage.live().snapshot().people().served(),
                      participants,
                      Times.seconds(bound))));
    }
    if (waited.stop().isEmpty()) {
      stage.prober().seatStoics(Witnesses.sampleForStoics(stage.live().sessionsOfTheLoad()));
    }
    return waited.stop();
  }

  /** The steady state must begin in time and then hold for the whole length. */
  private Optional<Ending> steady(Duration length, Phase phase, String text)
      throws InterruptedException {
    phase(phase, text);
    Duration patience = faults > 0 ? stage.limits().limit().plus(STEADY_PATIENCE) : STEADY_PATIENCE;
    long deadline = pace.nanos() + patience.plus(length).toNanos();
    String why = "";
    while (pace.nanos() < deadline) {
      Duration left = Duration.ofNanos(deadline - pace.nanos());
      Waited begun = await(phase, text, left, () -> stage.live().whyNotSteady().isEmpty());
      if (begun.stop().isPresent()) {
        return begun.stop();
      }
      if (begun.held()) {
        stage.prober().outageEnds();
      }
      Waited broken = await(phase, text, length, () -> stage.live().whyNotSteady().isPresent());
      if (broken.stop().isPresent() || !broken.held()) {
        return broken.stop();
      }
      why = stage.live().whyNotSteady().orElse(why);
    }
    String last = stage.live().whyNotSteady().orElse(why);
    if (faults == 0) {
      return Optional.of(
          notSteady("the steady state did not hold before the first fault: " + last));
    }
    note(
        "the steady state did not hold for "
            + Times.seconds(length)
            + " after the faults: "
            + last);
    screen.say(elapsed(), label(phase), "did not hold", last);
    return Optional.empty();
  }

  private Ending notSteady(String why) {
    note(why + "; nothing was broken");
    screen.say(elapsed(), "steady", "did not hold", why + "; nothing was broken");
    return new Ending(Ending.Kind.NOT_STEADY, why);
  }

  private Optional<Ending> recover() throws InterruptedException {
    Duration limit = stage.limits().limit();
    phase(Phase.RECOVER, "within " + Times.seconds(limit));
    Waited waited = await(Phase.RECOVER, "", limit.plus(ProgressLag.MOST), this::recovered);
    if (waited.stop().isPresent()) {
      return waited.stop();
    }
    stage.prober().outageEnds();
    if (waited.held()) {
      screen.say(
          elapsed(),
          "recover",
          "back 100 %",
          "everyone is back, proven and kept for 1 s: +%.1f s"
              .formatted((pace.nanos() - faultNanos) / 1e9));
      return Optional.empty();
    }
    String why =
        "%,d participants are not back after %s"
            .formatted(stage.live().snapshot().people().out(), Times.seconds(limit));
    note(why);
    screen.say(elapsed(), "recover", "not recovered", why);
    return Optional.of(new Ending(Ending.Kind.CUT_SHORT, why));
  }

  /** The view is behind the cluster: before it has seen the fault, nobody seems to be missing. */
  private boolean recovered() {
    return stage.live().snapshot().at() > injectedNanos && stage.live().recovered();
  }

  private Optional<Ending> inject(Fault fault) {
    Snapshot.Places places = stage.live().snapshot().places();
    Placement placement =
        new Placement(
            places.socketsByMaster(),
            places.sessionsByMediaNode(),
            places.ownerBySession(),
            places.entriesBySession());
    List<Node> victims;
    try {
      victims = stage.nemesis().choose(fault, placement);
    } catch (Nemesis.Refused e) {
      note("fault " + fault.name() + " was refused: " + String.valueOf(e.getMessage()));
      screen.say(elapsed(), "FAULT", "refused", String.valueOf(e.getMessage()));
      return Optional.of(
          new Ending(
              Ending.Kind.CUT_SHORT,
              "fault " + fault.name() + " was refused: " + String.valueOf(e.getMessage())));
    }
    String names = victims.stream().map(Node::name).collect(Collectors.joining(" "));
    phase(Phase.FAULT, fault.name() + ": " + fault.kind().key() + " " + names);
    faults++;
    faultNanos = pace.nanos();
    screen.fault(
        elapsed(),
        faults,
        fault.kind().key(),
        victims.stream().map(Node::name).toList(),
        Carried.words(places, victims));
    stage.prober().outageBegins(stage.limits().limit().plus(ProgressLag.MOST));
    boolean struck = stage.nemesis().inject(fault, victims);
    injectedNanos = pace.nanos();
    if (!struck) {
      String why =
          "fault " + fault.name() + " (" + fault.kind().key() + " " + names + ") showed no effect";
      note(why);
      screen.say(elapsed(), "FAULT", "no effect", why);
      return Optional.of(new Ending(Ending.Kind.CUT_SHORT, why));
    }
    screen.say(
        elapsed(),
        "observed",
        fault.kind().felt(),
        "effect and signature seen within %,d ms"
            .formatted((injectedNanos - faultNanos) / 1_000_000));
    return Optional.empty();
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
    phase(Phase.CANARY, text);
    Prober.Joins joins = stage.prober().joinEach(touched);
    Duration bound = Witnesses.joining(touched.size()).multipliedBy(JOIN_SLACK).plus(JOIN_PATIENCE);
    Waited waited = await(Phase.CANARY, text, bound, joins::isOver);
    if (waited.stop().isEmpty()) {
      String result =
          "one canary joined each, was served and left: %,d of %,d"
              .formatted(joins.proved(), joins.asked());
      screen.say(elapsed(), "canary", text, result);
      if (joins.proved() < joins.asked()) {
        note(result);
      }
    }
    return waited.stop();
  }

  private Optional<Ending> quietAndLeave() throws InterruptedException {
    stage.prober().outageEnds();
    phase(Phase.QUIET, Times.seconds(QUIET));
    stage.load().say(Command.QUIET);
    Waited quiet = await(Phase.QUIET, "last signals", QUIET, () -> false);
    if (quiet.stop().isPresent()) {
      return quiet.stop();
    }
    phase(Phase.LEAVE, "");
    screen.say(
        elapsed(), "leave", "", "%,d leaving".formatted(stage.live().snapshot().people().served()));
    stage.load().say(Command.LEAVE);
    stage.prober().quiet();
    long deadline = pace.nanos() + LEAVE_PATIENCE.toNanos();
    while (!stage.load().awaitEnd(LOOK)) {
      Optional<Ending> stop = stop();
      if (stop.isPresent()) {
        return stop;
      }
      if (pace.nanos() >= deadline) {
        note("some participants had not left after " + Times.seconds(LEAVE_PATIENCE));
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /**
   * The end of a wait.
   *
   * @param held whether the condition held in time
   * @param stop why the run must end; empty = go on
   */
  private record Waited(boolean held, Optional<Ending> stop) {}

  private Waited await(Phase phase, String text, Duration bound, BooleanSupplier condition)
      throws InterruptedException {
    long deadline = pace.nanos() + bound.toNanos();
    while (true) {
      Optional<Ending> stop = stop();
      if (stop.isPresent()) {
        return new Waited(false, stop);
      }
      if (condition.getAsBoolean()) {
        return new Waited(true, Optional.empty());
      }
      long now = pace.nanos();
      if (now >= deadline) {
        return new Waited(false, Optional.empty());
      }
      if (now - lineNanos >= LINE.toNanos()) {
        lineNanos = now;
        screen.progress(elapsed(), phase, text, stage.live().snapshot());
      }
      pace.pause(Duration.ofNanos(Math.min(LOOK.toNanos(), deadline - now)));
    }
  }

  private Optional<Ending> stop() {
    if (lever.pulled().isPresent()) {
      return Optional.of(new Ending(Ending.Kind.STOPPED, lever.pulled().get()));
    }
    Optional<String> trouble = stage.trouble().get();
    if (trouble.isPresent()) {
      return Optional.of(new Ending(Ending.Kind.TROUBLE, trouble.get()));
    }
    if (elapsed().compareTo(stage.drill().safety().maxDuration()) > 0) {
      return Optional.of(
          new Ending(
              Ending.Kind.STOPPED,
              "safety.maxDuration of "
                  + Times.seconds(stage.drill().safety().maxDuration())
                  + " is over"));
    }
    return Optional.empty();
  }

  private void phase(Phase phase, String detail) {
    record(new HarnessEvent.PhaseBegan(pace.nanos(), phase, detail));
  }

  private void note(String text) {
    record(new HarnessEvent.Note(pace.nanos(), text));
  }

  /** A recorder that failed is the run's trouble, found at the next look; it must not hide it. */
  private void record(HarnessEvent event) {
    try {
      stage.recorder().record(event);
    } catch (IllegalStateException failed) {
      if (stage.trouble().get().isEmpty()) {
        throw failed;
      }
    }
  }

  private static String label(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  private Duration elapsed() {
    return Duration.ofNanos(pace.nanos() - startNanos);
  }
}
