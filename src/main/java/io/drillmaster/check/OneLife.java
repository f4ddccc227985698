package io.drillmaster.check;

import static io.drillmaster.check.Stamps.OPEN;

import io.drillmaster.history.Event;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * No two lives of a session are in service at once (checks.md 3.2), and one life is one room.
 * Interleaving needs four numbers per life and equals the brute-force definition; an answer of the
 * old life that arrives after the new one served, for a request begun before, is legal and does not
 * count.
 */
final class OneLife implements Checker {

  /** What one reader was told about one session, in the order of its sequential reads. */
  private static final class Told {
    final List<Long> createdAts = new ArrayList<>(1);
    final List<Long> firstReadAts = new ArrayList<>(1);
    long lastReadAt;
  }

  /** With less than this share of the sessions concerned joined again, separation is open. */
  private static final double COVERAGE_MIN = 0.5;

  private final Progress progress;
  private final Map<String, Map<String, Told>> byReader = new HashMap<>();
  private final Suspects suspects = new Suspects();
  private final Separations separations;
  private long reads;

  OneLife(Progress progress) {
    this.progress = progress;
    this.separations = new Separations(progress, suspects);
  }

  @Override
  public void accept(Recorded recorded) {
    Event event = recorded.event();
    separations.accept(event, progress.subject());
    if (event instanceof ProbeEvent.SessionsRead read) {
      reads++;
      Map<String, Told> bySession =
          byReader.computeIfAbsent(read.reader() + "@" + read.node(), key -> new HashMap<>());
      for (ProbeEvent.SessionView view : read.sessions()) {
        Told told = bySession.computeIfAbsent(view.session(), key -> new Told());
        told(told, read, view);
      }
    }
  }

  /** A createdAt that was replaced by another does not come back. */
  private void told(Told told, ProbeEvent.SessionsRead read, ProbeEvent.SessionView view) {
    int last = told.createdAts.size() - 1;
    boolean same = last >= 0 && told.createdAts.get(last) == view.createdAt();
    boolean sequential = last < 0 || read.invokedAt() > told.lastReadAt;
    if (!same && sequential) {
      int before = told.createdAts.indexOf(view.createdAt());
      if (before >= 0) {
        suspects.add(
            returned(
                view.session(),
                read,
                List.of(view.createdAt(), told.createdAts.get(last)),
                List.of(told.firstReadAts.get(before), told.firstReadAts.get(last), read.at())));
        told.createdAts.clear();
        told.firstReadAts.clear();
      }
      told.createdAts.add(view.createdAt());
      told.firstReadAts.add(read.at());
    }
    told.lastReadAt = Math.max(told.lastReadAt, read.at());
  }

  private static Suspect returned(
      String session, ProbeEvent.SessionsRead read, List<Long> createdAts, List<Long> stamps) {
    return new Suspect(
        zero ->
            "session %s: %s read createdAt %d at %s, then %d at %s, then %d again at %s"
                .formatted(
                    session,
                    read.reader(),
                    createdAts.get(0),
                    Words.at(stamps.get(0), zero),
                    createdAts.get(1),
                    Words.at(stamps.get(1), zero),
                    createdAts.get(0),
                    Words.at(stamps.get(2), zero)),
        session,
        "",
        stamps);
  }

  @Override
  public Opinion opinion() {
    int lives = 0;
    int observed = 0;
    for (Room room : progress.cast.rooms()) {
      lives += room.lives.size();
      observed += room.people.stream().filter(Person::everServed).count() >= 2 ? 1 : 0;
      interleavings(room);
    }
    for (Cast.Conflict conflict : progress.cast.identityConflicts()) {
      suspects.add(
          new Suspect(
              zero -> "session " + conflict.session() + ": " + conflict.sentence(),
              conflict.session(),
              conflict.participant(),
              Stamps.happened(conflict.otherAt())
                  ? List.of(conflict.otherAt(), conflict.at())
                  : List.of(conflict.at())));
    }
    int affected = separations.affected();
    String figure =
        Words.count(lives, "life", "lives")
            + " of "
            + Words.count(progress.cast.rooms().size(), "session", "sessions")
            + (affected > 0 && !separations.hasCanaryJoins()
                ? "; not judged: separation at the next join"
                : "");
    String evidence =
        suspects.count()
            + " overlap, "
            + Words.count(observed, "session", "sessions")
            + " with two observers, "
            + reads
            + " lists";
    return Opinion.of(Checks.ONE_LIFE, suspects, unknown(observed, affected), figure, evidence);
  }

  private String unknown(int observed, int affected) {
    if (observed == 0) {
      return "no session had two members in service; use at least two participants per session";
    }
    int joined = separations.joinedAfterwards();
    return separations.hasCanaryJoins() && joined < COVERAGE_MIN * affected
        ? "only %d of %d sessions that lost somebody were joined afterwards; let canaries join when"
                .formatted(joined, affected)
            + " all have settled"
        : "";
  }

  private void interleavings(Room room) {
    List<Life> lives = room.lives;
    for (int i = 0; i < lives.size(); i++) {
      for (int j = i + 1; j < lives.size(); j++) {
        Life one = lives.get(i);
        Life other = lives.get(j);
        if (areInterleaved(one, other)) {
          interleaved(one, other);
        }
      }
    }
  }

  /** Each was served by a request begun after the other had served (checks.md 3.2 a). */
  static boolean areInterleaved(Life one, Life other) {
    return one.servedOkMin < other.servedInvokeMax && other.servedOkMin < one.servedInvokeMax;
  }

  private void interleaved(Life one, Life other) {
    Life older = one.servedOkMin <= other.servedOkMin ? one : other;
    Life newer = older == one ? other : one;
    Person late = older.servedInvokeMaxBy;
    Person early = newer.servedOkMinBy;
    if (late == null || early == null || newer.servedOkMin == OPEN) {
      throw new IllegalStateException("a life was served by nobody: " + older.words());
    }
    suspects.add(
        new Suspect(
            zero ->
                "session %s: %s was served on %s at %s, and %s was still served on %s by a request"
                        .formatted(
                            older.room.session,
                            early.name,
                            newer.words(),
                            Words.at(newer.servedOkMin, zero),
                            late.name,
                            older.words())
                    + " begun at "
                    + Words.at(older.servedInvokeMax, zero),
            older.room.session,
            late.name,
            List.of(newer.servedOkMin, older.servedInvokeMax)));
  }
}
