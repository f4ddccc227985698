package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session over all its lives, with its members. */
final class Room {

  final String session;
  final int number;
  final List<Person> people = new ArrayList<>();
  final List<Life> lives = new ArrayList<>();
  final List<Creation> creations = new ArrayList<>();

  /** From this stamp on its members' views must agree (checks.md 2.8). */
  long settledFrom = NEVER;

  /** The last loss, join, leave or notice in it. */
  long changedAt = NEVER;

  /** When it was last created, as an answer said. */
  long createdAt = NEVER;

  /**
   * Whether a creation was not answered for certain: it may take effect whenever the network lets
   * it pass (checks.md 1).
   */
  boolean mayBeCreatedUnasked;

  /** When somebody last joined it. */
  long joinedAt = NEVER;

  /** Open outages among its members. */
  int openOutages;

  /** Joins, leaves and creations begun and not answered. */
  int pendingOperations;

  /** When webhooks said that its owner crashed. */
  final List<Long> crashWebhooksAt = new ArrayList<>();

  /** When webhooks said that it was destroyed for another reason. */
  final List<Long> destroyedWebhooksAt = new ArrayList<>();

  Room(String session, int number) {
    this.session = session;
    this.number = number;
  }

  /** The life of a told number, created on first sight. */
  Life life(long number, long at) {
    for (int i = lives.size() - 1; i >= 0; i--) {
      Long known = lives.get(i).number;
      if (known != null && known == number) {
        return lives.get(i);
      }
    }
    Life life = new Life(this, number, at);
    lives.add(life);
    return life;
  }

  /** The life of a told number; null = nobody was ever a member of it. */
  @Nullable Life known(long number) {
    for (Life life : lives) {
      Long each = life.number;
      if (each != null && each == number) {
        return life;
      }
    }
    return null;
  }

  /** A life of a server that tells no number. */
  Life unnumbered(long at) {
    Life life = new Life(this, null, at);
    lives.add(life);
    return life;
  }

  /** The creation of a createdAt, created on first sight. */
  Creation creation(long createdAt) {
    for (int i = creations.size() - 1; i >= 0; i--) {
      if (creations.get(i).createdAt == createdAt) {
        return creations.get(i);
      }
    }
    Creation creation = new Creation(this, createdAt);
    creations.add(creation);
    return creation;
  }

  /** The life that had begun last at that time; null = none had. */
  @Nullable Life lifeAt(long at) {
    Life last = null;
    for (Life life : lives) {
      if (life.firstAt <= at && (last == null || life.firstAt >= last.firstAt)) {
        last = life;
      }
    }
    return last;
  }

  /** The life heard of last; null = none. */
  @Nullable Life lastLife() {
    return lives.isEmpty() ? null : lives.get(lives.size() - 1);
  }

  /** Whether nobody has joined what was created last: a server keeps that for an hour. */
  boolean isUnjoined() {
    return lives.isEmpty() || createdAt > joinedAt;
  }

  /** Whether this creation of it came of a request that was given up, and nobody has joined it. */
  boolean isUnasked(Creation creation) {
    return mayBeCreatedUnasked && !creation.isJoined();
  }

  /** Whether members of the load are, or were, in it. */
  boolean isOfTheLoad() {
    return people.stream().anyMatch(person -> !person.canary);
  }

  /** Whether anybody is in service to whom it is owed. */
  boolean isServedToMembers() {
    return people.stream().anyMatch(person -> person.isOwedNow());
  }

  /** Whether it went on in another life at or after a stamp. */
  boolean changedLife(long at) {
    return lives.size() > 1 && lives.get(lives.size() - 1).firstAt >= at;
  }

  /** Views may differ until {@code settleNanos} after {@code at}. */
  void changed(long at, long settleNanos) {
    changedAt = Math.max(changedAt, at);
    settledFrom = Math.max(settledFrom, at + settleNanos);
  }

  /** Whether everything in it has been quiet since long enough before {@code at}. */
  boolean settledAt(long at) {
    return openOutages == 0 && pendingOperations == 0 && at >= settledFrom;
  }
}
