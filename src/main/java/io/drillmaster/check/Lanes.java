package io.drillmaster.check;

import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.check.Figures.Span;
import io.drillmaster.check.Figures.SpanKind;
import io.drillmaster.history.NodeEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What held of each node and when: alive, in rotation, under a fault. A dead node is in rotation
 * for as long as a balancer has not seen it, and never out of it: that is nothing to be told of it.
 */
final class Lanes {

  /** A node that flaps more often than this within a run is drawn as far as that. */
  private static final int MOST_SPANS = 100;

  /** A span that has not ended. */
  private record Begun(SpanKind kind, long from, String why) {}

  /** A span before its place on the axis is known. */
  private record Stamped(SpanKind kind, long from, long to, String why) {}

  private final Progress progress;
  private final Map<String, List<Stamped>> ended = new TreeMap<>();
  private final Map<String, Begun> alive = new HashMap<>();
  private final Map<String, Begun> rotation = new HashMap<>();
  private final Set<String> dead = new HashSet<>();

  /** By node, by balancer: whether it is in rotation. */
  private final Map<String, Map<String, Boolean>> byBalancer = new HashMap<>();

  Lanes(Progress progress) {
    this.progress = progress;
  }

  void accept(NodeEvent event) {
    if (event instanceof NodeEvent.Seen seen) {
      dead.remove(seen.node());
      alive.putIfAbsent(seen.node(), new Begun(SpanKind.ALIVE, seen.at(), seen.incarnation()));
    } else if (event instanceof NodeEvent.Gone gone) {
      end(gone.node(), alive.remove(gone.node()), gone.at());
      dead.add(gone.node());
      Begun turned = rotation.get(gone.node());
      if (turned != null && turned.kind() == SpanKind.OUT_OF_ROTATION) {
        end(gone.node(), rotation.remove(gone.node()), gone.at());
      }
    } else if (event instanceof NodeEvent.Rotation turned) {
      turned(turned);
    }
  }

  /** In rotation is what no balancer leaves out. */
  private void turned(NodeEvent.Rotation turned) {
    Map<String, Boolean> told = byBalancer.computeIfAbsent(turned.node(), key -> new HashMap<>());
    told.put(turned.balancer(), turned.healthy());
    SpanKind kind = told.containsValue(false) ? SpanKind.OUT_OF_ROTATION : SpanKind.IN_ROTATION;
    Begun before = rotation.get(turned.node());
    if (before == null || before.kind() != kind) {
      end(turned.node(), rotation.remove(turned.node()), turned.at());
      boolean isOver = kind == SpanKind.OUT_OF_ROTATION && dead.contains(turned.node());
      if (!isOver) {
        rotation.put(turned.node(), new Begun(kind, turned.at(), turned.reason()));
      }
    }
  }

  private void end(String node, @Nullable Begun begun, long at) {
    List<Stamped> spans = ended.computeIfAbsent(node, key -> new ArrayList<>());
    if (begun != null && spans.size() < MOST_SPANS) {
      spans.add(new Stamped(begun.kind(), begun.from(), at, begun.why()));
    }
  }

  /** One lane per node, masters first; to be called once, at the end. */
  List<Figures.Lane> figures(Function<String, List<Integer>> sockets) {
    long last = progress.now();
    alive.forEach((node, begun) -> end(node, begun, last));
    rotation.forEach((node, begun) -> end(node, begun, last));
    for (Struck fault : progress.faults.all()) {
      for (String target : fault.targets) {
        long to = fault.isHealed() ? fault.healedAt : last;
        end(target, new Begun(SpanKind.FAULT, fault.injectedFrom, fault.kind.key()), to);
      }
    }
    List<Figures.Lane> lanes = new ArrayList<>();
    for (Nodes.Node node : progress.nodes.all()) {
      List<Span> spans = ended.getOrDefault(node.name, List.of()).stream().map(this::span).toList();
      lanes.add(new Figures.Lane(node.name, node.role.key(), sockets.apply(node.name), spans));
    }
    lanes.sort(Comparator.comparing(lane -> lane.role().equals("master") ? 0 : 1));
    return lanes;
  }

  private Span span(Stamped span) {
    long zero = progress.zero();
    long from = happened(span.from()) ? span.from() : progress.firstAt();
    return new Span(
        span.kind(), Rounded.seconds(from - zero), Rounded.seconds(span.to() - zero), span.why());
  }
}
