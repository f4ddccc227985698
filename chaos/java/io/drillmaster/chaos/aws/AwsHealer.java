package io.drillmaster.chaos.aws;

import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.LedgerEntry;
import io.drillmaster.chaos.Undo;
import io.drillmaster.drill.Role;
import io.drillmaster.process.ProcessState;
import io.drillmaster.process.Signals;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

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

    Report and(String line) {
      List<String> all = new ArrayList<>(lines);
      all.add(line);
      return new Report(all, isHealed);
    }

    Report after(List<String> earlier) {
      List<String> all = new ArrayList<>(earlier);
      all.addAll(lines);
      return new Report(all, isHealed);
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
      try (Cloud cloud = this.open.apply(identity)) {
        Fleet fleet = new StackReader(cloud, identity.stack()).read();
        Report faults =
            open.isEmpty()
                ? new Report(List.of("faults: nothing to heal"), true)
                : heal(ledger, open, fleet, new Thawing(cloud.hosts(), opened.run()));
        return faults.isHealed() ? faults.and(released(cloud, fleet, opened.run())) : faults;
      }
    }
  }

  /** The lock of a run whose faults are all healed. */
  private static String released(Cloud cloud, Fleet fleet, String run) {
    Group masters = fleet.group(Role.MASTER);
    Optional<LockTag> lock =
        Optional.ofNullable(masters.tags().get(LockTag.KEY)).flatMap(LockTag::read);
    if (lock.filter(held -> held.run().equals(run)).isEmpty()) {
      return "lock: not of this run";
    }
    cloud.untagGroup(masters.name(), LockTag.KEY);
    return "lock: given back";
  }

  /**
   * Looks at a stack whose run is not known here: its marks tell of it. A lock that nobody renews
   * is given back when every place is taken; one that is renewed is left alone.
   *
   * @param now wall time
   * @throws CloudException when AWS refuses, or there is no such stack
   */
  public Report healStack(String region, String stack, Instant now) {
    try (Cloud cloud = open.apply(new AwsIdentity("", region, stack))) {
      Fleet fleet = new StackReader(cloud, stack).read();
      List<String> lines = new ArrayList<>();
      boolean isWhole = true;
      for (Role role : List.of(Role.MASTER, Role.MEDIA_NODE)) {
        boolean isTaken = fleet.isWhole(role, Set.of());
        lines.add(isTaken ? whole(fleet, role) : waiting(fleet, role));
        isWhole &= isTaken;
      }
      fleet.instances().stream().flatMap(AwsHealer::marked).forEach(lines::add);
      StackLevers.stop(fleet.group(Role.MASTER).tags())
          .ifPresent(why -> lines.add("lever: set; no run begins until it is deleted: " + why));
      return lock(cloud, fleet.group(Role.MASTER), isWhole, now).after(lines);
    }
  }

  private static String whole(Fleet fleet, Role role) {
    return "%s: all %d serve"
        .formatted(fleet.group(role).name(), fleet.serving(role, Set.of()).size());
  }

  /** What a run marked before it took it. */
  private static Stream<String> marked(Instance instance) {
    String run = instance.tags().get(AwsDriver.RUN_TAG);
    return run == null
        ? Stream.empty()
        : Stream.of(
            "%s: marked by run %s for fault %s, %s"
                .formatted(
                    instance.id(),
                    run,
                    instance.tags().getOrDefault(AwsDriver.FAULT_TAG, "unknown"),
                    instance.isLeaving()
                        ? "taken: its group replaces it"
                        : "and it runs: nothing was done to it"));
  }

  private static Report lock(Cloud cloud, Group masters, boolean isWhole, Instant now) {
    String value = masters.tags().get(LockTag.KEY);
    if (value == null) {
      return new Report(List.of("lock: free"), isWhole);
    }
    Optional<LockTag> held = LockTag.read(value);
    if (held.isEmpty()) {
      return new Report(
          List.of("lock: " + ClusterLock.refusal(masters.tags(), now).orElse("")), false);
    }
    if (held.get().isKept(now)) {
      return new Report(
          List.of(
              "lock: kept by a run that goes on, %s; stop it there, or by the tag %s"
                  .formatted(value, StackLevers.STOP_TAG)),
          false);
    }
    if (!isWhole) {
      return new Report(
          List.of("lock: of a run that is gone, %s; it stays".formatted(value)), false);
    }
    cloud.untagGroup(masters.name(), LockTag.KEY);
    return new Report(List.of("lock: given back for a run that is gone, " + value), true);
  }

  /**
   * Thaws what a run froze.
   *
   * @param run its id
   */
  private record Thawing(Hosts hosts, String run) {
    /** Does it, although the machine's own timer does it, too. */
    Fate thaw(Intent intent) {
      try {
        HostShell.Done done =
            new HostShell(hosts, WallClock.SYSTEM)
                .run(
                    intent.node(),
                    HostScript.thaw(HostFaults.unit(run, intent.fault())),
                    "thaw " + run + " " + intent.fault());
        return new Fate(true, "thawed " + done.words());
      } catch (CloudException | IllegalStateException vain) {
        return new Fate(
            false, "NOT thawed by us, its own timer does it in its time: " + vain.getMessage());
      }
    }
  }

  private static Report heal(Ledger ledger, List<Intent> open, Fleet fleet, Thawing thawing) {
    List<String> lines = new ArrayList<>();
    boolean isHealed = true;
    for (Intent intent : open) {
      Fate fate = fate(fleet, intent, thawing);
      lines.add(intent.words() + ": " + fate.words());
      if (fate.isHealed()) {
        ledger.append(new LedgerEntry.Healed(intent.fault(), intent.incarnation(), fate.words()));
      }
      isHealed &= fate.isHealed();
    }
    return new Report(lines, isHealed);
  }

  /** What became of a victim. */
  private record Fate(boolean isHealed, String words) {}

  private static Fate fate(Fleet fleet, Intent intent, Thawing thawing) {
    boolean runs =
        fleet.instance(intent.incarnation()).filter(each -> !each.isLeaving()).isPresent();
    if (runs && intent.undo() == Undo.THAW) {
      Fate thawed = thawing.thaw(intent);
      return thawed.isHealed() && !fleet.isWhole(intent.role(), Set.of())
          ? new Fate(false, thawed.words() + "; " + waiting(fleet, intent.role()))
          : thawed;
    }
    if (runs) {
      return new Fate(true, "it runs: nothing was done to it");
    }
    return fleet.isWhole(intent.role(), Set.of())
        ? new Fate(true, "gone, and its place is taken: all of the group serve")
        : new Fate(false, waiting(fleet, intent.role()));
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
