package io.drillmaster.cli;

import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.LedgerEntry;
import io.drillmaster.chaos.NodeLook;
import io.drillmaster.chaos.container.ContainerTarget;
import io.drillmaster.chaos.process.Healer;
import io.drillmaster.chaos.process.TwinTarget;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.InvalidDrill;
import io.drillmaster.drill.Inventory;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.probe.AccessProbe;
import io.drillmaster.process.ForeignCpu;
import io.drillmaster.process.GuardList;
import io.drillmaster.process.Ports;
import io.drillmaster.process.ProcessState;
import io.drillmaster.process.Signals;
import io.drillmaster.time.Pause;
import io.drillmaster.twin.store.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at this machine and at the target before a drill, and touches neither. */
final class Doctor {

  private static final long GIGABYTE = 1L << 30;

  /** A large run writes some hundred megabytes. */
  private static final long DISK_LEAST = GIGABYTE / 4;

  private static final long DISK_ENOUGH = 2 * GIGABYTE;

  /** Long enough for a share of CPU time that means something. */
  private static final Duration LISTEN = Duration.ofSeconds(2);

  /** What other programs may take before times become untrue (decision D5). */
  private static final int FOREIGN_MOST = 20;

  private final Drill drill;
  private final Path runs;
  private final Signals signals;

  Doctor(Drill drill, Path runs, Signals signals) {
    this.drill = drill;
    this.runs = runs;
    this.signals = signals;
  }

