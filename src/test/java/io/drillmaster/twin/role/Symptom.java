package io.drillmaster.twin.role;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;

/**
 * What a bug looks like: the same scenario ends otherwise with it than without it.
 *
 * @param scenario what happens at a bench, and what is seen of it in the end
 * @param healthy what is seen when all is right
 * @param sick what is seen under the bug
 */
record Symptom(Bug bug, Function<Bench, Object> scenario, Object healthy, Object sick) {

  void check() {
    assertThat(scenario.apply(new Bench())).as("without %s", bug).isEqualTo(healthy);
    assertThat(scenario.apply(new Bench(bug))).as("with %s", bug).isEqualTo(sick);
  }

  @Override
  public String toString() {
    return bug.kebab();
  }
}
