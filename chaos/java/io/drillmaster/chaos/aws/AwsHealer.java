package io.drillmaster.chaos.aws;

import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.LedgerEntry;
import io.drillmaster.drill.Role;
import io.drillmaster.process.ProcessState;
import io.drillmaster.process.Signals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Says of an interrupted run on a stack what became of its victims: nobody can bring a terminated
 * instance back, its group replaces it. What is made good is closed in the ledger; doing it twice
 * does no harm.
 */
public final class AwsHealer {
  private final Function<AwsIdentity, Cloud> open;
  private final Signals signals;

  /** With the credentials that the AWS SDK finds. */
  public AwsHealer() {
    this(identity -> SdkCloud.open(identity.region(), "heal"), Signals.system());
  }

  /** With another account, and another process table. */
  AwsHealer(Function<AwsIdentity, Cloud> open, Signals signals) {
    this.open = open;
    this.signals = signals;
  }

  /**
   * What was found.
   *
   * @param lines to be printed
   * @param isHealed whether every place is taken again
   */
  public record Report(List<String> lines, boolean isHealed) {
    public Report {
      lines = List.copyOf(lines);
    }
  }

  /** Whether the run of a folder was on a stack. */
  public static boolean isFor(Path runFolder) {
    return Ledger.owner(runFolder).flatMap(opened -> AwsIdentity.read(opened.target())).isPresent();
  }

  /**
   * Looks at the victims of a run.
   *
   * @throws IllegalArgumentException when the run is still going on
   * @throws CloudException when AWS refuses
   */
  public Report heal(Path runFolder) {
    LedgerEntry.Opened opened = Ledger.owner(runFolder).orElseThrow();
    if (opened.harness().pid() != ProcessHandle.current().pid()
        && signals.state(opened.harness()) != ProcessState.ENDED) {
      throw new IllegalArgumentException(
          "the run is still going on (process %d); stop it with Ctrl-C"
              .formatted(opened.harness().pid()));
    }
    AwsIdentity identity = AwsIdentity.read(opened.target()).orElseThrow();
    try (Ledger ledger = Ledger.resume(runFolder)) {
      List<Intent> open = ledger.unhealed();
      if (open.isEmpty()) {
        return new Report(List.of("faults: nothing to heal"), true);
      }
      try (Cloud cloud = this.open.apply(identity)) {
        return heal(ledger, open, new StackReader(cloud, identity.stack()).read());
      }
    }
  }

  private static Report heal(Ledger ledger, List<Intent> open, Fleet fleet) {
    List<String> lines = new ArrayList<>();
    boolean isHealed = true;
    for (Intent intent : open) {
      Optional<String> how = healed(fleet, intent);
      lines.add(intent.words() + ": " + how.orElseGet(() -> waiting(fleet, intent.role())));
      how.ifPresent(
          words ->
              ledger.append(new LedgerEntry.Healed(intent.fault(), intent.incarnation(), words)));
      isHealed &= how.isPresent();
    }
    return new Report(lines, isHealed);
  }

  private static Optional<String> healed(Fleet fleet, Intent intent) {
    boolean runs =
        fleet.instance(intent.incarnation()).filter(each -> !each.isLeaving()).isPresent();
    if (runs) {
      return Optional.of("it runs: nothing was done to it");
    }
    return fleet.isWhole(intent.role(), Set.of())
        ? Optional.of("gone, and its place is taken: all of the group serve")
        : Optional.empty();
  }

  private static String waiting(Fleet fleet, Role role) {
    Group group = fleet.group(role);
    return "NOT healed yet: %d of %d serve in %s, which starts another by itself; wait some minutes, then heal again%s"
        .formatted(
            fleet.serving(role, Set.of()).size(),
            group.desired(),
            group.name(),
            group.suspended().isEmpty() ? "" : " (suspended: " + group.suspended() + ")");
  }
}
