package io.drillmaster.drill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a drill file, so that all is told at once. Not thread-safe. */
final class Problems {

  private final List<DrillProblem> found = new ArrayList<>();

  void add(YamlNode.Place place, String path, String message) {
    found.add(new DrillProblem(place.file(), place.line(), place.column(), path, message));
  }

  boolean none() {
    return found.isEmpty();
  }

  /** In the order of the file. */
  InvalidDrill exception() {
    return new InvalidDrill(
        found.stream()
            .distinct()
            .sorted(
                Comparator.comparingInt(DrillProblem::line).thenComparingInt(DrillProblem::column))
            .toList());
  }
}