  /** Looks at everything that there is to look at for this drill; takes some seconds. */
  List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.pass("java", Runtime.version().toString()));
    findings.add(machine(MachineFit.read()));
    findings.add(disk());
    findings.add(others());
    if (drill.target() instanceof TargetSpec.Twin twin && twin.images().isPresent()) {
      findings.add(engine(twin.images().get()));
    } else if (drill.target() instanceof TargetSpec.Twin) {
      findings.add(store());
      findings.add(addresses());
    } else if (drill.target() instanceof TargetSpec.StandingTwin standing) {
      findings.addAll(standing(standing));
    } else if (drill.target() instanceof TargetSpec.Aws aws) {
      findings.addAll(StackLook.all(drill, aws));
    }
    findings.addAll(foreign());
    findings.addAll(leftovers());
    return List.copyOf(findings);
  }

  private static Finding engine(TargetSpec.Images images) {
    return ContainerTarget.refusal(images, System.getenv())
        .map(why -> Finding.refuse("engine", why, ""))
        .orElseGet(
            () ->
                Finding.pass(
                    "engine",
                    "answers, and has %s and %s".formatted(images.node(), images.store())));
  }

  private Finding machine(MachineFit fit) {
    int participants = drill.load().participants();
    try {
      Preflight.check(drill, fit);
    } catch (BadInput refused) {
      return Finding.refuse("machine", String.valueOf(refused.getMessage()), "");
    }
    String line = fit.line(participants);
    return fit.carries(participants)
        ? Finding.pass("machine", line)
        : Finding.warn("machine", line, "use a larger machine, or fewer sessions");
  }

  private Finding disk() {
    Path place = runs;
    while (!Files.exists(place) && place.getParent() != null) {
      place = place.getParent();
    }
    long free = place.toFile().getUsableSpace();
    String says = "%,d MB free for run folders in %s".formatted(free >> 20, Terminal.shown(place));
    if (!Files.isWritable(place)) {
      return Finding.refuse(
          "disk",
          Terminal.shown(place) + " cannot be written",
          "give a writable folder with --out");
    }
    if (free < DISK_LEAST) {
      return Finding.refuse("disk", says, "make room");
    }
    return free < DISK_ENOUGH
        ? Finding.warn("disk", says, "make room, or keep runs short")
        : Finding.pass("disk", says);
  }

  /** While nothing of ours runs but this. */
  private static Finding others() throws InterruptedException {
    ForeignCpu foreign = new ForeignCpu(() -> Set.of(ProcessHandle.current().pid()));
    Pause.of(LISTEN);
    int percent = foreign.percent();
    if (percent < 0) {
      return Finding.warn(
          "quiet",
          "this system does not tell what other programs take",
          "a verdict cannot say that they were not to blame");
    }
    String says = "other programs take %d %% of a busy CPU".formatted(percent);
    return percent > FOREIGN_MOST
        ? Finding.warn("quiet", says, "wait until they are done, or the verdict will be unknown")
        : Finding.pass("quiet", says);
  }

  private static Finding store() {
    try {
      Path scratch = Files.createTempDirectory("drillmaster-doctor");
      try {
        Path executable = RedisProcess.executable(scratch);
        boolean isOurs = executable.startsWith(scratch);
        return Finding.pass(
            "store", isOurs ? "the Redis that comes with the program" : executable.toString());
      } finally {
        delete(scratch);
      }
    } catch (IOException missing) {
      return Finding.refuse(
          "store", "no Redis: " + missing.getMessage(), "install redis-server, or put it on PATH");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static Finding addresses() {
    return Ports.isFree("127.77.77.77", 0)
        ? Finding.pass("addresses", "each node gets an address of 127.0.0.0/8")
        : Finding.warn(
            "addresses",
            "this machine has 127.0.0.1 only, so all nodes share it",
            "on macOS add some with ifconfig lo0 alias");
  }

  private List<Finding> standing(TargetSpec.StandingTwin spec) {
    try (TwinTarget target = Wiring.attach(spec)) {
      Optional<String> refusal = AccessProbe.refusal(target.access());
      if (refusal.isPresent()) {
        return List.of(Finding.refuse("target", refusal.get(), ""));
      }
      return List.of(
          Finding.pass("target", target.card().summary() + ": answers, and takes the secret"),
          Strangers.finding(target.access(), drill.safety()),
          target.twin().isWhole()
              ? Finding.pass("nodes", target.nodes().size() + " known, every place is taken")
              : Finding.refuse(
                  "nodes", "a place is not taken", "wait until every node is replaced"));
    } catch (BadInput gone) {
      return List.of(Finding.refuse("target", String.valueOf(gone.getMessage()), ""));
    }
  }

  /** A cluster of somebody else's: its way in, and whether each listed node answers. */
  private List<Finding> foreign() {
    if (!Foreign.is(drill)) {
      return List.of();
    }
    try {
      Inventory inventory = Foreign.inventory(drill).orElseThrow();
      List<Finding> findings = new ArrayList<>();
      Optional<String> refusal = AccessProbe.refusal(Foreign.access(inventory));
      String url = inventory.entrance().url();
      findings.add(
          refusal
              .map(why -> Finding.refuse("target", why, ""))
              .orElseGet(() -> Finding.pass("target", url + " answers and takes the secret")));
      if (refusal.isEmpty()) {
        findings.add(Strangers.finding(Foreign.access(inventory), drill.safety()));
      }
      for (Inventory.Machine node : inventory.nodes()) {
        NodeLook.Seen seen = NodeLook.at(node.role(), node.address());
        String says = "%s at %s %s".formatted(node.name(), node.address(), seen.words());
        findings.add(
            seen.isWell()
                ? Finding.pass("node", says)
                : Finding.refuse("node", says, "see that it is up and reachable from here"));
      }
      return findings;
    } catch (BadInput | InvalidDrill unusable) {
      return List.of(Finding.refuse("target", String.valueOf(unusable.getMessage()), ""));
    }
  }

  /** What runs before have left broken, or running. */
  private List<Finding> leftovers() {
    if (!Files.isDirectory(runs)) {
      return List.of(Finding.pass("leftovers", "no run was made here"));
    }
    List<Finding> findings = new ArrayList<>();
    try (Stream<Path> folders = Files.list(runs)) {
      folders.filter(Files::isDirectory).sorted().forEach(run -> leftover(run, findings));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return findings.isEmpty()
        ? List.of(Finding.pass("leftovers", "nothing is left of earlier runs"))
        : findings;
  }

  /** What a command did is there until it is undone; a process may have ended by itself. */
  private boolean isOpen(Intent intent) {
    return intent.commands().isPresent() || signals.state(intent.process()) != ProcessState.ENDED;
  }

  private void leftover(Path run, List<Finding> findings) {
    boolean isGoingOn =
        Ledger.isIn(run)
            && Ledger.owner(run)
                .map(LedgerEntry.Opened::harness)
                .filter(harness -> signals.state(harness) != ProcessState.ENDED)
                .isPresent();
    String shown = Terminal.shown(run);
    if (isGoingOn) {
      findings.add(Finding.warn("leftovers", shown + " is going on", "two at once share the CPU"));
      return;
    }
    List<Intent> open =
        Ledger.isIn(run) ? Ledger.unhealed(run).stream().filter(this::isOpen).toList() : List.of();
    int alive = GuardList.alive(run.resolve(Healer.GUARD_LIST)).size();
    if (!open.isEmpty() || alive > 0) {
      findings.add(
          Finding.refuse(
              "leftovers",
              "%s left %d faults and %d processes".formatted(shown, open.size(), alive),
              "undo it with: ./drillmaster heal " + shown));
    }
  }
}
