package io.drillmaster.probe;

import io.drillmaster.openvidu.ParticipantPlan;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The visits under way, each with its room and its alarm. On the loop only. */
final class Visits {
  private final CanaryCrew crew;
  private final Set<Stay> stays = new LinkedHashSet<>();

  Visits(CanaryCrew crew) {
    this.crew = crew;
  }

  /** One visit on the loop. */
  private final class Stay {
    final CanaryRoom room;
    final Visit visit;
    final Consumer<Visit> over;
    final Alarm alarm;
    long armedAt = Visit.NEVER;

    Stay(String session, List<ParticipantPlan> guests, Times times, Consumer<Visit> over) {
      this.room = new CanaryRoom(session, guests, crew, this::review);
      this.visit = new Visit(room, times.stay(), times.patience());
      this.over = over;
      this.alarm = new Alarm(crew.loop(), this::review);
    }

    void review() {
      if (stays.contains(this)) {
        visit.review(crew.loop().now());
        settle();
      }
    }

    void settle() {
      if (visit.isOver()) {
        stays.remove(this);
        over.accept(visit);
      } else if (visit.dueAt() != armedAt) {
        armedAt = visit.dueAt();
        alarm.at(armedAt);
      }
    }
  }

  /**
   * How long a visit takes, see {@link Visit}.
   *
   * @param stay from the last proof until they leave
   * @param patience for those who are not served
   */
  record Times(Duration stay, Duration patience) {}

  /**
   * Begins a visit.
   *
   * @param over hears of its end, some time after this returned
   */
  void begin(String session, List<ParticipantPlan> guests, Times times, Consumer<Visit> over) {
    Stay stay = new Stay(session, guests, times, over);
    stays.add(stay);
    stay.visit.begin(crew.loop().now());
    stay.settle();
  }

  int underWay() {
    return stays.size();
  }

  /** All leave now. */
  void end() {
    for (Stay stay : List.copyOf(stays)) {
      stay.visit.end(crew.loop().now());
      stay.settle();
    }
  }

  /** All are gone at once, and nobody hears of it. */
  void drop() {
    stays.forEach(stay -> stay.room.drop());
    stays.clear();
  }
}
