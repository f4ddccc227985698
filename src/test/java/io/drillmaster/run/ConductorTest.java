package io.drillmaster.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Snapshot;
import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.InfrastructureClocks;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.Load;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Safety;
import io.drillmaster.drill.Selector;
import io.drillmaster.drill.Step;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.LoadGenerator;
import io.drillmaster.run.port.LoadOrder;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Placement;
import io.drillmaster.run.port.Prober;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The conductor in fake time, over a fake cluster. */
class ConductorTest {

  private static final Fault CRASH = new Fault.Crash("crash-1", Role.MASTER, new Selector.One());
  private static final Node M2 =
      new Node("m2", Role.MASTER, "m2#2", 42, List.of("127.0.0.1:4443"), true);

  private final FakePace pace = new FakePace();
  private final List<String> acts = new ArrayList<>();
  private final StopLever lever = new StopLever();

  private LongFunction<Optional<String>> notSteady = seconds -> Optional.empty();
  private LongFunction<Boolean> recovered = seconds -> true;
  private LongFunction<Integer> served = seconds -> 4;
  private Optional<String> trouble = Optional.empty();
  private long lagNanos = -1;
  private boolean effect = true;
  private boolean refuse;
  private boolean recorderFails;
  private LoadGenerator.@Nullable Command stopAt;
  private LongFunction<List<String>> touched = since -> List.of();
  private LongFunction<Integer> proved = seconds -> 2;

