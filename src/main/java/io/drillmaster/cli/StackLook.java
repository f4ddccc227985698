package io.drillmaster.cli;

import io.drillmaster.chaos.Planner;
import io.drillmaster.chaos.aws.AwsTarget;
import io.drillmaster.chaos.aws.CloudException;
import io.drillmaster.chaos.aws.StackExam;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.probe.AccessProbe;
import io.drillmaster.time.ClockAnchor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A look at a stack on AWS before a drill: reads and dry runs, nothing is touched. */
final class StackLook {

  private StackLook() {}

  /** The agent in the account's trail where no run is made. */
  private static final String LOOKING = "look";

  /**
   * Finds the stack, without its secret.
   *
   * @throws BadInput when it is not there, or AWS refuses
   */
  static AwsTarget find(TargetSpec.Aws aws) {
    return find(aws, "", LOOKING);
  }

  /** Finds the stack as the target of a run; see {@link #find(TargetSpec.Aws)}. */
  static AwsTarget find(TargetSpec.Aws aws, String secret, String run) {
    try {
      return AwsTarget.find(aws, secret, run);
    } catch (CloudException refused) {
      throw new BadInput("target.aws: " + refused.getMessage());
    }
  }

  /** Who asks: as AWS calls them where the target is a stack, else as this system does. */
  static String caller(TargetSpec target) {
    if (target instanceof TargetSpec.Aws aws) {
      try (AwsTarget found = find(aws)) {
        return found.caller();
      }
    }
    return System.getProperty("user.name", "");
  }

  /** Whom faults have no way to. */
  static Planner.Bar bar(Drill drill, TargetSpec.Aws aws) {
    try (AwsTarget found = find(aws)) {
      return found.bar(drill);
    } catch (CloudException refused) {
      throw new BadInput("target.aws: " + refused.getMessage());
    }
  }

  /** What the account tells. */
  static List<Finding> account(Drill drill, TargetSpec.Aws aws) {
    try (AwsTarget target = find(aws)) {
      return target.exam().lines(drill, ClockAnchor.now().wall()).stream()
          .map(StackLook::finding)
          .toList();
    } catch (CloudException refused) {
      return List.of(Finding.refuse("account", String.valueOf(refused.getMessage()), ""));
    } catch (BadInput gone) {
      return List.of(Finding.refuse("account", String.valueOf(gone.getMessage()), ""));
    }
  }

  private static Finding finding(StackExam.Line line) {
    Finding.Grade grade =
        switch (line.grade()) {
          case PASS -> Finding.Grade.PASS;
          case WARN -> Finding.Grade.WARN;
          case REFUSE -> Finding.Grade.REFUSE;
        };
    return new Finding(grade, line.about(), line.says(), line.cure());
  }

  /** What the account tells, and whether the cluster takes its secret. */
  static List<Finding> all(Drill drill, TargetSpec.Aws aws) {
    List<Finding> findings = new ArrayList<>(account(drill, aws));
    findings.addAll(access(drill, aws));
    return findings;
  }

  private static List<Finding> access(Drill drill, TargetSpec.Aws aws) {
    try (AwsTarget target = find(aws, Secrets.read(aws.secretFrom(), System.getenv()), LOOKING)) {
      return AccessProbe.refusal(target.access())
          .map(why -> List.of(Finding.refuse("access", why, "")))
          .orElseGet(
              () ->
                  List.of(
                      Finding.pass("access", aws.url() + " answers, and takes the secret"),
                      Strangers.finding(target.access(), drill.safety())));
    } catch (BadInput missing) {
      return List.of(Finding.refuse("access", String.valueOf(missing.getMessage()), ""));
    }
  }

  /**
   * Demands that nothing refuses.
   *
   * @throws BadInput with all that does
   */
  static void require(Drill drill, TargetSpec.Aws aws) {
    String refused =
        all(drill, aws).stream()
            .filter(each -> each.grade() == Finding.Grade.REFUSE)
            .map(
                each ->
                    each.about()
                        + ": "
                        + each.says()
                        + (each.cure().isEmpty() ? "" : "; " + each.cure()))
            .collect(Collectors.joining("\n"));
    if (!refused.isEmpty()) {
      throw new BadInput(
          "nothing was touched, stack %s refuses:\n%s".formatted(aws.stack(), refused));
    }
  }

  /**
   * Demands that the stack's name was typed.
   *
   * @param typed with --yes-drill; empty = it was not
   * @throws BadInput when it is not that name
   */
  static void consent(TargetSpec target, String typed) {
    if (target instanceof TargetSpec.Aws aws) {
      if (!typed.equals(aws.stack())) {
        throw new BadInput(
            typed.isEmpty()
                ? "this drill takes instances of stack %s in %s away for good; if that is meant, add --yes-drill %s"
                    .formatted(aws.stack(), aws.region(), aws.stack())
                : "--yes-drill: '%s' is not the stack of the drill, %s; type exactly that"
                    .formatted(typed, aws.stack()));
      }
    } else if (!typed.isEmpty()) {
      throw new BadInput(
          "--yes-drill: '%s' names a stack, and the drill's target is a %s; leave it out"
              .formatted(typed, target.kind()));
    }
  }
}
