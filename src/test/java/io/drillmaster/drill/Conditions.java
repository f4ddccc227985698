package io.drillmaster.drill;

/** Conditions for tests of other packages, as drill files write them. */
public final class Conditions {
  private Conditions() {}

  public static Condition parse(String text) {
    return ConditionText.parse(text);
  }
}
