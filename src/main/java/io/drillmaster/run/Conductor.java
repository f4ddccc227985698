package io.drillmaster.run;

import io.drillmaster.check.Snapshot;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.Times;
import io.drillmaster.drill.Witnesses;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.run.port.LoadGenerator.Command;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Placement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Plays a drill's timeline: ramp, the steps in order, quiet, leave. Runs on one thread; it looks at
 * the live fold of the history and never at the cluster.
 */
final class Conductor {

  /** How long one look at the leaving load may take. */
  private static final Duration LOOK = Duration.ofMillis(50);

  /** After the ramp the slowest may need a join time-out and a retry. */
  private static final Duration RAMP_SLACK = Duration.ofSeconds(40);

  /** A steady state that has not begun by then will not. */
  private static final Duration STEADY_PATIENCE = Duration.ofSeconds(20);

  /** Signals under way get this long to arrive before the participants leave (checks.md 3.6). */
  private static final Duration QUIET = Duration.ofSeconds(5);

  /** Leaving is one request each; a dead owner costs a request time-out. */
  static final Duration LEAVE_PATIENCE = Duration.ofSeconds(30);

  private final Stage stage;
  private final Pace pace;
  private final Screen screen;
  private final PhaseClock clock;
  private final Aftermath aftermath;
  private int faults;
  private long faultNanos;
  private long injectedNanos;

