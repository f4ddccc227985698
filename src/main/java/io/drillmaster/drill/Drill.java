package io.drillmaster.drill;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A drill: load, fault schedule, target, objectives and safety, as data.
 *
 * @param name equal to the file's name without ending
 * @param proves the headline: what a pass shows
 * @param target the cluster
 * @param load the load
 * @param timeline steps in order
 * @param objectives numbers demanded
 * @param require checks whose unknown makes the run unknown; empty = derived from faults and load
 *     (decision D2)
 * @param strict whether what the real product is known to get wrong, and documented as such, fails
 *     too
 * @param safety bounds
 * @param abort conditions that call the drill off
 * @param webhook where the address of a webhook is that is told what happens; empty = nobody is
 */
public record Drill(
    String name,
    String proves,
    TargetSpec target,
    Load load,
    List<Step> timeline,
    List<Objective> objectives,
    Set<String> require,
    boolean strict,
    Safety safety,
    List<Condition> abort,
    Optional<SecretFrom> webhook) {

  public Drill {
    timeline = List.copyOf(timeline);
    objectives = List.copyOf(objectives);
    require = Set.copyOf(require);
    abort = List.copyOf(abort);
  }

  /** One that nothing calls off, and of which nobody is told. */
  public Drill(
      String name,
      String proves,
      TargetSpec target,
      Load load,
      List<Step> timeline,
      List<Objective> objectives,
      Set<String> require,
      boolean strict,
      Safety safety) {
    this(
        name,
        proves,
        target,
        load,
        timeline,
        objectives,
        require,
        strict,
        safety,
        List.of(),
        Optional.empty());
  }

  /**
   * The same load on the same cluster for the same time, with every fault rehearsed in its place:
   * what it demands of those who are hit, and of checks that need a fault, is left out.
   */
  public Drill rehearsal() {
    return new Drill(
        name,
        "Rehearsal, nothing is broken: the load holds, and each fault could be injected.",
        target,
        load,
        timeline.stream().map(Drill::rehearsed).toList(),
        objectives.stream().filter(each -> !each.metric().isOfFaults()).toList(),
        Set.of(),
        strict,
        safety,
        abort,
        webhook);
  }

  private static Step rehearsed(Step step) {
    Optional<Step> rehearsal = step.injects().map(Step.Rehearse::new);
    return rehearsal.orElse(step);
  }

  /** The same against another target. */
  public Drill against(TargetSpec other) {
    return new Drill(
        name, proves, other, load, timeline, objectives, require, strict, safety, abort, webhook);
  }

  /** The faults in the order of the timeline. */
  public List<Fault> faults() {
    return timeline.stream().flatMap(step -> step.injects().stream()).toList();
  }
}
