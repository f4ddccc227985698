package io.drillmaster.run;

import io.drillmaster.check.Awaited;
import io.drillmaster.check.Snapshot;
import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.Condition;
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

/** A fake cluster in fake time on which a conductor plays; it writes down what is done to it. */
abstract class ConductorScript {

  static final Fault CRASH = new Fault.Crash("crash-1", Role.MASTER, new Selector.One());
  static final Fault FREEZE =
      new Fault.Freeze("freeze-1", Role.MASTER, new Selector.One(), Duration.ofSeconds(60));
  static final Node M2 = new Node("m2", Role.MASTER, "m2#2", 42, List.of("127.0.0.1:4443"), true);

  final FakePace pace = new FakePace();
  final List<String> acts = new ArrayList<>();
  final StopLever lever = new StopLever();
  Runnable whileInjecting = () -> {};

  LongFunction<Optional<String>> notSteady = seconds -> Optional.empty();
  LongFunction<Boolean> recovered = seconds -> true;
  LongFunction<Optional<Awaited>> awaited = seconds -> Optional.empty();
  LongFunction<Integer> served = seconds -> 4;
  LongFunction<Snapshot.Outages> outages = seconds -> hit(0, 0, 0);
  List<Condition> abort = List.of();
  Optional<String> trouble = Optional.empty();
  long lagNanos = -1;
  boolean effect = true;
  boolean refuse;
  boolean recorderFails;
  LoadGenerator.@Nullable Command stopAt;
  LongFunction<List<String>> touched = since -> List.of();
  LongFunction<Integer> proved = seconds -> 2;

  Duration settling = Duration.ofSeconds(16);

  static Step until() {
    return new Step.Until(Optional.empty());
  }

  /** Outages of so many, of which so many were rebuilt, and so many that no fault explains. */
  static Snapshot.Outages hit(int hit, int rebuilt, int unexplained) {
    return new Snapshot.Outages(hit - rebuilt, hit, 0, 0, rebuilt, unexplained, 0, 0);
  }

  Ending play(Step... steps) throws InterruptedException {
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
            false,
            Safety.TWIN,
            abort,
            Optional.empty());
    Limits limits =
        new Limits(
            Duration.ofSeconds(34),
            "as written",
            settling,
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
          outages.apply(pace.seconds()),
          0,
          0,
          Map.of(),
          new Snapshot.Places(
              Map.of("m1", 1, "m2", 1, "m4", 0), Map.of(), Map.of(), Map.of(), Map.of()),
          List.of(),
          new Snapshot.Masters(3, 3),
          false);
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
    public Optional<Awaited> awaited() {
      return awaited.apply(pace.seconds());
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
    public List<String> rehearse(Fault fault, List<Node> victims) {
      String line = fault.name() + " of " + victims.get(0).name() + " could be done";
      act(line);
      return List.of(line);
    }

    @Override
    public boolean inject(Fault fault, List<Node> victims) {
      act("inject " + fault.name() + " " + victims.get(0).name());
      whileInjecting.run();
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
    public void comeTogether(int pairs, Duration patience) {
      act(pairs + " pairs come, patience " + patience.toSeconds() + " s");
    }

    @Override
    public void desert() {
      act("canaries desert");
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
