package io.drillmaster.twin.role;

import io.drillmaster.twin.role.ClientSocket.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Owners whose pipes ended without a word. One socket per owner knocks again for all of them until
 * the owner answers, is sealed, or the clients have waited long enough.
 */
final class Suspicions {

  private static final class Suspicion {
    final Set<ClientSocket> sockets = new LinkedHashSet<>();
    final long giveUpNanos;

    Suspicion(long giveUpNanos) {
      this.giveUpNanos = giveUpNanos;
    }
  }

  private final RoleContext context;
  private final EntryRole entry;
  private final Runnable sweepNow;
  private final Map<String, Suspicion> byOwner = new HashMap<>();

  Suspicions(RoleContext context, EntryRole entry, Runnable sweepNow) {
    this.context = context;
    this.entry = entry;
    this.sweepNow = sweepNow;
  }

  /** A pipe of this socket ended or could not be opened. */
  void suspect(ClientSocket socket) {
    String owner = socket.owner();
    if (owner == null || socket.state == State.CLOSED || socket.state == State.CRASHED) {
      return;
    }
    socket.state = State.SUSPECT;
    Suspicion known = byOwner.get(owner);
    if (known != null) {
      known.sockets.add(socket);
      return;
    }
    Suspicion suspicion = new Suspicion(context.nowNanos() + context.clocks.suspense().toNanos());
    suspicion.sockets.add(socket);
    byOwner.put(owner, suspicion);
    sweepNow.run();
    knockLater(owner, suspicion);
  }

  private void knockLater(String owner, Suspicion suspicion) {
    context.after(context.clocks.redial(), () -> knock(owner, suspicion));
  }

  private void knock(String owner, Suspicion suspicion) {
    if (byOwner.get(owner) != suspicion) {
      return;
    }
    if (context.nowNanos() >= suspicion.giveUpNanos) {
      byOwner.remove(owner);
      new ArrayList<>(suspicion.sockets).forEach(entry::reset);
      return;
    }
    ClientSocket first = suspicion.sockets.iterator().next();
    if (first.pipe == 0) {
      entry.dial(first);
    }
    knockLater(owner, suspicion);
  }

  /** The owner answered: those it has heard before start anew, the others go on where they were. */
  void cleared(ClientSocket knocker) {
    String owner = knocker.owner();
    Suspicion suspicion = owner == null ? null : byOwner.remove(owner);
    if (suspicion == null) {
      return;
    }
    List<ClientSocket> waiting = new ArrayList<>(suspicion.sockets);
    for (ClientSocket socket : waiting) {
      if (socket.wasPiped) {
        entry.reset(socket);
      } else if (socket != knocker) {
        socket.state = State.DIAL;
        entry.dial(socket);
      }
    }
  }

  /** The socket is gone, or its owner is sealed. */
  void forget(ClientSocket socket) {
    String owner = socket.owner();
    Suspicion suspicion = owner == null ? null : byOwner.get(owner);
    if (owner != null && suspicion != null) {
      suspicion.sockets.remove(socket);
      if (suspicion.sockets.isEmpty()) {
        byOwner.remove(owner);
      }
    }
  }
}
