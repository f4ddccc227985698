package io.drillmaster.chaos;

import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Safety;
import io.drillmaster.run.port.Nemesis;
import java.util.List;

/** Refuses a choice of victims that would leave too few healthy masters. */
final class SafetyBounds {
  private SafetyBounds() {}

  /**
   * Checks a choice.
   *
   * @param healthyMasters masters that are up and unharmed now, the victims among them
   * @throws Nemesis.Refused when fewer than the bound of {@link Safety} would be left
   */
  static void check(Fault fault, List<String> victims, List<String> healthyMasters, Safety safety) {
    if (fault.role() != Role.MASTER) {
      return;
    }
    long left = healthyMasters.stream().filter(name -> !victims.contains(name)).count();
    if (left < safety.minHealthyMasters()) {
      throw new Nemesis.Refused(
          ("fault %s refused: taking %s would leave %d of the healthy masters %s, and"
                  + " safety.minHealthyMasters is %d; take fewer, start more masters, or wait until"
                  + " earlier victims are replaced")
              .formatted(fault.name(), victims, left, healthyMasters, safety.minHealthyMasters()));
    }
  }
}
