package io.drillmaster.probe;

import io.drillmaster.drill.Witness;
import io.drillmaster.openvidu.ParticipantPlan;
import io.drillmaster.run.port.Prober;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All of the prober's own participants on an independent client stack: canaries in rooms of two,
 * stoics in rooms of the load, newcomers and REST reads in outages, joiners after settling.
 * Thread-safe.
 */
final class Canaries implements AutoCloseable {
  /** As often as the default load signals. */
  private static final long SIGNAL_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final CanaryCrew crew;
  private final Newcomers newcomers;
  private final RestReads reads;

  // On the loop only.
  private final List<CanaryRoom> rooms = new ArrayList<>();

  private final List<CanaryRoom> pairs = new ArrayList<>();
  private final List<CanaryJoins> rounds = new ArrayList<>();
  private int stoics;
  private int joiners;

  /** Nobody yet. */
  Canaries(CanaryCrew crew) {
    this.crew = crew;
    this.newcomers = new Newcomers(crew);
    this.reads = new RestReads(crew);
  }

  /** Joins that many rooms of two. */
  void start(int count) {
    crew.loop()
        .execute(
            () -> {
              for (int number = 1; number <= count; number++) {
                String name = Witness.CANARY.name(number);
                String session = crew.session(name);
                pairs.add(
                    comeIn(session, List.of(canary(session, name, 0), canary(session, name, 1))));
              }
            });
  }

  private static ParticipantPlan canary(String session, String room, int place) {
    String name = room + (place == 0 ? "-a" : "-b");
    long phase = SIGNAL_EVERY_NANOS * place / 2;
    return new ParticipantPlan(session, name, true, SIGNAL_EVERY_NANOS, phase);
  }

  private CanaryRoom comeIn(String session, List<ParticipantPlan> members) {
    CanaryRoom room = new CanaryRoom(session, members, crew, () -> {});
    rooms.add(room);
    room.come();
    return room;
  }

  /**
   * One of each pair goes for good: by turns they fall silent and close with a text, those who have
   * resumed first.
   */
  void desert() {
    crew.loop()
        .execute(
            () -> {
              pairs.sort(Comparator.comparing(room -> !room.hasResumed()));
              for (int i = 0; i < pairs.size(); i++) {
                pairs.get(i).desert(i % 2 == 0);
              }
            });
  }

  /** A stoic joins each of these sessions. */
  void seatStoics(List<String> sessions) {
    crew.loop()
        .execute(
            () -> {
              for (String session : sessions) {
                stoics++;
                String name = Witness.STOIC.name(stoics);
                comeIn(session, List.of(ParticipantPlan.stoic(session, name)));
              }
            });
  }

  /** Newcomers and reads begin. */
  void outageBegins(Duration patience) {
    crew.loop()
        .execute(
            () -> {
              newcomers.begin(patience);
              reads.begin(patience);
            });
  }

  /** No more newcomers and reads. */
  void outageEnds() {
    crew.loop()
        .execute(
            () -> {
              newcomers.end();
              reads.end();
            });
  }

  /** So many pairs of newcomers come now. */
  void comeTogether(int pairs, Duration patience) {
    crew.loop().execute(() -> newcomers.comeTogether(pairs, patience));
  }

  /** A joiner visits each of these sessions. */
  synchronized Prober.Joins join(List<String> sessions) {
    CanaryJoins round = new CanaryJoins(crew, sessions, joiners + 1);
    joiners += sessions.size();
    crew.loop()
        .execute(
            () -> {
              rounds.add(round);
              round.begin();
            });
    return round;
  }

  /** All leave politely. */
  void leave() {
    crew.loop()
        .execute(
            () -> {
              newcomers.leave();
              reads.end();
              rounds.forEach(CanaryJoins::leave);
              rooms.forEach(CanaryRoom::leave);
            });
  }

  /** Whoever is left is dropped. */
  @Override
  public void close() {
    crew.loop()
        .executeAndWait(
            () -> {
              newcomers.drop();
              reads.end();
              rounds.forEach(CanaryJoins::drop);
              rooms.forEach(CanaryRoom::drop);
            });
    crew.loop().close();
  }
}
