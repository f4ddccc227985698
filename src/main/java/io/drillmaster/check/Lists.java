package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the prober reads, bound to who is meant: lists name connections, which tie a createdAt to a
 * life (checks.md 2.4).
 */
final class Lists {

  private final Cast cast;
  private final Nodes nodes;
  private final Faults faults;

  /** End of the prober's last good read of the session list, and of its last failed read. */
  long readAt = NEVER;

  long failedAt = NEVER;
  String failure = "";

  /** The cluster's own health as last read. */
  long healthAt = NEVER;

  boolean healthy;
  String health = "";

  Lists(Cast cast, Nodes nodes, Faults faults) {
    this.cast = cast;
    this.nodes = nodes;
    this.faults = faults;
  }

  void accept(ProbeEvent event) {
    if (event instanceof ProbeEvent.SessionsRead read) {
      sessions(read);
    } else if (event instanceof ProbeEvent.MediaNodesRead read) {
      for (ProbeEvent.MediaNodeView view : read.nodes()) {
        nodes.media.listed(view.id(), view.ip());
      }
    } else if (event instanceof ProbeEvent.HealthRead read) {
      if (read.node() == null) {
        healthAt = read.at();
        healthy = read.good();
        health = read.status() + " " + read.detail();
      }
    } else if (event instanceof ProbeEvent.ReadFailed failed) {
      if (isOfCluster(failed)) {
        failedAt = failed.at();
        failure = failed.what() + " answered " + failed.status() + " " + failed.detail();
      }
    } else if (event instanceof ProbeEvent.Webhook webhook) {
      webhook(webhook);
    }
  }

  /** A node that is asked directly may be under a fault of ours. */
  private static boolean isOfCluster(ProbeEvent.ReadFailed failed) {
    return !failed.what().contains(" of ");
  }

  private void sessions(ProbeEvent.SessionsRead read) {
    if (read.node() == null) {
      readAt = read.at();
    }
    for (ProbeEvent.SessionView view : read.sessions()) {
      Room room = cast.room(view.session());
      if (room != null) {
        listed(room, view, read.at());
      }
    }
  }

  private void listed(Room room, ProbeEvent.SessionView view, long at) {
    Creation creation = room.creation(view.createdAt());
    if (view.mediaNode() != null) {
      creation.mediaNodeId = view.mediaNode();
    }
    List<ProbeEvent.ConnectionView> connections = view.connections();
    for (int i = 0; i < connections.size(); i++) {
      creation.wasActive |= connections.get(i).active();
      Con con = cast.conOf(connections.get(i).con());
      if (con.creation != creation) {
        bind(cast, con, creation, at);
      }
    }
  }

  /** A connection was listed under a creation: so its life is that creation. */
  static void bind(Cast cast, Con con, Creation creation, long at) {
    Room room = creation.room;
    Creation before = con.creation;
    if (before != null && before != creation) {
      cast.conflict(
          new Cast.Conflict(
              "connection %s is listed under two creations of the session, createdAt %d and %d"
                  .formatted(con.id, before.createdAt, creation.createdAt),
              room.session,
              nameOf(con),
              at,
              con.joinedAt));
      return;
    }
    con.creation = creation;
    Life life = con.life;
    if (life == null || life.creation == creation) {
      return;
    }
    Creation other = life.creation;
    if (other == null) {
      life.creation = creation;
      creation.life = life;
    } else {
      life.isClaimedTwice = true;
      cast.conflict(
          new Cast.Conflict(
              "%s is claimed by two creations of the session, createdAt %d and createdAt %d (%s)"
                  .formatted(life.words(), other.createdAt, creation.createdAt, con.id),
              room.session,
              nameOf(con),
              at,
              con.joinedAt));
    }
  }

  private static String nameOf(Con con) {
    Person person = con.person;
    return person == null ? "" : person.name;
  }

  private void webhook(ProbeEvent.Webhook webhook) {
    if (webhook.event().equals("nodeCrashed")) {
      crashed(webhook);
    } else if (webhook.event().equals("sessionDestroyed")) {
      Room room = cast.room(webhook.session());
      if (room != null && !"nodeCrashed".equals(webhook.reason())) {
        room.destroyedWebhooksAt.add(webhook.at());
      }
    }
  }

  private void crashed(ProbeEvent.Webhook webhook) {
    Set<Room> rooms = new HashSet<>();
    for (String session : webhook.sessions()) {
      Room room = cast.room(session);
      if (room != null) {
        room.crashWebhooksAt.add(webhook.at());
        rooms.add(room);
      }
    }
    String master = nodes.masterOfId(webhook.node());
    if (webhook.nodeRole().equals("masternode") && master != null) {
      faults.listed(master, rooms, webhook.at());
    }
  }

  void owns(NodeEvent.Owns owns) {
    List<String> sessions = owns.sessions();
    for (int i = 0; i < sessions.size(); i++) {
      Room room = cast.room(sessions.get(i));
      if (room != null && i < owns.createdAts().size()) {
        room.creation(owns.createdAts().get(i)).owner = owns.node();
      }
    }
  }

  /** The media node's name as REST last said; null = unknown. */
  @Nullable String mediaNode(Life life) {
    return nodes.mediaNode(life);
  }
}
