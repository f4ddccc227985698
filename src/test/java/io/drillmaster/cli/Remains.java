package io.drillmaster.cli;

import io.drillmaster.chaos.process.TwinTarget;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run left on this machine: processes of its own, stopped nodes of others, packet rules. */
final class Remains {

  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final CommandRunner COMMANDS = CommandRunner.system();

  private final Path folder;
  private final @Nullable Path twin;

  /**
   * Remains of runs below a folder.
   *
   * @param twin the folder of the cluster that lives on; null = there is none
   */
  Remains(Path folder, @Nullable Path twin) {
    this.folder = folder;
    this.twin = twin;
  }

  /** All of it, one line each. */
  List<String> list() {
    List<String> all = new ArrayList<>();
    Set<String> nodes = nodesOfTwin();
    for (String process : processes()) {
      String words = process.strip();
      boolean isOfTwin =
          twin != null && (words.contains(twin.toString()) || nodes.contains(pid(words)));
      boolean isOfRun = words.contains(folder.toString()) && !words.contains(" heal ");
      if (isOfRun && !isOfTwin) {
        all.add("alive: " + words);
      } else if (isOfTwin && words.startsWith("T")) {
        all.add("stopped: " + words);
      }
    }
    output("iptables", "-w", "-S")
        .lines()
        .filter(line -> line.contains(" drill-"))
        .forEach(all::add);
    return all;
  }

  /** A store does not name its folder. */
  private Set<String> nodesOfTwin() {
    if (twin == null) {
      return Set.of();
    }
    try (TwinTarget target = TwinTarget.attach(new TargetSpec.StandingTwin(twin.toString()))) {
      return target.nodes().stream()
          .map(node -> Long.toString(node.pid()))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  private static String pid(String process) {
    return process.split("\\s+", -1)[1];
  }

  private static List<String> processes() {
    return output("ps", "-eo", "stat=,pid=,args=").lines().toList();
  }

  /** Where there is no such command, nothing was done with it. */
  private static String output(String... command) {
    try {
      return COMMANDS.run(List.of(command), BOUND).output();
    } catch (CommandRunner.CommandFailed absent) {
      return "";
    }
  }

  /** Kills the guard and the harness so that neither sees the other go. */
  void killWithGuard(Program harness) throws IOException, InterruptedException {
    List<String> pids = new ArrayList<>(List.of(Long.toString(harness.pid())));
    for (String process : processes()) {
      if (process.contains(" guard ") && process.contains(folder.toString())) {
        pids.add(pid(process.strip()));
      }
    }
    List<String> command = new ArrayList<>(List.of("kill", "-KILL"));
    command.addAll(pids);
    new ProcessBuilder(command).start().waitFor();
  }
}
