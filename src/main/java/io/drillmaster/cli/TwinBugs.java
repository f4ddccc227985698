package io.drillmaster.cli;

import io.drillmaster.twin.role.Bug;
import java.util.List;

/** The bug catalogue as users name it. */
final class TwinBugs {

  private TwinBugs() {}

  /**
   * The names, checked.
   *
   * @throws IllegalArgumentException for one that is not in the catalogue
   */
  static List<String> known(List<String> names) {
    return names.stream().map(name -> Bug.named(name).kebab()).toList();
  }
}
