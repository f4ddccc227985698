package io.drillmaster.run.port;

import io.drillmaster.drill.Fault;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The actor that breaks things and puts them right. Writes {@link
 * io.drillmaster.history.FaultEvent}s. Thread-safe.
 */
public interface Nemesis extends AutoCloseable {

  /**
   * Picks the victims, with the drill's seed, among the nodes alive now.
   *
   * @throws Refused when nothing matches or the safety bounds would be broken
   */
  List<Node> choose(Fault fault, Placement placement);

  /**
   * Looks whether a fault could be injected into these victims now; touches nothing.
   *
   * @return what would be done to whom, and what would undo it, one line each
   * @throws Refused when it could not
   */
  List<String> rehearse(Fault fault, List<Node> victims);

  /**
   * Writes intent and undo to the ledger, re-checks the victims, acts, and observes effect and
   * signature (decision D4) within 2 s. A timed fault heals by itself after its time. Returns once
   * effect and signature were looked for; a missing one is a {@code FaultEvent.Failed} and a false
   * return.
   */
  boolean inject(Fault fault, List<Node> victims);

  /** The run is to stop: whoever waits for an effect to show waits no longer. Idempotent. */
  default void hurry() {}

  /**
   * Looks from now on until closed whether a lever that the cluster carries was pulled. Called
   * once.
   *
   * @param pull takes why the run is to stop
   */
  default void heed(Consumer<String> pull) {}

  /** Nodes with an active fault of ours. */
  List<String> afflicted();

  /**
   * Undoes all that is not healed yet, in reverse order, idempotent, verified by observation.
   *
   * @return what could not be healed in time; empty = all is healed
   */
  List<String> heal(Duration bound);

  @Override
  void close();

  /**
   * A fault was refused before anything was touched; the message says value, allowed range and
   * cure.
   */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message);
    }
  }
}
