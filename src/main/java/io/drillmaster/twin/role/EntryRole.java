package io.drillmaster.twin.role;

import io.drillmaster.twin.role.ClientSocket.State;
import io.drillmaster.twin.store.StoreAnswer.Found;
import io.drillmaster.twin.store.StoreAnswer.Sealed;
import io.drillmaster.twin.store.StoreAnswer.Session;
import io.drillmaster.twin.store.StoreCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The entry: accepts every client, finds the owner of its session and pipes frames to and fro. When
 * an owner dies it tells the clients, exactly once and never too late: a pipe is registered under
 * its owner before the fate of that owner is read again.
 */
final class EntryRole {

  /** Notice of a crash, in the server's key order. */
  static final String CRASH_NOTICE =
      RpcCodec.notification("masterNodeCrashedNotification", Map.of());

  /** A client that sends more than this before its owner is found is cut: it is not an SDK. */
  private static final int WAITING_MAX = 256;

  private static final Duration LATE_REGISTRATION = Duration.ofSeconds(1);
  private static final Duration LATE_NOTICE = Duration.ofSeconds(4);
  private static final int NORMAL_CLOSURE = 1000;
  private static final int NO_CLOSE_FRAME = 1006;

  private final RoleContext context;
  private final OwnerRole owner;
  private final Suspicions suspicions;
  private final LocalAnswers localAnswers;
  private final Map<Long, ClientSocket> sockets = new HashMap<>();
  private final Map<Long, ClientSocket> pipes = new HashMap<>();
  private final Map<String, Set<ClientSocket>> byOwner = new HashMap<>();
  private final Set<String> sealed = new HashSet<>();

  EntryRole(RoleContext context, OwnerRole owner, Runnable sweepNow) {
    this.context = context;
    this.owner = owner;
    this.suspicions = new Suspicions(context, this, sweepNow);
    this.localAnswers = new LocalAnswers(context, this);
  }

  // --- the client's side

  void opened(MasterInput.ClientOpened input) {
    ClientSocket socket =
        new ClientSocket(input.socket(), input.sessionId(), input.reconnect(), input.ip());
    sockets.put(socket.number, socket);
    if (socket.sessionId.isEmpty()) {
      socket.state = State.LOCAL;
    } else {
      lookup(socket);
    }
  }

  /** Finds the owner; tries again while the store is silent, for as long as a client may wait. */
  void lookup(ClientSocket socket) {
    socket.state = State.LOOKUP;
    lookup(socket, context.nowNanos() + context.clocks.suspense().toNanos());
  }

  private void lookup(ClientSocket socket, long giveUpNanos) {
    context.ask(
        new StoreCommand.Lookup(socket.sessionId),
        (Found found) -> {
          if (socket.state == State.LOOKUP) {
            found(socket, found);
          }
        },
        why -> {
          if (socket.state == State.LOOKUP && context.nowNanos() >= giveUpNanos) {
            reset(socket);
          } else {
            context.after(context.clocks.redial(), () -> retry(socket, giveUpNanos));
          }
        });
  }

  private void retry(ClientSocket socket, long giveUpNanos) {
    if (socket.state == State.LOOKUP) {
      lookup(socket, giveUpNanos);
    }
  }

  private void found(ClientSocket socket, Found found) {
    Session session = found.session();
    if (session != null) {
      attach(socket, session);
      return;
    }
    socket.state = State.LOCAL;
    if (socket.isReconnect && "crash".equals(found.endedBy())) {
      crashed(socket);
    } else {
      List<String> frames = List.copyOf(socket.waiting);
      socket.waiting.clear();
      frames.forEach(frame -> text(socket, frame));
    }
  }

  private void attach(ClientSocket socket, Session session) {
    socket.target = session;
    context.saw(session);
    if (context.has(Bug.NOTICE_RACE)) {
      context.after(LATE_REGISTRATION, () -> registerLate(socket, session));
    } else {
      register(socket, session);
    }
    if (sealed.contains(session.owner())) {
      crashed(socket);
    } else if (session.owner().equals(context.incarnation())) {
      Link link = new LocalLink(socket);
      socket.local = link;
      socket.state = State.PIPED;
      flush(socket);
    } else {
      socket.state = State.DIAL;
      dial(socket);
    }
  }

