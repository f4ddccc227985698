package io.drillmaster.check;

/**
 * What would be counterexamples of one check, had the clocks been sure: counted, with the first
 * time of doubt for a reason.
 */
final class Unsure {

  private final Starvation starvation;
  private int count;
  private String why = "";

  Unsure(Progress progress) {
    this.starvation = progress.starvation;
  }

  /** One that a writer saw between two stamps. */
  void add(String writer, long from, long to) {
    count++;
    why = why.isEmpty() ? starvation.words(writer, from, to) : why;
  }

  int count() {
    return count;
  }

  /**
   * Why nothing can be said, and the cure; empty if there is none.
   *
   * @param one what each of them is, e.g. "late recovery"
   */
  String reason(String one, String many) {
    return count == 0
        ? ""
        : "%s fell into a time in which no clock is sure (%s); use a quieter or larger machine"
            .formatted(Words.count(count, one, many), why);
  }
}
