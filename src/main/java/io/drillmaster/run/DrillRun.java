package io.drillmaster.run;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.HarnessEvent.Phase;
import io.drillmaster.history.Header;
import io.drillmaster.history.HistoryRecorder;
import io.drillmaster.run.port.LoadGenerator;
import io.drillmaster.run.port.LoadGenerator.Command;
import io.drillmaster.run.port.LoadOrder;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Prober;
import io.drillmaster.run.port.Target;
import io.drillmaster.time.ClockAnchor;
import io.drillmaster.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lifecycle of one run: prepare, start the cluster, hold the load, play the timeline, heal,
 * close. Reads like the diagram in the design: drill to history. Judging follows from the files
 * alone, see {@link Judging}.
 */
public final class DrillRun {

  /** An operator who pressed Ctrl-C, and a hosted runner, wait no longer. */
  private static final Duration HEAL_AFTER_STOP = Duration.ofSeconds(6);

  /** A frozen node that woke, or its replacement, needs this long to be whole again. */
  private static final Duration HEAL_AT_END = Duration.ofSeconds(20);

  /** The last look begins while the last canary is leaving. */
  private static final Duration LOOK_MARGIN = Duration.ofSeconds(2);

  /** Cut sockets need no politeness. */
  private static final Duration DROP_PATIENCE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(DrillRun.class);

  private final RunOrder order;
  private final Cast cast;
  private final Screen screen;
  private final StopLever lever;

  public DrillRun(RunOrder order, Cast cast, Screen screen, StopLever lever) {
    this.order = order;
    this.cast = cast;
    this.screen = screen;
    this.lever = lever;
  }

  /**
   * How a run ended, before it is judged.
   *
   * @param stopped whether an operator stopped it
   * @param why what kept it from being played to its end; empty = nothing
   * @param troubles what the harness itself did wrong: unhealed nodes, dead workers, actors that
   *     did not close
   */
  public record Played(boolean stopped, String why, List<String> troubles) {
    public Played {
      troubles = List.copyOf(troubles);
    }
  }

  /**
   * Plays it. Everything opened is closed and everything broken is healed on every path.
   *
   * @throws InterruptedException when the running thread is interrupted
   */
  public Played play() throws InterruptedException {
    List<String> troubles = new ArrayList<>();
    Closers closers = new Closers();
    Ending ending;
    try (closers) {
      Header header = writer("harness");
      HistoryRecorder recorder =
          closers.add(
              "history", HistoryRecorder.open(order.folder().path(), header, Ticker.system()));
      closers.add("lever file", LeverFile.watch(order.folder(), lever));
      closers.add("marks", Marks.watch(order.folder(), recorder, Ticker.system()));
      closers.add("fitness", cast.fitness(recorder));
      ending = withCluster(recorder, closers, troubles);
      if (ending.kind() == Ending.Kind.TROUBLE
          && troubles.stream().noneMatch(trouble -> trouble.startsWith(ending.why()))) {
        troubles.add(0, ending.why());
      }
      if (recorder.failure() == null) {
        recorder.record(new HarnessEvent.PhaseBegan(Pace.REAL.nanos(), Phase.END, ending.why()));
      }
    }
    troubles.addAll(closers.failures());
    return new Played(ending.kind() == Ending.Kind.STOPPED, ending.why(), troubles);
  }

  private Ending withCluster(HistoryRecorder recorder, Closers closers, List<String> troubles)
      throws InterruptedException {
    recorder.record(
        new HarnessEvent.PhaseBegan(Pace.REAL.nanos(), Phase.START, order.drill().name()));
    Prober prober = closers.add("prober", cast.prober(order.header().run(), order.header().seed()));
    long begun = Pace.REAL.nanos();
    Optional<Target> up = lever.unlessPulled(() -> cast.target(prober.webhookUrl()));
    if (up.isEmpty()) {
      return stopped(recorder);
    }
    Target target = closers.add("target", up.get());
    screen.say(
        Duration.ZERO,
        "cluster",
        "up in %.1f s".formatted((Pace.REAL.nanos() - begun) / 1e9),
        target.card().summary());
    target.observe(recorder);
    Nemesis nemesis = closers.add("nemesis", cast.nemesis(target, recorder));
    lever.whenPulled(nemesis::hurry);
    nemesis.heed(lever::pull);
    LoadGenerator load = closers.add("load", cast.load());
    LoadOrder loadOrder =
        new LoadOrder(order.folder().path(), order.drill(), order.header(), target.access());
    if (lever.unlessPulled(() -> prepared(load, loadOrder)).isEmpty()) {
      return stopped(recorder);
    }
    HistoryRecorder probes =
        closers.add(
            "prober's history",
            HistoryRecorder.open(order.folder().path(), writer("prober"), Ticker.system()));
    prober.start(probes, target.access(), target::nodesFromOutside, order.canaries());
    Ending ending = conduct(recorder, probes, nemesis, prober, load);
    windUp(ending, nemesis, load, prober, troubles);
    target.lookAtTheEnd(recorder);
    closers.closeFrom(probes);
    return ending;
  }

