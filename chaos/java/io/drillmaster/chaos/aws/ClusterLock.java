package io.drillmaster.chaos.aws;

import io.drillmaster.run.port.Nemesis;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one run to harm one stack, held where every machine sees it: a tag on the master
 * group. The last of several writers has it, which each finds out by reading back after a pause
 * that is longer than a write may take (Fischer's algorithm; Lamport, A Fast Mutual Exclusion
 * Algorithm, 1987, section 2). A tag that nobody renews ends by itself. Thread-safe.
 */
final class ClusterLock {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterLock.class);

  /** From a look at a free lock to the end of the write that takes it. */
  private static final Duration WRITE_MOST = Duration.ofSeconds(3);

  /** Whoever saw it free before we wrote has written by then, or withdraws. */
  private static final Duration SETTLE = Duration.ofSeconds(4);

  /** An answer of AWS that is behind may miss a tag once. */
  private static final int MISSES_MOST = 2;

  private final Cloud cloud;
  private final String group;
  private final WallClock clock;
  private LockTag tag;
  private int misses;

  private ClusterLock(Cloud cloud, String group, LockTag tag, WallClock clock) {
    this.cloud = cloud;
    this.group = group;
    this.tag = tag;
    this.clock = clock;
  }

  /** Why nobody may take a stack whose master group has these tags; empty = it is free. */
  static Optional<String> refusal(Map<String, String> tags, Instant now) {
    String value = tags.get(LockTag.KEY);
    if (value == null) {
      return Optional.empty();
    }
    Optional<LockTag> holder = LockTag.read(value);
    if (holder.isEmpty()) {
      return Optional.of(
          "the tag %s = %s is no lock of ours; delete it when nobody needs it"
              .formatted(LockTag.KEY, value));
    }
    return holder.get().isFree(now) ? Optional.empty() : Optional.of(inUse(holder.get()));
  }

  private static String inUse(LockTag holder) {
    return "run "
        + holder.text()
        + "; wait for its end, or stop it by the tag "
        + StackLevers.STOP_TAG;
  }

  /**
   * Takes the lock of a group's stack; takes {@link #SETTLE} and two looks.
   *
   * @param mine what to write
   * @throws Nemesis.Refused when another holds it, or AWS is too slow to be sure
   * @throws CloudException when AWS refuses
   */
  static ClusterLock take(Cloud cloud, String group, LockTag mine, WallClock clock) {
    ClusterLock lock = new ClusterLock(cloud, group, mine, clock);
    Instant begun = clock.now();
    refusal(cloud.tagsNow(group), begun)
        .ifPresent(
            why -> {
              throw refused(why);
            });
    boolean isTaken = false;
    try {
      cloud.tagGroup(group, LockTag.KEY, mine.text());
      Duration took = Duration.between(begun, clock.now());
      lock.settle();
      lock.require(took);
      isTaken = true;
      return lock;
    } finally {
      if (!isTaken) {
        lock.withdraw();
      }
    }
  }

  /** What is in the way already is told; a tag that stays ends by itself. */
  private void withdraw() {
    try {
      release();
    } catch (CloudException stays) {
      LOG.warn("the tag {} stays until {}: {}", LockTag.KEY, tag.until(), stays.getMessage());
    }
  }

  private void settle() {
    try {
      clock.pause(SETTLE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw refused("interrupted while it was taken");
    }
  }

  private void require(Duration took) {
    Optional<LockTag> found = found(cloud.tagsNow(group));
    if (found.filter(tag::isSameHold).isEmpty()) {
      throw refused("taken at the same time by " + found.map(ClusterLock::inUse).orElse("nobody"));
    }
    if (took.compareTo(WRITE_MOST) > 0) {
      throw refused(
          "AWS took %d ms to set a tag, and only within %d ms nobody else can have taken it; try again"
              .formatted(took.toMillis(), WRITE_MOST.toMillis()));
    }
  }

  private static Nemesis.Refused refused(String why) {
    return new Nemesis.Refused("lock of the stack: " + why);
  }

  private static Optional<LockTag> found(Map<String, String> tags) {
    return Optional.ofNullable(tags.get(LockTag.KEY)).flatMap(LockTag::read);
  }

  /** Whether these tags of the group name this hold. */
  boolean isIn(Map<String, String> tags) {
    return found(tags).filter(tag()::isSameHold).isPresent();
  }

  /** What was written last. */
  synchronized LockTag tag() {
    return tag;
  }

  /**
   * Looks whether it is still held, and renews it in time.
   *
   * @param tags of the group, as of now
   * @return why it is not; empty = it is
   * @throws CloudException when it cannot be renewed now; it may be tried again until it is over
   */
  synchronized Optional<String> lost(Map<String, String> tags) {
    Instant now = clock.now();
    String value = tags.get(LockTag.KEY);
    misses = value == null ? misses + 1 : 0;
    if (misses >= MISSES_MOST) {
      return Optional.of("the lock on the stack is gone: somebody deleted the tag " + LockTag.KEY);
    }
    if (value == null || tag.isOver(now)) {
      return over();
    }
    if (found(tags).filter(tag::isSameHold).isEmpty()) {
      return Optional.of("the lock on the stack was taken over: " + value);
    }
    if (tag.isDue(now)) {
      LockTag renewed = tag.renewed(now);
      cloud.tagGroup(group, LockTag.KEY, renewed.text());
      tag = renewed;
    }
    return Optional.empty();
  }

  /** Why it is held no longer where nobody could renew it; empty = it is. */
  synchronized Optional<String> over() {
    return tag.isOver(clock.now())
        ? Optional.of("the lock on the stack could not be renewed until " + tag.until())
        : Optional.empty();
  }

  /**
   * Gives it back where it is ours. Idempotent.
   *
   * @throws CloudException when AWS refuses; then it ends by itself
   */
  synchronized void release() {
    if (found(cloud.tagsNow(group)).filter(tag::isSameHold).isPresent()) {
      cloud.untagGroup(group, LockTag.KEY);
    }
  }
}
