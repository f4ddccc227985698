package io.drillmaster.history;

import io.drillmaster.drill.Role;
import java.util.List;

/**
 * What the target's own observable surface says about nodes, entries and owners; never a truth log.
 */
public sealed interface NodeEvent extends Event {

  /** Where a statement about a place comes from (decision D28). */
  enum Source {
    BALANCER_LOG,
    NODE_PROBE,
    WEBHOOK,
    PROCESS_TABLE
  }

  /**
   * A node incarnation was seen alive.
   *
   * @param node stable name, e.g. m2; a replacement has a new one
   * @param incarnation boot id, e.g. m2#5
   * @param pid process number; 0 = unknown
   * @param addresses own addresses ip:port, the media address first for media nodes
   * @param mediaIp the address a media node advertises; empty = none
   * @param id what the product calls it, e.g. media_..., master_..., i-...; empty = unknown
   * @param otherwiseAt last stamp at which it was not there, where the target is asked now and
   *     then; 0 = told as it happened, or not known
   */
  record Seen(
      long at,
      String node,
      Role role,
      String incarnation,
      long pid,
      List<String> addresses,
      String mediaIp,
      String id,
      long otherwiseAt)
      implements NodeEvent {
    public Seen {
      addresses = List.copyOf(addresses);
    }

    /** One told as it happened. */
    public Seen(
        long at,
        String node,
        Role role,
        String incarnation,
        long pid,
        List<String> addresses,
        String mediaIp,
        String id) {
      this(at, node, role, incarnation, pid, addresses, mediaIp, id, 0);
    }
  }

  /**
   * A node incarnation ended.
   *
   * @param expected whether a fault of ours or the end of the run asked for it
   * @param how exit status or signal, in words
   * @param otherwiseAt last stamp at which it was there, as of {@link Seen}
   */
  record Gone(
      long at,
      String node,
      Role role,
      String incarnation,
      boolean expected,
      String how,
      long otherwiseAt)
      implements NodeEvent {

    /** One told as it happened. */
    public Gone(long at, String node, Role role, String incarnation, boolean expected, String how) {
      this(at, node, role, incarnation, expected, how, 0);
    }

    /** How the words begin of a node that was ended only after the others had given it up. */
    public static final String GIVEN_UP = "given up by the others, then ";
  }

  /**
   * The balancer changed its mind about a target.
   *
   * @param balancer which balancer
   * @param node the target
   * @param healthy whether it is in rotation now
   * @param otherwiseAt last stamp at which it was otherwise, as of {@link Seen}
   */
  record Rotation(
      long at, String balancer, String node, boolean healthy, String reason, long otherwiseAt)
      implements NodeEvent {

    /** One told as it happened. */
    public Rotation(long at, String balancer, String node, boolean healthy, String reason) {
      this(at, balancer, node, healthy, reason, 0);
    }
  }

  /**
   * The entry master of the socket that the client opened from {@code local} to {@code remote}.
   *
   * @param balancer which one chose it; empty = not told
   * @param local the client's ip:port
   * @param remote ip:port that the client reached; empty = not told. A port of a client may lead to
   *     several balancers at once
   * @param node the master's name
   */
  record EntryOf(long at, Source source, String balancer, String local, String remote, String node)
      implements NodeEvent {

    /** One that does not tell the balancer. */
    public EntryOf(long at, Source source, String local, String node) {
      this(at, source, "", local, "", node);
    }
  }

  /**
   * The balancer passed a request or an upgrade on to a target that gave no answer, and answered
   * itself.
   *
   * @param passedAt when it passed it on
   * @param local the client's ip:port
   * @param status its own answer, e.g. 502
   */
  record Unreached(
      long at,
      long passedAt,
      Source source,
      String balancer,
      String local,
      String node,
      String incarnation,
      int status)
      implements NodeEvent {}

  /**
   * Keys of the shared store whose names begin alike.
   *
   * @param family the common beginning, e.g. ov:life
   * @param keys how many there are
   * @param expiring how many of them expire by themselves
   * @param examples the first names
   */
  record StoreKeys(String family, long keys, long expiring, List<String> examples) {
    public StoreKeys {
      examples = List.copyOf(examples);
    }
  }

  /** What the shared store held. */
  record StoreRead(long at, List<StoreKeys> families) implements NodeEvent {
    public StoreRead {
      families = List.copyOf(families);
    }
  }

  /**
   * A master that said it owns these sessions at that time; {@code createdAts} runs beside {@code
   * sessions}.
   */
  record Owns(
      long at,
      long invokedAt,
      Source source,
      String node,
      List<String> sessions,
      List<Long> createdAts)
      implements NodeEvent {
    public Owns {
      sessions = List.copyOf(sessions);
      createdAts = List.copyOf(createdAts);
    }
  }
}
