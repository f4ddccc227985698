package io.drillmaster.simulations.worker;

import io.gatling.javaapi.core.Simulation;

/** Finds a simulation by the name a drill gives: a full class name, or a simple one of ours. */
public final class Simulations {
  private static final String OURS = "io.drillmaster.simulations.";

  private Simulations() {}

  /**
   * The class of that name.
   *
   * @throws IllegalArgumentException when there is none, or it is no simulation
   */
  public static Class<? extends Simulation> named(String name) {
    String full = name.indexOf('.') < 0 ? OURS + name : name;
    try {
      Class<?> found = Class.forName(full, false, Simulations.class.getClassLoader());
      if (!Simulation.class.isAssignableFrom(found)) {
        throw new IllegalArgumentException(
            "load.simulation: %s is no simulation; extend io.gatling.javaapi.core.Simulation"
                .formatted(name));
      }
      return found.asSubclass(Simulation.class);
    } catch (ClassNotFoundException absent) {
      throw new IllegalArgumentException(
          "load.simulation: %s is not known; use Conference, ExampleWebinar or the full name of a class on the class path"
              .formatted(name),
          absent);
    }
  }
}
