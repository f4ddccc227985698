package io.drillmaster.twin.store;

import java.util.List;
import java.util.Set;

/**
 * One atomic step of the store. The type parameter names the answer it gets. "Incarnation" is
 * always {@code node#boot}, for example {@code m1#1795378144193}.
 *
 * @param <A> the answer of the command
 */
public sealed interface StoreCommand<A extends StoreAnswer> {

  /**
   * Sets the epoch of a fresh, certainly unused store, so that creation needs no quarantine. The
   * harness does it once, before the first master starts; it changes nothing when an epoch exists.
   */
  record PresetEpoch(String epoch) implements StoreCommand<StoreAnswer.Done> {}

  /**
   * Registers a new incarnation: takes a boot number, the lease and the node record; gives a store
   * without epoch the proposed one (and thereby starts its quarantine).
   *
   * @param node stable name of the node, for example {@code m1}
   * @param nodeId its id in health JSON and webhooks
   * @param address host:port where peers reach this master
   * @param leaseMillis life of the lease
   * @param proposedEpoch random id used only when the store has none
   */
  record Boot(String node, String nodeId, String address, long leaseMillis, String proposedEpoch)
      implements StoreCommand<StoreAnswer.Booted> {}

  /**
   * Renews a lease that still exists, if the store's contents are still those of the epoch and hold
   * all that was written.
   *
   * @param answeredWrites creations, placements and ends of this incarnation that took effect, as
   *     far as it knows
   */
  record Renew(String incarnation, String epoch, long leaseMillis, long answeredWrites)
      implements StoreCommand<StoreAnswer.Renewal> {}

  /** Marks a living incarnation as draining: it creates no more sessions. */
  record Drain(String incarnation) implements StoreCommand<StoreAnswer.Done> {}

  /** All incarnations that are not dead, with whether their lease exists. */
  record Nodes() implements StoreCommand<StoreAnswer.NodeList> {}

  /**
   * Opens a life of a session.
   *
   * @param quarantineMillis how long after the epoch's birth creation is refused
   */
  record Create(String sessionId, String incarnation, long quarantineMillis)
      implements StoreCommand<StoreAnswer.Creation> {}

  /** The open life of a session and the record of its last one. */
  record Lookup(String sessionId) implements StoreCommand<StoreAnswer.Found> {}

  /**
   * The media node of a life; chosen by load and stored when it has none.
   *
   * @param avoid media nodes that the caller cannot reach right now; only a hint for the choice
   */
  record Place(String sessionId, String incarnation, long life, Set<String> avoid)
      implements StoreCommand<StoreAnswer.Placement> {
    public Place {
      avoid = Set.copyOf(avoid);
    }
  }

  /** Ends a life, if this incarnation still owns it; otherwise changes nothing. */
  record End(String sessionId, String incarnation, long life, String cause)
      implements StoreCommand<StoreAnswer.Ending> {}

  /**
   * Seals an incarnation whose lease has expired: marks it dead, ends its lives as crashed, appends
   * it to the log of the dead.
   *
   * @param force drops the lease first: only for oneself when stopping, or for an older boot of the
   *     own node while holding the node's file lock
   */
  record Seal(String incarnation, boolean force) implements StoreCommand<StoreAnswer.Sealing> {}

  /** Whether an incarnation is sealed (or unknown to this store, which is the same to a reader). */
  record IsSealed(String incarnation) implements StoreCommand<StoreAnswer.Sealed> {}

  /**
   * What every master's sweep reads: incarnations without a lease, and the log of the dead after a
   * position.
   *
   * @param position number of entries already read
   */
  record Sweep(long position) implements StoreCommand<StoreAnswer.Swept> {}

  /** Adds or updates a media node. Its load starts at 0 when it is new. */
  record MediaRegister(String id, String ip, String uri, String status)
      implements StoreCommand<StoreAnswer.Done> {}

  /**
   * A master cannot reach a media node. When more than half of the masters with a lease say so, it
   * is terminated: the word of one may only show that this one is cut off.
   */
  record MediaLost(String id, String incarnation)
      implements StoreCommand<StoreAnswer.MediaVerdict> {}

  /** A master that could not reach a media node reaches it again. */
  record MediaFound(String id, String incarnation) implements StoreCommand<StoreAnswer.Done> {}

  /** Removes a media node from the registry. */
  record MediaForget(String id) implements StoreCommand<StoreAnswer.Done> {}

  /** The registry of media nodes with load and sessions, ordered by id. */
  record MediaNodes() implements StoreCommand<StoreAnswer.MediaList> {}

  /** All kinds of commands, for exhaustive tests. */
  static List<Class<?>> kinds() {
    return List.of(StoreCommand.class.getPermittedSubclasses());
  }
}
