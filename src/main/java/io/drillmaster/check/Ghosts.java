package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.happened;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Connections that are certainly gone and still shown (checks.md 3.5). Those that the real product
 * leaves behind as well (protocol file 6.2) are a finding, not a failure.
 */
final class Ghosts {

  private final Progress progress;
  private final Suspects suspects;
  private final Set<String> reported = new HashSet<>();
  private final Set<String> documented = new LinkedHashSet<>();

  Ghosts(Progress progress, Suspects suspects) {
    this.progress = progress;
    this.suspects = suspects;
  }

  /**
   * Since when a connection is certainly gone at a moment: it left and was answered, was told, was
   * replaced, or its socket has been gone for longer than the server keeps a silent client; NEVER =
   * it may still be there.
   */
  long goneAt(Con con, long at) {
    if (happened(con.overAt)) {
      return con.overAt < at ? con.overAt : NEVER;
    }
    boolean isDead =
        happened(con.detachedAt) && con.detachedAt + progress.clocks.settleAfterSilence < at;
    return isDead ? con.detachedAt : NEVER;
  }

  /** It is shown although it is gone. */
  void add(Room room, Con con, long at, String seen) {
    if (con.documentedGhost) {
      documented.add(con.id);
      return;
    }
    long goneAt = goneAt(con, at);
    if (!happened(goneAt) || !reported.add(seen + con.id)) {
      return;
    }
    Person person = con.person;
    String name = person == null ? "a connection" : person.name;
    String why = happened(con.overAt) ? con.overWhy : "its socket ended and it never came back";
    suspects.add(
        new Suspect(
            zero ->
                "session %s: %s (%s) was over at %s (%s), but "
                        .formatted(room.session, name, con.id, Words.at(goneAt, zero), why)
                    + seen
                    + Words.at(at, zero),
            room.session,
            person == null ? "" : person.name,
            List.of(goneAt, at)));
  }

  List<String> findings() {
    Iterator<String> first = documented.iterator();
    return first.hasNext()
        ? List.of(
            "documented-ghost: %d connections closed with a reason text stay listed, e.g. %s"
                .formatted(documented.size(), first.next()))
        : List.of();
  }
}
