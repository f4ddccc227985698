package io.drillmaster.chaos.aws;

import java.util.Map;
import java.util.Optional;

/**
 * What stops a drill from outside its machine: a tag on the master group that anybody on call may
 * set, the loss of the stack's lock, and the account's safety lever. Thread-safe.
 */
final class StackLevers {
  /** With any value it stops a drill that goes on, and lets none begin. */
  static final String STOP_TAG = "drillmaster:stop";

  private final Cloud cloud;
  private final String group;
  private final ClusterLock lock;

  /**
   * The levers of a stack.
   *
   * @param group of its masters
   * @param lock that the run holds
   */
  StackLevers(Cloud cloud, String group, ClusterLock lock) {
    this.cloud = cloud;
    this.group = group;
    this.lock = lock;
  }

  /** Whether these tags of a master group say stop, in words. */
  static Optional<String> stop(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(STOP_TAG))
        .map(value -> "stopped by the tag %s = %s on the master group".formatted(STOP_TAG, value));
  }

  /** Asks for the tags: the lever and the lock, which is renewed. */
  Optional<String> tags() {
    try {
      Map<String, String> tags = cloud.tagsNow(group);
      return stop(tags).or(() -> lock.lost(tags));
    } catch (CloudException vain) {
      Optional<String> over = lock.over();
      if (over.isPresent()) {
        return over;
      }
      throw vain;
    }
  }

  /** Asks for the safety lever. */
  Optional<String> safety() {
    SafetyLever lever = cloud.safetyLever();
    return lever.isEngaged()
        ? Optional.of("stopped by the safety lever of AWS FIS: " + lever.words())
        : Optional.empty();
  }
}
