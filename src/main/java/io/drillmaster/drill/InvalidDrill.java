package io.drillmaster.drill;

import java.util.List;
import java.util.stream.Collectors;

/** A drill file that cannot be used, with everything that is wrong with it. */
public final class InvalidDrill extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<DrillProblem> problems;

  public InvalidDrill(List<DrillProblem> problems) {
    super(problems.stream().map(DrillProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of the file. */
  public List<DrillProblem> problems() {
    return problems;
  }
}
