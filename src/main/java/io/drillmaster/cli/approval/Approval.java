package io.drillmaster.cli.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The bounds that a plan asks to be agreed to: this drill, by this version of the tool, against
 * this target, taking at most so many of these nodes or of those that replaced them, until then.
 *
 * @param tool version of the tool that made the plan
 * @param drill the drill's name
 * @param drillHash SHA-256 of the drill as it would be executed: load, faults, bounds and all
 * @param target which cluster
 * @param participants how many would be put on it
 * @param faults what would be taken
 * @param made when the plan was made
 * @param until when it ends
 * @param by who made it, as AWS or this system calls them; whoever runs it may be another
 */
public record Approval(
    String tool,
    String drill,
    String drillHash,
    String target,
    int participants,
    List<Taken> faults,
    Instant made,
    Instant until,
    String by) {

  /**
   * One fault's bound.
   *
   * @param fault what it does, e.g. crash
   * @param role to nodes of which part
   * @param most how many of them
   * @param nodes among whom
   */
  public record Taken(String fault, String role, int most, List<String> nodes) {
    public Taken {
      nodes = List.copyOf(nodes);
    }
  }

  public Approval {
    faults = List.copyOf(faults);
  }

  /**
   * What stands between this approval and a run that would begin now.
   *
   * @param run the same bounds of that run, as a plan made now would ask for
   * @return one sentence each, with the cure; empty = the run keeps within it
   */
  public List<String> objections(Approval run) {
    List<String> objections = new ArrayList<>();
    if (run.made.isAfter(until)) {
      objections.add("it ended at %s; make a plan anew and have it approved".formatted(until));
    }
    if (!tool.equals(run.tool)) {
      objections.add(
          "it was made with version %s, this is %s; use that version, or make a plan anew"
              .formatted(tool, run.tool));
    }
    if (!target.equals(run.target)) {
      objections.add("it speaks of %s, the run of %s".formatted(target, run.target));
    }
    if (!drillHash.equals(run.drillHash)) {
      objections.add(difference(run));
    } else {
      for (int i = 0; i < Math.min(faults.size(), run.faults.size()); i++) {
        strangers(faults.get(i), run.faults.get(i), objections);
      }
    }
    return objections;
  }

  private String difference(Approval run) {
    if (!drill.equals(run.drill)) {
      return "it speaks of the drill %s, the run of %s".formatted(drill, run.drill);
    }
    String load =
        participants == run.participants
            ? ""
            : ", %,d participants where %,d were approved"
                .formatted(run.participants, participants);
    return "%s is not the drill that was approved (SHA-256 %s, now %s%s); undo the change, or make a plan anew"
        .formatted(drill, start(drillHash), start(run.drillHash), load);
  }

  private static String start(String hash) {
    return hash.substring(0, Math.min(12, hash.length()));
  }

  /** A node that nobody approved may stand in the place of one that is gone. */
  private static void strangers(Taken approved, Taken now, List<String> objections) {
    List<String> strangers = new ArrayList<>(now.nodes());
    strangers.removeAll(approved.nodes());
    List<String> gone = new ArrayList<>(approved.nodes());
    gone.removeAll(now.nodes());
    if (strangers.size() > gone.size()) {
      objections.add(
          "%s may take %s %s or what replaced them, and there are more now: %s; make a plan anew"
              .formatted(
                  approved.fault(),
                  approved.role(),
                  String.join(" ", approved.nodes()),
                  String.join(" ", strangers)));
    }
  }
}
