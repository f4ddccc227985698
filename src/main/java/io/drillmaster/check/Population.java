package io.drillmaster.check;

import org.jspecify.annotations.Nullable;

/** One of the four populations that survivors must serve, with what its members had to wait. */
final class Population {

  final String name;

  /** How a load brings it about; completes "let the load ...". */
  final String cure;

  private long count;
  private long longest;

  Population(String name, String cure) {
    this.name = name;
    this.cure = cure;
  }

  void served(long waited) {
    count++;
    longest = Math.max(longest, waited);
  }

  /** Several that were served, with the longest wait among them. */
  void served(long several, long longestWait) {
    count += several;
    longest = Math.max(longest, longestWait);
  }

  /** One that was not served in time, or only later. */
  void missed() {
    count++;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** E.g. "12 new sessions within 1.2 s". */
  @Nullable String words() {
    return isEmpty()
        ? null
        : "%s %s (longest %s)".formatted(Words.count(count), name, Words.length(longest));
  }
}
