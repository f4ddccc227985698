package io.drillmaster.check;

import io.drillmaster.history.NodeEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Times in which a balancer still chose a target that took nothing: from the last socket that it
 * took before one was passed to it in vain until the next that it took. What was meant for it comes
 * again and falls to the others, so that shares of that time are not the balancer's choice.
 */
final class Lapses {

  /** A target as one balancer sees it. */
  private record Path(String balancer, String node) {}

  private record Lapse(Path path, long from, long until) {}

  private static final class Taken {
    private final TreeSet<Long> begun = new TreeSet<>();
    private final TreeSet<Long> opened = new TreeSet<>();
  }

  private final Map<Path, Taken> taken = new HashMap<>();
  private final Set<Lapse> lapses = new HashSet<>();

  /** A node took a socket. All of them are to be told before the first {@link #vain}. */
  void took(String balancer, String node, long begunAt, long openedAt) {
    Taken of = taken.computeIfAbsent(new Path(balancer, node), key -> new Taken());
    of.begun.add(begunAt);
    of.opened.add(openedAt);
  }

  /** Something was passed to a node that did not answer. */
  void vain(NodeEvent.Unreached vain) {
    Path path = new Path(vain.balancer(), vain.node());
    Taken of = taken.getOrDefault(path, new Taken());
    Long before = of.opened.floor(vain.passedAt());
    Long after = of.begun.ceiling(vain.at());
    lapses.add(
        new Lapse(
            path,
            before == null ? Long.MIN_VALUE : before,
            after == null ? Long.MAX_VALUE : after));
  }

  /** Whether one of these took nothing from a balancer at some time between the two. */
  boolean touch(String balancer, Set<String> candidates, long begunAt, long openedAt) {
    return lapses.stream()
        .anyMatch(
            each ->
                each.path.balancer.equals(balancer)
                    && candidates.contains(each.path.node)
                    && openedAt > each.from
                    && begunAt < each.until);
  }
}