  Conductor(Stage stage, Pace pace, Screen screen, StopLever lever) {
    this.stage = stage;
    this.pace = pace;
    this.screen = screen;
    this.clock = new PhaseClock(stage, pace, screen, lever);
    this.aftermath = new Aftermath(stage, pace, screen, clock);
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
      boolean isCalledOff = ending.kind() == Ending.Kind.CALLED_OFF;
      clock.begin(isCalledOff ? Phase.CALLED_OFF : Phase.ABORTED, ending.why());
      screen.say(clock.elapsed(), isCalledOff ? "abort" : "stop", "", ending.why());
    }
    return ending;
  }

  /** Whether healing comes before anything else. */
  private static boolean isHalt(Ending ending) {
    return ending.kind() == Ending.Kind.STOPPED
        || ending.kind() == Ending.Kind.CALLED_OFF
        || ending.kind() == Ending.Kind.TROUBLE;
  }

  private Optional<Ending> play(Step step) throws InterruptedException {
    if (step instanceof Step.Steady steady) {
      return steady(steady.length(), Phase.STEADY, "holding " + Times.seconds(steady.length()));
    }
    if (step instanceof Step.Settled) {
      Duration settling = stage.limits().settling();
      if (faults > 0) {
        aftermath.begin();
      }
      Optional<Ending> cut = steady(settling, Phase.SETTLE, "holding " + Times.seconds(settling));
      return cut.isEmpty() && faults > 0 ? aftermath.play() : cut;
    }
    if (step instanceof Step.Wait wait) {
      clock.begin(Phase.WAIT, Times.seconds(wait.length()));
      return clock
          .await(Phase.WAIT, Times.seconds(wait.length()), wait.length(), () -> false)
          .stop();
    }
    if (step instanceof Step.Until) {
      return recover();
    }
    if (step instanceof Step.Inject inject) {
      return inject(inject.fault());
    }
    if (step instanceof Step.When when) {
      return when(when);
    }
    if (step instanceof Step.Rehearse rehearse) {
      return rehearse(rehearse.fault());
    }
    throw new IllegalStateException("no way to play a step " + step.getClass().getName());
  }

  private Optional<Ending> ramp() throws InterruptedException {
    int participants = stage.drill().load().participants();
    clock.begin(Phase.RAMP, participants + " participants");
    stage.load().say(Command.START);
    Duration bound = stage.drill().load().rampUp().plus(RAMP_SLACK);
    PhaseClock.Waited waited =
        clock.await(
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
    clock.begin(phase, text);
    Duration patience = faults > 0 ? stage.limits().limit().plus(STEADY_PATIENCE) : STEADY_PATIENCE;
    long deadline = pace.nanos() + patience.plus(length).toNanos();
    String why = "";
    while (pace.nanos() < deadline) {
      Duration left = Duration.ofNanos(deadline - pace.nanos());
      PhaseClock.Waited begun =
          clock.await(phase, text, left, () -> stage.live().whyNotSteady().isEmpty());
      if (begun.stop().isPresent()) {
        return begun.stop();
      }
      if (begun.held()) {
        stage.prober().outageEnds();
      }
      PhaseClock.Waited broken = clock.await(phase, text, length, () -> isBroken(phase));
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
    clock.note(
        "the steady state did not hold for "
            + Times.seconds(length)
            + " after the faults: "
            + last);
    screen.say(clock.elapsed(), label(phase), "did not hold", last);
    return Optional.empty();
  }

  /** While it settles after faults, those who replaced the lost get company. */
  private boolean isBroken(Phase phase) {
    if (phase == Phase.SETTLE && faults > 0) {
      aftermath.bringCompany();
    }
    return stage.live().whyNotSteady().isPresent();
  }

  private Ending notSteady(String why) {
    clock.note(why + "; nothing was broken");
    screen.say(clock.elapsed(), "steady", "did not hold", why + "; nothing was broken");
    return new Ending(Ending.Kind.NOT_STEADY, why);
  }

  /** After a rehearsal there is nobody to wait for. */
  private Optional<Ending> recover() throws InterruptedException {
    if (faults == 0) {
      return Optional.empty();
    }
    Duration limit = stage.limits().limit();
    clock.begin(Phase.RECOVER, "within " + Times.seconds(limit));
    PhaseClock.Waited waited =
        clock.await(Phase.RECOVER, "", limit.plus(ProgressLag.MOST), this::recovered);
    if (waited.stop().isPresent()) {
      return waited.stop();
    }
    stage.prober().outageEnds();
    if (waited.held()) {
      screen.say(
          clock.elapsed(),
          "recover",
          "back 100 %",
          "everyone is back, proven and kept for 1 s: +%.1f s"
              .formatted((pace.nanos() - faultNanos) / 1e9));
      return Optional.empty();
    }
    String why =
        "%,d participants are not back after %s"
            .formatted(stage.live().snapshot().people().out(), Times.seconds(limit));
    clock.note(why);
    screen.say(clock.elapsed(), "recover", "not recovered", why);
    return Optional.of(new Ending(Ending.Kind.CUT_SHORT, why));
  }

  /** The view is behind the cluster: before it has seen the fault, nobody seems to be missing. */
  private boolean recovered() {
    return stage.live().snapshot().at() > injectedNanos && stage.live().recovered();
  }

  private Optional<Ending> when(Step.When step) throws InterruptedException {
    String text = "for " + step.condition().text();
    clock.begin(Phase.WAIT, text);
    Held condition = new Held(step.condition());
    PhaseClock.Waited waited =
        clock.await(
            Phase.WAIT, text, step.within(), () -> condition.holds(stage.live().snapshot()));
    if (waited.stop().isPresent()) {
      return waited.stop();
    }
    if (waited.held()) {
      return inject(step.fault());
    }
    String why =
        "'%s' did not come to hold within %s; fault %s was not injected"
            .formatted(step.condition().text(), Times.seconds(step.within()), step.fault().name());
    clock.note(why);
    screen.say(clock.elapsed(), "wait", "in vain", why);
    return Optional.of(new Ending(Ending.Kind.CUT_SHORT, why));
  }

  private static Placement placement(Snapshot.Places places) {
    return new Placement(
        places.socketsByMaster(),
        places.sessionsByMediaNode(),
        places.ownerBySession(),
        places.entriesBySession());
  }

  private Optional<Ending> rehearse(Fault fault) {
    try {
      Placement placement = placement(stage.live().snapshot().places());
      List<Node> victims = stage.nemesis().choose(fault, placement);
      List<String> lines = stage.nemesis().rehearse(fault, victims);
      clock.begin(Phase.REHEARSE, fault.name() + ": " + String.join("; ", lines));
      lines.forEach(line -> screen.say(clock.elapsed(), "rehearse", fault.kind().key(), line));
      return Optional.empty();
    } catch (Nemesis.Refused e) {
      return Optional.of(refused(fault, e));
    }
  }

  private Ending refused(Fault fault, Nemesis.Refused refusal) {
    String why = "fault %s was refused: %s".formatted(fault.name(), refusal.getMessage());
    clock.note(why);
    screen.say(clock.elapsed(), "FAULT", "refused", String.valueOf(refusal.getMessage()));
    return new Ending(Ending.Kind.CUT_SHORT, why);
  }

  private Optional<Ending> inject(Fault fault) {
    Snapshot.Places places = stage.live().snapshot().places();
    List<Node> victims;
    try {
      victims = stage.nemesis().choose(fault, placement(places));
    } catch (Nemesis.Refused e) {
      return Optional.of(refused(fault, e));
    }
    String names = victims.stream().map(Node::name).collect(Collectors.joining(" "));
    clock.begin(Phase.FAULT, fault.name() + ": " + fault.kind().key() + " " + names);
    faults++;
    faultNanos = pace.nanos();
    screen.fault(
        clock.elapsed(),
        faults,
        fault.kind().key(),
        victims.stream().map(Node::name).toList(),
        Carried.words(places, victims));
    stage.prober().outageBegins(stage.limits().limit().plus(ProgressLag.MOST));
    boolean struck = stage.nemesis().inject(fault, victims);
    injectedNanos = pace.nanos();
    if (!struck) {
      Optional<Ending> stop = clock.stop();
      if (stop.isPresent()) {
        return stop;
      }
      String why =
          "fault " + fault.name() + " (" + fault.kind().key() + " " + names + ") showed no effect";
      clock.note(why);
      screen.say(clock.elapsed(), "FAULT", "no effect", why);
      return Optional.of(new Ending(Ending.Kind.CUT_SHORT, why));
    }
    screen.say(
        clock.elapsed(),
        "observed",
        fault.kind().felt(),
        "effect and signature seen within %,d ms"
            .formatted((injectedNanos - faultNanos) / 1_000_000));
    return Optional.empty();
  }

  private Optional<Ending> quietAndLeave() throws InterruptedException {
    stage.prober().outageEnds();
    clock.begin(Phase.QUIET, Times.seconds(QUIET));
    stage.load().say(Command.QUIET);
    PhaseClock.Waited quiet = clock.await(Phase.QUIET, "last signals", QUIET, () -> false);
    if (quiet.stop().isPresent()) {
      return quiet.stop();
    }
    clock.begin(Phase.LEAVE, "");
    screen.say(
        clock.elapsed(),
        "leave",
        "",
        "%,d leaving".formatted(stage.live().snapshot().people().served()));
    stage.load().say(Command.LEAVE);
    stage.prober().quiet();
    long deadline = pace.nanos() + LEAVE_PATIENCE.toNanos();
    while (!stage.load().awaitEnd(LOOK)) {
      Optional<Ending> stop = clock.stop();
      if (stop.isPresent()) {
        return stop;
      }
      if (pace.nanos() >= deadline) {
        clock.note("some participants had not left after " + Times.seconds(LEAVE_PATIENCE));
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static String label(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }
}
