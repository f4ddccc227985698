package io.drillmaster.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the prober read or was sent. {@code invokedAt} is stamped before the request, {@code at}
 * after the answer; {@code via} is the ip:port of the balancer that it was asked through, empty
 * where there is only one or none.
 */
public sealed interface ProbeEvent extends Event {

  /** A connection in a REST list. */
  record ConnectionView(String con, boolean active, int publishers) {}

  /** A session in a REST list; {@code mediaNode} null = the answer has none. */
  record SessionView(
      String session,
      long createdAt,
      @Nullable String mediaNode,
      List<ConnectionView> connections) {
    public SessionView {
      connections = List.copyOf(connections);
    }
  }

  /**
   * `GET /sessions` was answered.
   *
   * @param reader who read: the prober's name
   * @param node the master it was asked from directly, or null through the balancer
   * @param instance AWS_INSTANCE_ID of a config call on the same connection, a hint only; null =
   *     none
   */
  record SessionsRead(
      long at,
      long invokedAt,
      String reader,
      @Nullable String node,
      @Nullable String instance,
      List<SessionView> sessions,
      String via)
      implements ProbeEvent {
    public SessionsRead {
      sessions = List.copyOf(sessions);
    }

    /** One through the only balancer. */
    public SessionsRead(
        long at,
        long invokedAt,
        String reader,
        @Nullable String node,
        @Nullable String instance,
        List<SessionView> sessions) {
      this(at, invokedAt, reader, node, instance, sessions, "");
    }
  }

  /** A media node in its list. */
  record MediaNodeView(String id, String ip, String uri, String status, List<String> sessions) {
    public MediaNodeView {
      sessions = List.copyOf(sessions);
    }
  }

  /** `GET /media-nodes?sessions=true` was answered. */
  record MediaNodesRead(
      long at, long invokedAt, String reader, List<MediaNodeView> nodes, String via)
      implements ProbeEvent {
    public MediaNodesRead {
      nodes = List.copyOf(nodes);
    }

    /** One through the only balancer. */
    public MediaNodesRead(long at, long invokedAt, String reader, List<MediaNodeView> nodes) {
      this(at, invokedAt, reader, nodes, "");
    }
  }

  /**
   * A health endpoint was asked.
   *
   * @param node a node's name, or null for the cluster through the balancer
   * @param status HTTP status; 0 = no answer
   * @param good whether it says UP
   * @param detail states per node, or the error
   */
  record HealthRead(
      long at,
      long invokedAt,
      @Nullable String node,
      int status,
      boolean good,
      String detail,
      String via)
      implements ProbeEvent {

    /** One through the only balancer, or of a node. */
    public HealthRead(
        long at, long invokedAt, @Nullable String node, int status, boolean good, String detail) {
      this(at, invokedAt, node, status, good, detail, "");
    }
  }

  /**
   * A REST call of the prober failed.
   *
   * @param what e.g. "GET /sessions"
   * @param status HTTP status; 0 = no answer
   */
  record ReadFailed(
      long at, long invokedAt, String reader, String what, int status, String detail, String via)
      implements ProbeEvent {

    /** One through the only balancer, or of a node. */
    public ReadFailed(
        long at, long invokedAt, String reader, String what, int status, String detail) {
      this(at, invokedAt, reader, what, status, detail, "");
    }
  }

  /**
   * A webhook arrived.
   *
   * @param sentAt its own timestamp, epoch milliseconds of the sender's clock
   * @param event e.g. sessionCreated, sessionDestroyed, participantLeft, nodeCrashed
   * @param session session id; empty = none
   * @param uniqueSession uniqueSessionId; empty = none
   * @param con connection id; empty = none
   * @param reason null = the webhook has none
   * @param node node id of a cluster event; empty = none
   * @param nodeRole "masternode" or "medianode"; empty = none
   * @param sessions sessionIds of a cluster event
   */
  record Webhook(
      long at,
      long sentAt,
      String event,
      String session,
      String uniqueSession,
      String con,
      @Nullable String reason,
      String node,
      String nodeRole,
      List<String> sessions)
      implements ProbeEvent {
    public Webhook {
      sessions = List.copyOf(sessions);
    }
  }
}