  private void register(ClientSocket socket, Session session) {
    byOwner.computeIfAbsent(session.owner(), m -> new LinkedHashSet<>()).add(socket);
  }

  private void registerLate(ClientSocket socket, Session session) {
    if (socket.isAttachedTo(session)) {
      register(socket, session);
    }
  }

  /** Opens a pipe for a socket that is in DIAL, or probes the owner for one in SUSPECT. */
  void dial(ClientSocket socket) {
    Session session = socket.target;
    if (session != null) {
      socket.pipe = context.number();
      pipes.put(socket.pipe, socket);
      context.emit(
          new MasterOutput.DialPipe(socket.pipe, session.address(), session.owner(), socket.ip));
    }
  }

  void text(MasterInput.ClientText input) {
    ClientSocket socket = sockets.get(input.socket());
    if (socket != null) {
      text(socket, input.text());
    }
  }

  private void text(ClientSocket socket, String frame) {
    switch (socket.state) {
      case PIPED -> forward(socket, frame);
      case LOCAL, CRASHED -> localAnswers.answer(socket, frame);
      case LOOKUP, DIAL, SUSPECT -> {
        if (socket.waiting.size() >= WAITING_MAX) {
          reset(socket);
        } else {
          socket.waiting.add(frame);
        }
      }
      case CLOSED -> {}
    }
  }

  private void forward(ClientSocket socket, String frame) {
    socket.wasPiped = true;
    Link link = socket.local;
    if (link != null) {
      owner.text(link, frame);
    } else {
      context.emit(new MasterOutput.SendIntoPipe(socket.pipe, frame));
    }
  }

  private void flush(ClientSocket socket) {
    socket.drain().forEach(frame -> text(socket, frame));
  }

  /** A client's close goes on without its reason text, so that the SDK's closes leave no ghosts. */
  void closed(MasterInput.ClientClosed input) {
    ClientSocket socket = sockets.get(input.socket());
    if (socket == null) {
      return;
    }
    boolean closeFrame = input.code() != NO_CLOSE_FRAME;
    String reason = context.has(Bug.FORWARD_CLOSE_REASON) ? input.reason() : "";
    Link link = socket.local;
    endPipe(socket, closeFrame, reason);
    forget(socket);
    if (link != null) {
      owner.closed(link, closeFrame, reason);
    }
  }

  private void endPipe(ClientSocket socket, boolean closeFrame) {
    endPipe(socket, closeFrame, "");
  }

  private void endPipe(ClientSocket socket, boolean closeFrame, String reason) {
    if (socket.pipe != 0 && pipes.remove(socket.pipe) != null) {
      context.emit(new MasterOutput.EndPipe(socket.pipe, closeFrame, reason));
    }
    socket.pipe = 0;
    socket.local = null;
  }

  private void forget(ClientSocket socket) {
    socket.state = State.CLOSED;
    socket.waiting.clear();
    sockets.remove(socket.number);
    detach(socket);
  }

  private void detach(ClientSocket socket) {
    String known = socket.owner();
    Set<ClientSocket> siblings = known == null ? null : byOwner.get(known);
    if (known != null && siblings != null) {
      siblings.remove(socket);
      if (siblings.isEmpty()) {
        byOwner.remove(known);
      }
    }
    suspicions.forget(socket);
  }

  void send(ClientSocket socket, String frame) {
    if (socket.state != State.CLOSED) {
      context.emit(new MasterOutput.SendToClient(socket.number, frame));
    }
  }

  /** Cuts a client without a word, so that it tries again by itself. */
  void reset(ClientSocket socket) {
    if (socket.state != State.CLOSED) {
      Link link = socket.local;
      endPipe(socket, false);
      forget(socket);
      context.emit(new MasterOutput.ResetClient(socket.number));
      if (link != null) {
        owner.closed(link, false, "");
      }
    }
  }

  private void close(ClientSocket socket, int code, String reason) {
    if (socket.state != State.CLOSED) {
      endPipe(socket, true);
      forget(socket);
      context.emit(new MasterOutput.CloseClient(socket.number, code, reason));
    }
  }

