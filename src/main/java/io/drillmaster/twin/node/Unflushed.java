package io.drillmaster.twin.node;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Links whose frames wait to be handed to the system together, at the end of a turn. Handing one
 * over may show that it is dead; its end is a turn of its own within this one, which writes to
 * others and hands over again. Belongs to one event loop.
 */
final class Unflushed<L> {

  private final Set<L> links = new LinkedHashSet<>();
  private boolean isFlushing;

  void add(L link) {
    links.add(link);
  }

  /**
   * Hands over whatever waits, and what comes to wait meanwhile; a call from within does nothing,
   * the outer one goes on.
   *
   * @param mayFlush asked before each round; if not, what waits is dropped
   */
  void flush(BooleanSupplier mayFlush, Consumer<L> flush) {
    if (isFlushing) {
      return;
    }
    isFlushing = true;
    try {
      while (!links.isEmpty() && mayFlush.getAsBoolean()) {
        List<L> round = List.copyOf(links);
        links.clear();
        round.forEach(flush);
      }
    } finally {
      links.clear();
      isFlushing = false;
    }
  }
}
