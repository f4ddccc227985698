package io.drillmaster.chaos;

import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Selector;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Which nodes a fault takes: a pure function of the fault, the nodes it may take, who is where, and
 * the drill's seed. The same seed takes the same victims among the same names (decision D29).
 */
final class Victims {
  /** m2 before m10. */
  static final Comparator<String> BY_NUMBER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  /** The session name that stands for the one with most participants at the time. */
  private static final String BUSIEST = "busiest";

  private final Fault fault;
  private final List<String> candidates;
  private final Placement placement;
  private final SplittableRandom random;

  private Victims(Fault fault, List<String> candidates, Placement placement, long seed) {
    this.fault = fault;
    this.candidates = candidates.stream().distinct().sorted(BY_NUMBER).toList();
    this.placement = placement;
    this.random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * fault.name().hashCode());
  }

  /**
   * Chooses.
   *
   * @param candidates names of the nodes of the fault's role that are up and unharmed
   * @return at least one name, in the order of their numbers
   * @throws Nemesis.Refused when nothing matches
   */
  static List<String> choose(Fault fault, List<String> candidates, Placement placement, long seed) {
    return new Victims(fault, candidates, placement, seed).choose();
  }

  /**
   * Chooses among those that may be taken.
   *
   * @param refused by name: why a candidate may not be taken
   * @throws Nemesis.Refused when nothing matches, or one is named that may not be taken
   */
  static List<String> choose(
      Fault fault,
      List<String> candidates,
      Map<String, String> refused,
      Placement placement,
      long seed) {
    List<String> allowed = candidates.stream().filter(name -> !refused.containsKey(name)).toList();
    Victims victims = new Victims(fault, allowed, placement, seed);
    boolean isNamed = fault.selector() instanceof Selector.Named;
    for (Map.Entry<String, String> each : refused.entrySet()) {
      boolean isMeant =
          isNamed && ((Selector.Named) fault.selector()).nodes().contains(each.getKey());
      if (isMeant || allowed.isEmpty()) {
        throw victims.refused(each.getKey() + " " + each.getValue());
      }
    }
    return victims.choose();
  }

  /** Whether it can be told before the drill runs whom the selector takes. */
  static boolean isKnownBeforehand(Selector selector) {
    return selector instanceof Selector.One
        || selector instanceof Selector.AllButOne
        || selector instanceof Selector.Percent
        || selector instanceof Selector.Named;
  }

  private List<String> choose() {
    if (candidates.isEmpty()) {
      throw refused("no %s is up and unharmed".formatted(fault.role().key()));
    }
    Selector selector = fault.selector();
    if (selector instanceof Selector.One) {
      return drawn(1);
    }
    if (selector instanceof Selector.AllButOne) {
      return allButOne();
    }
    if (selector instanceof Selector.Percent share) {
      return drawn(Math.max(1, candidates.size() * share.percent() / 100));
    }
    if (selector instanceof Selector.Named named) {
      return named(named.nodes());
    }
    if (selector instanceof Selector.Busiest) {
      return List.of(busiestNode());
    }
    if (selector instanceof Selector.OwnerOf owner) {
      return List.of(ownerOf(owner.session()));
    }
    if (selector instanceof Selector.EntryOf entry) {
      return List.of(entryOf(entry.session()));
    }
    throw new IllegalStateException("no rule for " + selector.getClass().getName());
  }

  private List<String> drawn(int count) {
    List<String> left = new ArrayList<>(candidates);
    List<String> drawn = new ArrayList<>();
    while (drawn.size() < count) {
      drawn.add(left.remove(random.nextInt(left.size())));
    }
    drawn.sort(BY_NUMBER);
    return List.copyOf(drawn);
  }

  private List<String> allButOne() {
    if (candidates.size() < 2) {
      throw refused("all but one of %s is nobody; use 'one'".formatted(candidates));
    }
    List<String> survivor = drawn(1);
    return candidates.stream().filter(name -> !survivor.contains(name)).toList();
  }

  private List<String> named(List<String> names) {
    for (String name : names) {
      requireCandidate(name, "named in the drill");
    }
    return names.stream().distinct().sorted(BY_NUMBER).toList();
  }

  private String busiestNode() {
    Map<String, Integer> load =
        fault.role() == Role.MEDIA_NODE
            ? placement.sessionsByMediaNode()
            : placement.socketsByMaster();
    String what = fault.role() == Role.MEDIA_NODE ? "sessions" : "sockets";
    return candidates.stream()
        .filter(name -> load.getOrDefault(name, 0) > 0)
        .max(Comparator.comparingInt((String name) -> load.getOrDefault(name, 0)))
        .orElseThrow(() -> refused("no %s are known on any of %s yet".formatted(what, candidates)));
  }

  private String ownerOf(String wanted) {
    requireMaster("owner-of");
    Map<String, String> owners = placement.ownerBySession();
    String session =
        sessionOf(wanted, owners.keySet().stream().toList())
            .orElseThrow(() -> refused("the owner of session '" + wanted + "' is not known"));
    return requireCandidate(owners.getOrDefault(session, ""), "owner of " + session);
  }

  private String entryOf(String wanted) {
    requireMaster("entry-of");
    Map<String, List<String>> entries = placement.entriesBySession();
    String session =
        sessionOf(wanted, entries.keySet().stream().toList())
            .orElseThrow(() -> refused("no entry of session '" + wanted + "' is known"));
    List<String> up =
        entries.getOrDefault(session, List.of()).stream()
            .filter(candidates::contains)
            .distinct()
            .sorted(BY_NUMBER)
            .toList();
    if (up.isEmpty()) {
      throw refused("no entry of session '%s' is up and unharmed".formatted(session));
    }
    return up.get(random.nextInt(up.size()));
  }

  /** Sessions are named in full, or without the run's prefix. */
  private Optional<String> sessionOf(String wanted, List<String> known) {
    if (wanted.equals(BUSIEST)) {
      return busiestSession(known);
    }
    return known.stream()
        .filter(session -> session.equals(wanted) || session.endsWith("-" + wanted))
        .min(Comparator.comparingInt(String::length));
  }

  private Optional<String> busiestSession(List<String> known) {
    Map<String, Integer> sockets = new TreeMap<>();
    for (String session : known) {
      sockets.put(session, placement.entriesBySession().getOrDefault(session, List.of()).size());
    }
    return sockets.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  private void requireMaster(String selector) {
    if (fault.role() != Role.MASTER) {
      throw refused("%s names a master, not a %s".formatted(selector, fault.role().key()));
    }
  }

  private String requireCandidate(String name, String why) {
    if (!candidates.contains(name)) {
      throw refused(
          "'%s', %s, is not up and unharmed; choose among %s".formatted(name, why, candidates));
    }
    return name;
  }

  private Nemesis.Refused refused(String why) {
    return new Nemesis.Refused("fault %s refused: %s".formatted(fault.name(), why));
  }
}