  @Test
  void playsTheTimelineFromTopToBottomAndLetsTheLoadLeaveInPeace() throws Exception {
    Ending ending =
        play(
            new Step.Steady(Duration.ofSeconds(5)),
            new Step.Inject(CRASH),
            until(),
            new Step.Settled());

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts)
        .containsExactly(
            "0 phase RAMP 4 participants",
            "0 say START",
            "0 stoics in [s1]",
            "0 phase STEADY holding 5 s",
            "0 outage over",
            "5 phase FAULT crash-1: crash m2",
            "5 outage, patience 35 s",
            "5 inject crash-1 m2",
            "5 phase RECOVER within 34 s",
            "5 outage over",
            "5 phase SETTLE holding 16 s",
            "5 outage over",
            "21 outage over",
            "21 phase QUIET 5 s",
            "21 say QUIET",
            "26 phase LEAVE ",
            "26 say LEAVE",
            "26 canaries leave");
  }

  @Test
  void letsACanaryIntoEachTouchedSessionOnceItHasSettled() throws Exception {
    touched = since -> since == Long.MIN_VALUE ? List.of("s1", "s3") : List.of();
    proved = seconds -> seconds < 24 ? 1 : 2;

    Ending ending =
        play(
            new Step.Steady(Duration.ofSeconds(5)),
            new Step.Inject(CRASH),
            until(),
            new Step.Settled(),
            new Step.Inject(CRASH),
            until(),
            new Step.Settled());

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts)
        .containsSubsequence(
            "5 phase SETTLE holding 16 s",
            "21 phase CANARY 2 sessions",
            "21 join each of [s1, s3]",
            "24 phase FAULT crash-1: crash m2",
            "24 phase SETTLE holding 16 s",
            "40 phase QUIET 5 s")
        .filteredOn(act -> act.contains("CANARY"))
        .hasSize(1);
  }

  @Test
  void goesOnWithoutTheCanariesThatAreNotLetIn() throws Exception {
    touched = since -> List.of("s1", "s3");
    proved = seconds -> 1;

    Ending ending = play(new Step.Inject(CRASH), until(), new Step.Settled());

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts)
        .containsSubsequence(
            "16 phase CANARY 2 sessions",
            "45 note one canary joined each, was served and left: 1 of 2",
            "45 phase QUIET 5 s");
  }

  @Test
  void joinsNobodyAfterSettlingWhenNothingWasBroken() throws Exception {
    touched = since -> List.of("s1");

    play(new Step.Settled());

    assertThat(acts).noneMatch(act -> act.contains("CANARY"));
  }

  @Test
  void breaksNothingWhenTheSteadyStateDoesNotHold() throws Exception {
    notSteady =
        seconds -> seconds % 3 == 2 ? Optional.of("3 participants are out") : Optional.empty();

    Ending ending = play(new Step.Steady(Duration.ofSeconds(5)), new Step.Inject(CRASH), until());

    assertThat(ending.kind()).isEqualTo(Ending.Kind.NOT_STEADY);
    assertThat(ending.why())
        .contains("did not hold before the first fault")
        .contains("3 participants are out");
    assertThat(acts).noneMatch(act -> act.contains("inject"));
  }

  @Test
  void breaksNothingWhenNotEverybodyIsServedInTime() throws Exception {
    served = seconds -> 3;

    Ending ending = play(new Step.Inject(CRASH));

    assertThat(ending.kind()).isEqualTo(Ending.Kind.NOT_STEADY);
    assertThat(ending.why()).contains("only 3 of 4 participants were served");
    assertThat(acts).noneMatch(act -> act.contains("inject"));
  }

  @Test
  void aStopWhileTheLastSignalsArriveIsToldInTheHistoryToo() throws Exception {
    stopAt = LoadGenerator.Command.QUIET;

    Ending ending = play(new Step.Inject(CRASH));

    assertThat(ending.kind()).isEqualTo(Ending.Kind.STOPPED);
    assertThat(acts).endsWith("0 say QUIET", "0 phase ABORTED stopped by SIGINT");
  }

  @Test
  void aStopWhileTheLoadLeavesIsToldInTheHistoryToo() throws Exception {
    stopAt = LoadGenerator.Command.LEAVE;

    Ending ending = play(new Step.Inject(CRASH));

    assertThat(ending.kind()).isEqualTo(Ending.Kind.STOPPED);
    assertThat(acts).endsWith("5 say LEAVE", "5 phase ABORTED stopped by SIGINT");
  }

  @Test
  void aRecorderThatFailedIsTheTroubleThatEndsTheRunAndHidesNoOther() throws Exception {
    trouble = Optional.of("the history cannot be written: No space left on device");
    recorderFails = true;

    Ending ending = play(new Step.Inject(CRASH));

    assertThat(ending).isEqualTo(new Ending(Ending.Kind.TROUBLE, trouble.get()));
    assertThat(acts).noneMatch(act -> act.contains("inject"));
  }

  @Test
  void waitsForASteadyStateThatBeginsLate() throws Exception {
    notSteady = seconds -> seconds < 7 ? Optional.of("proofs are due") : Optional.empty();

    Ending ending = play(new Step.Steady(Duration.ofSeconds(5)), new Step.Inject(CRASH));

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts).contains("12 inject crash-1 m2");
  }

  @Test
  void cutsTheTimelineShortWhenNobodyComesBackInTime() throws Exception {
    recovered = seconds -> false;

    Ending ending = play(new Step.Inject(CRASH), until(), new Step.Wait(Duration.ofSeconds(100)));

    assertThat(ending.kind()).isEqualTo(Ending.Kind.CUT_SHORT);
    assertThat(ending.why()).isEqualTo("2 participants are not back after 34 s");
    assertThat(acts).contains("35 phase QUIET 5 s").noneMatch(act -> act.contains("WAIT"));
  }

  @Test
  void goesNoFurtherAfterAFaultWithoutEffect() throws Exception {
    effect = false;

    Ending ending = play(new Step.Inject(CRASH), until());

    assertThat(ending.kind()).isEqualTo(Ending.Kind.CUT_SHORT);
    assertThat(ending.why()).isEqualTo("fault crash-1 (crash m2) showed no effect");
  }

  @Test
  void goesNoFurtherWhenTheNemesisRefuses() throws Exception {
    refuse = true;

    Ending ending = play(new Step.Inject(CRASH), until());

    assertThat(ending.kind()).isEqualTo(Ending.Kind.CUT_SHORT);
    assertThat(ending.why()).isEqualTo("fault crash-1 was refused: no master is alive");
  }

  @Test
  void believesNobodyIsBackBeforeTheLiveViewHasSeenTheFault() throws Exception {
    lagNanos = Duration.ofSeconds(2).toNanos();

    Ending ending = play(new Step.Inject(CRASH), until(), new Step.Wait(Duration.ofSeconds(1)));

    assertThat(ending).isEqualTo(Ending.PLAYED);
    assertThat(acts).contains("0 inject crash-1 m2", "2 phase WAIT 1 s");
  }

  @Test
  void stopsAtOnceWhenTheLeverIsPulled() throws Exception {
    recovered =
        seconds -> {
          if (seconds == 3) {
            lever.pull("SIGINT");
          }
          return false;
        };

    Ending ending = play(new Step.Inject(CRASH), until());

    assertThat(ending).isEqualTo(new Ending(Ending.Kind.STOPPED, "SIGINT"));
    assertThat(acts).contains("3 phase ABORTED SIGINT").noneMatch(act -> act.contains("LEAVE"));
  }

  @Test
  void stopsWhenTheHarnessIsInTrouble() throws Exception {
    trouble = Optional.of("worker-1 ended");

    Ending ending = play(new Step.Inject(CRASH));

    assertThat(ending).isEqualTo(new Ending(Ending.Kind.TROUBLE, "worker-1 ended"));
  }

  @Test
  void endsByTheDrillsMaximumDuration() throws Exception {
    Ending ending = play(new Step.Wait(Duration.ofHours(1)));

    assertThat(ending.kind()).isEqualTo(Ending.Kind.STOPPED);
    assertThat(ending.why()).isEqualTo("safety.maxDuration of 900 s is over");
  }

  private static Step until() {
    return new Step.Until(Optional.empty());
  }

  private Ending play(Step... steps) throws InterruptedException {
    Drill drill =
        new Drill(
            "d",
            "p",
            new TargetSpec.Twin(3, 2, InfrastructureClocks.FAST, ProtocolClocks.REAL, List.of()),
            new Load(
                "Conference",
                1,
                4,
                Duration.ZERO,
                Duration.ofSeconds(5),
                true,
                0,
                ClientPolicy.OPENVIDU_BROWSER),
            List.of(steps),
            List.of(),
            Set.of(),
            Safety.TWIN);
    Limits limits =
        new Limits(
            Duration.ofSeconds(34),
            "as written",
            Duration.ofSeconds(16),
            ProtocolClocks.REAL,
            InfrastructureClocks.FAST,
            Duration.ofSeconds(3));
    Stage stage =
        new Stage(
            drill,
            limits,
            new FakeLoad(),
            new FakeNemesis(),
            new FakeProber(),
            new FakeLive(),
            new FakeRecorder(),
            () -> trouble);
    return new Conductor(stage, pace, Screen.SILENT, lever).play();
  }

  private void act(String what) {
    acts.add(pace.seconds() + " " + what);
  }

  private static final class FakePace implements Pace {
    private long nanos = 1_000_000_000_000L;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void pause(Duration length) {
      nanos += length.toNanos();
    }

    long seconds() {
      return (nanos - 1_000_000_000_000L) / 1_000_000_000L;
    }
  }

  private final class FakeLive implements Stage.Live {
    @Override
    public Snapshot snapshot() {
      int in = served.apply(pace.seconds());
      return new Snapshot(
          pace.nanos() - lagNanos,
          new Snapshot.People(4, 4 - in, in, 2, 0, 0, 0, 0),
          new Snapshot.Outages(0, 0, 0, 0, 0, 0, 0, 0),
          0,
          0,
          Map.of(),
          new Snapshot.Places(Map.of(), Map.of(), Map.of(), Map.of(), Map.of()),
          List.of());
    }

    @Override
    public Optional<String> whyNotSteady() {
      return notSteady.apply(pace.seconds());
    }

    @Override
    public List<String> sessionsOfTheLoad() {
      return List.of("s1");
    }

    @Override
    public List<String> touchedSince(long at) {
      return touched.apply(at);
    }

    @Override
    public boolean recovered() {
      return recovered.apply(pace.seconds());
    }
  }

  private final class FakeLoad implements LoadGenerator {
    @Override
    public void prepare(LoadOrder order) {}

    @Override
    public void say(Command command) {
      act("say " + command);
      if (command == stopAt) {
        lever.pull("stopped by SIGINT");
      }
    }

    @Override
    public List<String> failures() {
      return List.of();
    }

    @Override
    public boolean awaitEnd(Duration bound) {
      return stopAt != Command.LEAVE;
    }

    @Override
    public Optional<String> gatlingReport() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  private final class FakeNemesis implements Nemesis {
    @Override
    public List<Node> choose(Fault fault, Placement placement) {
      if (refuse) {
        throw new Refused("no master is alive");
      }
      return List.of(M2);
    }

    @Override
    public boolean inject(Fault fault, List<Node> victims) {
      act("inject " + fault.name() + " " + victims.get(0).name());
      return effect;
    }

    @Override
    public List<String> afflicted() {
      return List.of();
    }

    @Override
    public List<String> heal(Duration bound) {
      return List.of();
    }

    @Override
    public void close() {}
  }

  private final class FakeProber implements Prober {
    @Override
    public URI webhookUrl() {
      return URI.create("http://127.0.0.1:1");
    }

    @Override
    public void start(Recorder recorder, Access access, Supplier<List<Node>> nodes, int canaries) {}

    @Override
    public void seatStoics(List<String> sessions) {
      act("stoics in " + sessions);
    }

    @Override
    public void outageBegins(Duration patience) {
      act("outage, patience " + patience.toSeconds() + " s");
    }

    @Override
    public void outageEnds() {
      act("outage over");
    }

    @Override
    public Joins joinEach(List<String> sessions) {
      act("join each of " + sessions);
      return new Joins() {
        @Override
        public int asked() {
          return sessions.size();
        }

        @Override
        public int proved() {
          return proved.apply(pace.seconds());
        }

        @Override
        public boolean isOver() {
          return proved() == asked();
        }
      };
    }

    @Override
    public void quiet() {
      act("canaries leave");
    }

    @Override
    public int sweepSessions() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private final class FakeRecorder implements Recorder {
    @Override
    public void record(Event event) {
      if (recorderFails) {
        throw new IllegalStateException("No space left on device");
      }
      if (event instanceof HarnessEvent.PhaseBegan phase) {
        act("phase " + phase.phase() + " " + phase.detail());
      } else if (event instanceof HarnessEvent.Note note) {
        act("note " + note.text());
      }
    }

    @Override
    public void close() {}
  }
}
