package io.drillmaster.report;

import io.drillmaster.drill.ExpectedBlast;
import io.drillmaster.drill.Limits;
import io.drillmaster.drill.Load;
import java.util.List;

/**
 * What a run would do, resolved against its target without touching it.
 *
 * @param drill its name
 * @param proves its headline
 * @param seed of all random choices
 * @param target the kind of target as histories name it
 * @param cluster its parts in one line
 * @param load what would be put on it
 * @param limits clocks and limits it would be judged by
 * @param faults in the order of the timeline
 * @param witnesses whom the prober sends to see what the load does not, one line each
 * @param required checks whose unknown makes the run unknown
 * @param notJudged checks this drill gives no evidence for
 * @param duration how long it takes, in words
 * @param warnings what a reader should know before saying yes
 */
public record Plan(
    String drill,
    String proves,
    long seed,
    String target,
    String cluster,
    Load load,
    Limits limits,
    List<PlannedFault> faults,
    List<String> witnesses,
    List<String> required,
    List<String> notJudged,
    String duration,
    List<String> warnings) {
  public Plan {
    faults = List.copyOf(faults);
    witnesses = List.copyOf(witnesses);
    required = List.copyOf(required);
    notJudged = List.copyOf(notJudged);
    warnings = List.copyOf(warnings);
  }

  /**
   * One fault of the plan.
   *
   * @param when in the timeline's words, e.g. "after steady 5 s"
   * @param kind the fault's word
   * @param felt what a client feels
   * @param role the word for the nodes' part
   * @param targets resolved nodes; empty = chosen at the time
   * @param candidates nodes it may take
   * @param expected whom it is expected to hit
   * @param undo how it is undone, or that it cannot be
   * @param healthyLeft masters left unharmed, when those taken before a recovery are replaced
   * @param commands what may be run, word for word, one line each; empty = no command
   */
  public record PlannedFault(
      String when,
      String kind,
      String felt,
      String role,
      List<String> targets,
      List<String> candidates,
      ExpectedBlast expected,
      String undo,
      int healthyLeft,
      List<String> commands) {
    public PlannedFault {
      targets = List.copyOf(targets);
      candidates = List.copyOf(candidates);
      commands = List.copyOf(commands);
    }
  }
}