  // --- the owner's side

  void pipeOpened(long pipe) {
    ClientSocket socket = pipes.get(pipe);
    if (socket == null) {
      context.emit(new MasterOutput.EndPipe(pipe, false, ""));
    } else {
      suspicions.cleared(socket);
      if (socket.state != State.CLOSED) {
        piped(socket);
      }
    }
  }

  private void piped(ClientSocket socket) {
    socket.state = State.PIPED;
    flush(socket);
    // Registered under its owner since attach(); read its fate again, or a notice could be lost.
    String known = socket.owner();
    if (known != null) {
      context.ask(
          new StoreCommand.IsSealed(known),
          (Sealed answer) -> {
            if (answer.sealed()) {
              ownerSealed(known);
            }
          },
          why -> {});
    }
  }

  void pipeText(long pipe, String frame) {
    ClientSocket socket = pipes.get(pipe);
    if (socket != null && socket.state == State.PIPED) {
      send(socket, frame);
    }
  }

  void pipeClosed(long pipe, int code, String reason) {
    ClientSocket socket = pipes.remove(pipe);
    if (socket != null) {
      socket.pipe = 0;
      close(socket, code, reason);
    }
  }

  void pipeCut(long pipe) {
    ClientSocket socket = pipes.remove(pipe);
    if (socket != null) {
      socket.pipe = 0;
      if (isUnregistered(socket)) {
        socket.state = State.LOCAL;
      } else {
        suspicions.suspect(socket);
      }
    }
  }

  private boolean isUnregistered(ClientSocket socket) {
    return context.has(Bug.NOTICE_RACE)
        && !byOwner.getOrDefault(String.valueOf(socket.owner()), Set.of()).contains(socket);
  }

  /** An incarnation is sealed: everybody who hangs on it is told, its frames count no more. */
  void ownerSealed(String incarnation) {
    sealed.add(incarnation);
    Set<ClientSocket> hit = byOwner.remove(incarnation);
    if (hit != null) {
      new ArrayList<>(hit).forEach(this::bereaved);
      if (context.has(Bug.LATE_CRASH_NOTICE)) {
        Set<String> ids = hit.stream().map(s -> s.sessionId).collect(Collectors.toSet());
        context.after(LATE_NOTICE, () -> noticeAgain(ids));
      }
    }
    if (context.has(Bug.PANIC_ON_SEAL)) {
      List.copyOf(sockets.values()).forEach(this::reset);
    }
  }

  private void bereaved(ClientSocket socket) {
    boolean isUntold = context.has(Bug.LOST_NOTICE) && socket.number % 2 == 0;
    if (isUntold || context.has(Bug.PONG_BY_ENTRY)) {
      endPipe(socket, false);
      detach(socket);
      socket.state = isUntold ? State.CRASHED : State.LOCAL;
      // Whoever pinged while the owner was in doubt would not wait for longer.
      (isUntold ? List.<String>of() : socket.drain()).forEach(frame -> text(socket, frame));
    } else {
      crashed(socket);
    }
  }

  private void noticeAgain(Set<String> sessionIds) {
    List.copyOf(sockets.values()).stream()
        .filter(socket -> socket.state == State.PIPED && sessionIds.contains(socket.sessionId))
        .forEach(this::crashed);
  }

  private void crashed(ClientSocket socket) {
    endPipe(socket, false);
    detach(socket);
    socket.state = State.CRASHED;
    socket.waiting.clear();
    send(socket, CRASH_NOTICE);
    context.after(context.clocks.crashedClose(), () -> close(socket, NORMAL_CLOSURE, ""));
  }

  /** The channel between both roles of this master. */
  private final class LocalLink extends Link {
    private final ClientSocket socket;

    LocalLink(ClientSocket socket) {
      super(socket.ip, context.ids.finalUser());
      this.socket = socket;
    }

    @Override
    void send(String text) {
      if (socket.local == this) {
        EntryRole.this.send(socket, text);
      }
    }

    @Override
    void close(int code, String reason) {
      if (socket.local == this) {
        EntryRole.this.close(socket, code, reason);
      }
    }

    @Override
    void cut() {
      if (socket.local == this) {
        reset(socket);
      }
    }
  }
}
