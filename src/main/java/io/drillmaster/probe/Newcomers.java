package io.drillmaster.probe;

import io.drillmaster.drill.Witness;
import io.drillmaster.drill.Witnesses;
import io.drillmaster.openvidu.ParticipantPlan;
import java.time.Duration;
import java.util.List;

/**
 * Newcomers: pairs who come into a new session while a fault is at work, or for a replacement that
 * has nothing to do yet, publish, prove themselves and leave (checks.md 3.8, population a; 3.9). On
 * the loop only.
 */
final class Newcomers {

  /** Long enough for media answers, and for the list that the prober reads every second. */
  private static final Duration STAY = Duration.ofSeconds(1);

  private final CanaryCrew crew;
  private final Visits visits;
  private final Procession procession;
  private Duration patience = Duration.ZERO;
  private int count;

  Newcomers(CanaryCrew crew) {
    this.crew = crew;
    this.visits = new Visits(crew);
    this.procession =
        new Procession(
            "newcomers",
            new Arrivals(Witnesses.NEWCOMER_EVERY, Witnesses.NEWCOMERS_AT_ONCE),
            crew,
            visits::underWay,
            () -> comeIn(patience));
  }

  /**
   * They come from now on.
   *
   * @param patience of each pair; those who are not served by then leave
   */
  void begin(Duration patience) {
    this.patience = patience;
    procession.begin();
  }

  /** No more of them come; those who did go on. */
  void end() {
    procession.end();
  }

  /**
   * So many come now, as many as the bound on all of them allows.
   *
   * @param patience of each pair
   */
  void comeTogether(int pairs, Duration patience) {
    int most = Math.min(pairs, Witnesses.NEWCOMERS_AT_ONCE - visits.underWay());
    for (int pair = 0; pair < most; pair++) {
      comeIn(patience);
    }
  }

  private void comeIn(Duration patience) {
    count++;
    String name = Witness.NEWCOMER.name(count);
    String session = crew.session(name);
    List<ParticipantPlan> pair =
        List.of(
            new ParticipantPlan(session, name + "-a", true, 0, 0),
            new ParticipantPlan(session, name + "-b", true, 0, 0));
    visits.begin(session, pair, new Visits.Times(STAY, patience), visit -> {});
  }

  void leave() {
    end();
    visits.end();
  }

  void drop() {
    end();
    visits.drop();
  }
}
