package io.drillmaster.check;

import io.drillmaster.check.Figures.Mark;
import io.drillmaster.check.Figures.MarkKind;
import io.drillmaster.check.Person.State;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Folds what figures show over time: states, sockets, attempts, marks. Bounded by the axis. */
final class FiguresFold {

  /** More kinds of answer than this are shown together. */
  private static final int MOST_ANSWERS = 20;

  private static final String OTHER_ANSWERS = "other";

  /** A mark before its place on the axis is known. */
  private record Stamped(long at, MarkKind kind, String node, String text) {}

  private static final class Answers {
    long total;
    final Axis.Series series;

    Answers(Axis.Series series) {
      this.series = series;
    }
  }

  /** A state and how many were in it. */
  private record Shown(State state, Axis.Series series) {}

  private final Progress progress;
  private final Axis axis = new Axis();
  private final Shown joining = shown(State.JOINING);
  private final Shown served = shown(State.SERVED);
  private final Shown lost = shown(State.LOST);
  private final Shown rejoining = shown(State.REJOINING);
  private final Shown rebuilding = shown(State.REBUILDING);
  private final Shown gone = shown(State.GONE);
  private final List<Shown> shown = List.of(joining, served, lost, rejoining, rebuilding, gone);
  private final Map<String, Axis.Series> sockets = new HashMap<>();
  private final Map<String, Answers> answers = new TreeMap<>();
  private final Lanes lanes;
  private final List<Stamped> marks = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private int bin = -1;

  FiguresFold(Progress progress) {
    this.progress = progress;
    this.lanes = new Lanes(progress);
  }

  /** To be called before {@link Progress} takes the event: what held until now ends a bin. */
  void before(Recorded recorded) {
    Event event = recorded.event();
    if (!(event instanceof HarnessEvent.Tick)) {
      int next = axis.bin(Math.max(event.at(), progress.now()));
      if (next != bin) {
        int from = Math.max(0, Math.min(bin, next));
        for (int each = from; each < next; each++) {
          sample(each);
        }
        bin = next;
      }
    }
  }

  private void sample(int at) {
    for (Shown each : shown) {
      each.series().set(at, progress.census.count(each.state()));
    }
    for (Nodes.Node node : progress.nodes.all()) {
      if (node.sockets != 0 || sockets.containsKey(node.name)) {
        sockets.computeIfAbsent(node.name, key -> axis.level()).set(at, node.sockets);
      }
    }
  }

  /** To be called after {@link Progress} has taken the event. */
  void accept(Recorded recorded) {
    Event event = recorded.event();
    if (event instanceof OperationEvent.Completed completed) {
      attempt(completed);
    } else if (event instanceof NodeEvent node) {
      lanes.accept(node);
      node(node);
    } else if (event instanceof FaultEvent fault) {
      fault(fault);
    } else if (event instanceof HarnessEvent.Marked marked) {
      mark(marked.saidAt(), MarkKind.MARKED, "", marked.text());
    } else if (event instanceof HarnessEvent.PhaseBegan phase) {
      String word = phase.phase().name().toLowerCase(Locale.ROOT);
      mark(
          phase.at(),
          MarkKind.PHASE,
          "",
          phase.detail().isEmpty() ? word : word + ": " + phase.detail());
    }
  }

  private void attempt(OperationEvent.Completed completed) {
    switch (completed.kind()) {
      case UPGRADE, CREATE_SESSION, CREATE_CONNECTION -> {
        boolean ok = completed.outcome() == Outcome.OK;
        String answer = ok && completed.code() == 0 ? "ok" : Operations.answer(completed);
        if (!answers.containsKey(answer) && answers.size() >= MOST_ANSWERS) {
          answer = OTHER_ANSWERS;
        }
        Answers counted = answers.computeIfAbsent(answer, key -> new Answers(axis.count()));
        counted.total++;
        counted.series.add(axis.bin(completed.at()), 1);
      }
      default -> {}
    }
  }

  private void node(NodeEvent event) {
    if (event instanceof NodeEvent.Seen node) {
      if (seen.add(node.incarnation()) && !progress.faults.all().isEmpty()) {
        mark(node.at(), MarkKind.NODE_SEEN, node.node(), node.node() + " is there");
      }
    } else if (event instanceof NodeEvent.Gone node && !Stamps.happened(progress.endAt())) {
      mark(node.at(), MarkKind.NODE_GONE, node.node(), node.node() + " is gone: " + node.how());
    }
  }

  private void fault(FaultEvent event) {
    if (event instanceof FaultEvent.Injecting begun) {
      mark(
          begun.at(),
          MarkKind.FAULT,
          String.join(" ", begun.targets()),
          begun.kind().key() + " " + String.join(", ", begun.targets()));
    } else if (event instanceof FaultEvent.SignatureSeen shown) {
      mark(
          shown.at(),
          MarkKind.EFFECT,
          shown.node(),
          shown.node() + " observed: " + shown.signature().key());
    } else if (event instanceof FaultEvent.Failed failed) {
      mark(failed.at(), MarkKind.EFFECT, "", failed.fault() + " failed: " + failed.why());
    } else if (event instanceof FaultEvent.Healed healed) {
      mark(healed.at(), MarkKind.HEALED, healed.node(), healed.node() + ": " + healed.how());
    }
  }

  private void mark(long at, MarkKind kind, String node, String text) {
    if (marks.size() < Figures.MOST_MARKS) {
      marks.add(new Stamped(at, kind, node, text));
    }
  }

  /** What held at the end fills the last bin; to be called once, after the last event. */
  void finish() {
    if (bin >= 0) {
      sample(bin);
    }
  }

  List<Double> edges() {
    return axis.edges(progress.zero());
  }

  List<Mark> marks() {
    long zero = progress.zero();
    return marks.stream()
        .map(
            mark ->
                new Mark(Rounded.seconds(mark.at() - zero), mark.kind(), mark.node(), mark.text()))
        .toList();
  }

  Figures.States states() {
    return new Figures.States(
        values(joining),
        values(served),
        values(lost),
        values(rejoining),
        values(rebuilding),
        values(gone));
  }

  private Shown shown(State state) {
    return new Shown(state, axis.level());
  }

  private List<Integer> values(Shown of) {
    return of.series().values(axis.bins());
  }

  List<Figures.Lane> lanes() {
    return lanes.figures(
        node -> {
          Axis.Series series = sockets.get(node);
          return series == null ? List.of() : series.values(axis.bins());
        });
  }

  Figures.Storm storm() {
    return new Figures.Storm(
        answers.entrySet().stream()
            .map(
                entry ->
                    new Figures.AnswerSeries(
                        entry.getKey(),
                        entry.getValue().total,
                        entry.getValue().series.values(axis.bins())))
            .toList());
  }
}
