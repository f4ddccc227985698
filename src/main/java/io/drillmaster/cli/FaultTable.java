package io.drillmaster.cli;

import io.drillmaster.chaos.Undo;
import io.drillmaster.chaos.container.ContainerMeans;
import io.drillmaster.chaos.process.Means;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fault x role x kind of cluster, from the code: what is felt, how it is done, what undoes it. */
final class FaultTable {

  static final String HEADER = "| fault | on | felt | wire | on a twin | in containers | undo |";

  private FaultTable() {}

  /** One row per fault: its cells. */
  static List<List<String>> rows() {
    return Stream.of(FaultKind.values())
        .map(
            kind ->
                List.of(
                    "`" + kind.key() + "`",
                    Arrays.stream(Role.values())
                        .filter(kind::befalls)
                        .map(Role::key)
                        .collect(Collectors.joining(", ")),
                    kind.felt(),
                    kind.expectedSignature().key(),
                    Means.words(kind),
                    ContainerMeans.words(kind),
                    Undo.of(kind).words()))
        .toList();
  }

  /** The table as Markdown. */
  static List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(HEADER, HEADER.replaceAll("[^|]+", "---")));
    rows().forEach(row -> lines.add("| " + String.join(" | ", row) + " |"));
    return lines;
  }
}
