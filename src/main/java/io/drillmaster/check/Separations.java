package io.drillmaster.check;

import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.history.Event;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.SignalEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rooms whose halves do not know of each other (checks.md 3.2 b): the answer to a join leaves out a
 * member of the same life that was served before the join began and is served again, as the same
 * connection, by a request begun after it had been answered. A room that a fault touched shows this
 * only when somebody joins it afterwards.
 */
final class Separations {

  /** Somebody was left out; a later proof of service turns it into a counterexample. */
  private record LeftOut(Con con, Person joiner, Con joined, long invokedAt, long answeredAt) {}

  private final Progress progress;
  private final Suspects suspects;
  private final Map<Person, List<LeftOut>> leftOut = new HashMap<>();
  private final Set<Room> joinedAfterwards = new HashSet<>();
  private boolean hasCanaryJoins;

  Separations(Progress progress, Suspects suspects) {
    this.progress = progress;
    this.suspects = suspects;
  }

  void accept(Event event, @Nullable Person person) {
    if (person == null) {
      return;
    }
    if (event instanceof SignalEvent.Received received) {
      if (!leftOut.isEmpty() && received.purpose() == SignalEvent.Purpose.PROOF) {
        confirm(received, person);
      }
    } else if (event instanceof MemberEvent.Joined joined) {
      joined(joined, person);
    }
  }

  private void joined(MemberEvent.Joined joined, Person joiner) {
    leftOut.remove(joiner);
    Con con = joiner.con;
    if (con == null || !con.id.equals(joined.con())) {
      return;
    }
    Set<String> peers = new HashSet<>();
    joined.peers().forEach(peer -> peers.add(peer.con()));
    for (Person other : joiner.room.people) {
      Con theirs = other.con;
      if (other != joiner
          && theirs != null
          && theirs.life == con.life
          && wasServedBefore(theirs, con.joinInvokedAt)
          && !peers.contains(theirs.id)) {
        leftOut
            .computeIfAbsent(other, key -> new ArrayList<>(1))
            .add(new LeftOut(theirs, joiner, con, con.joinInvokedAt, joined.at()));
      }
    }
    if (joiner.isJoiner && joiner.outage == null && isAffected(joiner.room)) {
      hasCanaryJoins = true;
      if (joiner.room.openOutages == 0) {
        joinedAfterwards.add(joiner.room);
      }
    }
  }

  private static boolean wasServedBefore(Con con, long invokedAt) {
    return happened(con.joinedAt) && con.joinedAt < invokedAt;
  }

  /** Somebody lost service in it, so that it may have been put together anew. */
  private static boolean isAffected(Room room) {
    return room.people.stream().anyMatch(person -> person.outage != null);
  }

  private void confirm(SignalEvent.Received received, Person person) {
    List<LeftOut> cases = leftOut.get(person);
    Proofs.Pending proof = person.proven;
    if (cases == null || proof == null || proof.seq() != received.seq()) {
      return;
    }
    for (LeftOut each : cases) {
      if (proof.con() == each.con() && proof.sentAt() > each.answeredAt()) {
        suspects.add(suspect(person, each, proof.sentAt()));
      }
    }
    cases.removeIf(each -> each.con() != proof.con() || proof.sentAt() > each.answeredAt());
    if (cases.isEmpty()) {
      leftOut.remove(person);
    }
  }

  private static Suspect suspect(Person person, LeftOut each, long servedAgainAt) {
    return new Suspect(
        zero ->
            "session %s: %s joined at %s and was not told of %s (%s), a member of the same life since"
                    .formatted(
                        person.room.session,
                        each.joiner().name,
                        Words.at(each.answeredAt(), zero),
                        person.name,
                        each.con().id)
                + " %s that was still served by a request begun at %s"
                    .formatted(Words.at(each.con().joinedAt, zero), Words.at(servedAgainAt, zero)),
        person.room.session,
        person.name,
        List.of(each.invokedAt(), each.answeredAt(), servedAgainAt));
  }

  /** How many sessions that lost somebody were joined by a canary afterwards. */
  int joinedAfterwards() {
    return joinedAfterwards.size();
  }

  /** Whether canaries join such sessions at all in this run. */
  boolean hasCanaryJoins() {
    return hasCanaryJoins;
  }

  int affected() {
    return (int) progress.cast.rooms().stream().filter(Separations::isAffected).count();
  }
}
