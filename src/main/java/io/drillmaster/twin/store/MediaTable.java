package io.drillmaster.twin.store;

import io.drillmaster.twin.store.StoreAnswer.MediaNode;
import io.drillmaster.twin.store.StoreAnswer.MediaVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The store's table of media nodes, with what is placed on them and who cannot reach them. */
final class MediaTable {

  private static final String RUNNING = "running";
  private static final String TERMINATED = "terminated";

  private static final class Row {
    private String ip = "";
    private String uri = "";
    private String status = "";
    private final TreeSet<String> sessions = new TreeSet<>();
    private final Set<String> lostBy = new TreeSet<>();
  }

  private final Map<String, Row> rows = new TreeMap<>();

  void clear() {
    rows.clear();
  }

  /** Adds or updates one; whoever could not reach the one before has said nothing about this. */
  void register(StoreCommand.MediaRegister c) {
    Row row = rows.computeIfAbsent(c.id(), id -> new Row());
    row.ip = c.ip();
    row.uri = c.uri();
    row.status = c.status();
    row.lostBy.clear();
  }

  void forget(String id) {
    rows.remove(id);
  }

  /**
   * An incarnation cannot reach one.
   *
   * @param masters with a lease
   */
  MediaVerdict lost(String id, String incarnation, List<String> masters) {
    Row row = rows.get(id);
    if (row == null || !row.status.equals(RUNNING)) {
      return new MediaVerdict(true);
    }
    row.lostBy.add(incarnation);
    boolean areMost = 2 * masters.stream().filter(row.lostBy::contains).count() > masters.size();
    if (areMost) {
      row.status = TERMINATED;
      row.lostBy.clear();
    }
    return new MediaVerdict(areMost);
  }

  void found(String id, String incarnation) {
    Row row = rows.get(id);
    if (row != null) {
      row.lostBy.remove(incarnation);
    }
  }

  /** The word of a dead incarnation counts no longer. */
  void gone(String incarnation) {
    rows.values().forEach(row -> row.lostBy.remove(incarnation));
  }

  /** What is placed on one, to be changed; of an unknown one, nothing that is kept. */
  Set<String> sessionsOn(String id) {
    Row row = rows.get(id);
    return row == null ? new TreeSet<>() : row.sessions;
  }

  /** The running one with the fewest sessions, one to avoid only when there is no other. */
  @Nullable String leastLoaded(Set<String> avoid) {
    String best = null;
    long bestScore = Long.MAX_VALUE;
    for (Map.Entry<String, Row> entry : rows.entrySet()) {
      if (entry.getValue().status.equals(RUNNING)) {
        long penalty = avoid.contains(entry.getKey()) ? Integer.MAX_VALUE : 0;
        long score = penalty + entry.getValue().sessions.size();
        if (score < bestScore) {
          best = entry.getKey();
          bestScore = score;
        }
      }
    }
    return best;
  }

  StoreAnswer.MediaList list() {
    List<MediaNode> list = new ArrayList<>();
    rows.forEach(
        (id, row) ->
            list.add(
                new MediaNode(
                    id,
                    row.ip,
                    row.uri,
                    row.status,
                    row.sessions.size(),
                    List.copyOf(row.sessions))));
    return new StoreAnswer.MediaList(list);
  }
}
