package io.drillmaster.cli;

import io.drillmaster.chaos.process.TwinTarget;
import io.drillmaster.drill.TargetSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run left on this machine: processes of its own, stopped nodes of others, packet rules. */
final class Remains {

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
    output("iptables", "-w", "-S").stream()
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
    List<String> all = output("ps", "-eo", "stat=,pid=,args=");
    if (all.isEmpty()) {
      throw new IllegalStateException("ps lists no process, not even itself");
    }
    return all;
  }

  /** All lines, however many: a list that is cut off would look like nothing left. */
  private static List<String> output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (BufferedReader lines = process.inputReader()) {
        return lines.lines().toList();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException absent) {
      return List.of(); // where there is no such command, nothing was done with it
    }
  }

  /**
   * Kills the guard and the harness so that neither sees the other go.
   *
   * @return whether there was a guard
   */
  boolean killWithGuard(Program harness) throws IOException, InterruptedException {
    List<String> pids = new ArrayList<>(List.of(Long.toString(harness.pid())));
    for (String process : processes()) {
      if (process.contains(" guard ") && process.contains(folder.toString())) {
        pids.add(pid(process.strip()));
      }
    }
    List<String> command = new ArrayList<>(List.of("kill", "-KILL"));
    command.addAll(pids);
    new ProcessBuilder(command).start().waitFor();
    return pids.size() > 1;
  }
}
