package io.drillmaster.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * All that is known of a run, in one order: by stamp, then writer, then index. A view that can be
 * read again and again; checkers need nothing else.
 */
public interface History {

  /** The headers of its files, by writer. */
  List<Header> headers();

  /**
   * Reads it once from the beginning.
   *
   * @return what is missing or damaged
   */
  List<Damage> read(Consumer<Recorded> to);

  /**
   * What a reading must add to its damages when the harness's own file is not there at all: it says
   * what was broken.
   */
  default List<Damage> missing(List<Damage> found) {
    boolean isKnown =
        headers().stream().anyMatch(header -> header.writer().equals(Header.HARNESS))
            || found.stream().anyMatch(damage -> damage.writer().equals(Header.HARNESS));
    return isKnown
        ? List.of()
        : List.of(
            new Damage(
                Header.HARNESS,
                Damage.Kind.MISSING,
                0,
                "its file is missing: faults, phases and nodes are not known"));
  }

  /** What a reader should know of how it was put together, e.g. clocks of several hosts. */
  default List<String> notes() {
    return List.of();
  }

  /** A history in memory: the events of one or several writers, in any order. */
  static History of(List<Header> headers, List<Recorded> events, List<Damage> damages) {
    List<Recorded> sorted = new ArrayList<>(events);
    sorted.sort(
        (a, b) ->
            EventOrder.MERGED.compare(
                new EventOrder.Ordered(a.event().at(), a),
                new EventOrder.Ordered(b.event().at(), b)));
    return new InMemory(headers, sorted, damages);
  }

  /** A history in memory, sorted. */
  record InMemory(List<Header> headers, List<Recorded> events, List<Damage> damages)
      implements History {
    public InMemory {
      headers = List.copyOf(headers);
      events = List.copyOf(events);
      damages = List.copyOf(damages);
    }

    @Override
    public List<Damage> read(Consumer<Recorded> to) {
      events.forEach(to);
      return damages;
    }
  }
}