  private static LoadGenerator prepared(LoadGenerator load, LoadOrder order)
      throws InterruptedException {
    load.prepare(order);
    return load;
  }

  /** Before the load began there is nothing to heal and nothing to drop. */
  private Ending stopped(HistoryRecorder recorder) {
    String why = lever.pulled().orElseThrow();
    recorder.record(new HarnessEvent.PhaseBegan(Pace.REAL.nanos(), Phase.ABORTED, why));
    return new Ending(Ending.Kind.STOPPED, why);
  }

  /**
   * Plays the timeline. Whatever goes wrong in it, healing comes next: a failure becomes an ending.
   */
  private Ending conduct(
      HistoryRecorder recorder,
      HistoryRecorder probes,
      Nemesis nemesis,
      Prober prober,
      LoadGenerator load)
      throws InterruptedException {
    Drill drill = order.drill();
    try (Watcher watcher = Watcher.open(order.folder().path(), order.header(), drill)) {
      Stage stage =
          new Stage(
              drill,
              order.header().limits(),
              load,
              nemesis,
              prober,
              watcher,
              recorder,
              () -> trouble(load, watcher, recorder, probes));
      return new Conductor(stage, Pace.REAL, screen, lever).play();
    } catch (RuntimeException failure) {
      LOG.debug("the timeline broke off", failure);
      return new Ending(Ending.Kind.TROUBLE, "the timeline broke off: " + failure);
    }
  }

  private static Optional<String> trouble(
      LoadGenerator load, Watcher watcher, HistoryRecorder recorder, HistoryRecorder probes) {
    return load.failures().stream()
        .findFirst()
        .map(failure -> failure.lines().findFirst().orElse(""))
        .or(
            () ->
                Optional.ofNullable(recorder.failure())
                    .or(() -> Optional.ofNullable(probes.failure()))
                    .map(failure -> "the history cannot be written: " + failure))
        .or(watcher::failure);
  }

  /**
   * Heals first, then lets go of the load: a cluster must not stay broken for the sake of good
   * manners. Who stopped a run does not wait for sessions to be removed from a cluster that ends
   * with it.
   */
  private void windUp(
      Ending ending, Nemesis nemesis, LoadGenerator load, Prober prober, List<String> troubles)
      throws InterruptedException {
    boolean hurried = ending.kind() == Ending.Kind.STOPPED || ending.kind() == Ending.Kind.TROUBLE;
    if (ending.kind() == Ending.Kind.CALLED_OFF) {
      prober.quiet();
      callOff(nemesis, load, troubles);
    } else if (hurried) {
      troubles.addAll(healed(nemesis, HEAL_AFTER_STOP));
      load.say(Command.DROP);
      load.awaitEnd(DROP_PATIENCE);
    } else {
      prober.quiet();
      troubles.addAll(healed(nemesis, HEAL_AT_END));
      ProtocolClocks protocol = order.header().limits().protocol();
      prober.lookAtTheEnd(protocol.settleAfterSilence().plus(LOOK_MARGIN));
    }
    troubles.addAll(load.failures());
    boolean endsWithTheRun = order.drill().target() instanceof TargetSpec.Twin;
    if (!(hurried && endsWithTheRun)) {
      prober.sweepSessions();
    }
  }

  private List<String> healed(Nemesis nemesis, Duration bound) throws InterruptedException {
    List<String> failures = nemesis.heal(bound);
    screen.healed(failures);
    return failures;
  }

  /** In a storm the load may be the fault: it goes before or after healing, as the drill says. */
  private void callOff(Nemesis nemesis, LoadGenerator load, List<String> troubles)
      throws InterruptedException {
    Safety.OnAbort onAbort = order.drill().safety().onAbort();
    if (onAbort != Safety.OnAbort.KEEP) {
      load.say(onAbort == Safety.OnAbort.DROP ? Command.DROP : Command.LEAVE);
    }
    troubles.addAll(healed(nemesis, HEAL_AT_END));
    if (onAbort == Safety.OnAbort.KEEP) {
      load.say(Command.LEAVE);
    }
    load.awaitEnd(onAbort == Safety.OnAbort.DROP ? DROP_PATIENCE : Conductor.LEAVE_PATIENCE);
  }

  private Header writer(String name) {
    return order.header().forWriter(name, ClockAnchor.now());
  }
}
