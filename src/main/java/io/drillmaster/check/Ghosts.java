package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.history.Header;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Connections that are certainly gone and still shown (checks.md 3.5). Those that the real product
 * is known to leave behind as well are a finding, and fail only in a strict drill.
 */
final class Ghosts {

  private final Progress progress;
  private final TimeBound settled;

  /** Connections by how the real product comes to keep them. */
  private final Map<DocumentedGhost, Set<String>> documented = new EnumMap<>(DocumentedGhost.class);

  Ghosts(Progress progress, TimeBound settled) {
    this.progress = progress;
    this.settled = settled;
  }

  /** Since when nothing changed in a room: what it takes to settle, or less. */
  long restingSince(Room room, long at) {
    return Math.max(room.changedAt, at - progress.clocks.settleAfterSilence);
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
    DocumentedGhost known = con.ghost;
    if (known != null) {
      documented.computeIfAbsent(known, key -> new LinkedHashSet<>()).add(con.id);
      if (!progress.drill.strict()) {
        return;
      }
    }
    long goneAt = goneAt(con, at);
    if (!happened(goneAt)) {
      return;
    }
    Person person = con.person;
    String name = person == null ? "a connection" : person.name;
    String ended = happened(con.overAt) ? con.overWhy : "its socket ended and it never came back";
    String why = known == null ? ended : ended + "; it was " + known.words();
    settled.add(
        seen + con.id,
        new Starvation.Wait(Header.HARNESS, restingSince(room, at), at, 0),
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
    return documented.entrySet().stream()
        .map(
            each ->
                "documented-ghost: still shown though gone: %s %s, e.g. %s"
                    .formatted(
                        Words.count(each.getValue().size(), "connection", "connections"),
                        each.getKey().words(),
                        each.getValue().iterator().next()))
        .toList();
  }
}
