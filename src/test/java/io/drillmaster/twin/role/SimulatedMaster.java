package io.drillmaster.twin.role;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One master process in fake time: takes one step after the other (handle an input, check an
 * output, write it) and may be stopped between any two of them.
 */
final class SimulatedMaster {

  private static final long DIAL_TIMEOUT_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long REST_TIMEOUT_NANOS = Duration.ofSeconds(2).toNanos();

  /** One pipe as both ends know it. */
  private static final class Pipe {
    final long dialled;
    final SimulatedMaster entry;
    final SimulatedMaster owner;
    final long accepted;
    boolean isOpen;
    boolean isOver;

    Pipe(long dialled, SimulatedMaster entry, SimulatedMaster owner, long accepted) {
      this.dialled = dialled;
      this.entry = entry;
      this.owner = owner;
      this.accepted = accepted;
    }
  }

  final SimulatedCluster cluster;
  final MasterRole role;
  final String address;
  boolean isAlive = true;

  /** Its questions never reach the store. */
  boolean isCutFromStore;

  /** Answers of the store never reach it. */
  boolean isDeafToStore;

  /** What answers of the store need on top of the weather. */
  long storeAnswerLagNanos;

  String incarnation = "";
  String haltedBecause = "";
  final List<MediaCommand> mediaAsked = new ArrayList<>();
  private final Deque<MasterInput> inbox = new ArrayDeque<>();
  private final Deque<MasterOutput> outbox = new ArrayDeque<>();
  private final Map<Long, Pipe> dialled = new HashMap<>();
  private final Map<Long, Pipe> accepted = new HashMap<>();
  private boolean isChecked;
  private boolean isStepPlanned;
  private long stoppedUntilNanos;
  private long plannedWakeNanos = Long.MAX_VALUE;

  SimulatedMaster(SimulatedCluster cluster, MasterRole role, String address) {
    this.cluster = cluster;
    this.role = role;
    this.address = address;
  }

  void enqueue(MasterInput input) {
    if (isAlive) {
      inbox.add(input);
      plan();
    }
  }

  /** SIGSTOP for a while. */
  void stopFor(Duration length) {
    stoppedUntilNanos = Math.max(stoppedUntilNanos, cluster.nowNanos() + length.toNanos());
  }

  /** SIGKILL: the kernel ends all its sockets. */
  void kill() {
    if (isAlive) {
      isAlive = false;
      inbox.clear();
      outbox.clear();
      Map.copyOf(dialled).values().forEach(pipe -> end(pipe, true, false, ""));
      Map.copyOf(accepted).values().forEach(pipe -> cut(pipe, false));
      cluster.resetClientsOf(this);
    }
  }

  /** Breaks every pipe that this entry has dialled. */
  void cutPipes() {
    Map.copyOf(dialled).values().forEach(pipe -> cut(pipe, true));
  }

  private void plan() {
    if (!isStepPlanned) {
      isStepPlanned = true;
      cluster.after(0, this::step);
    }
  }

  private void step() {
    isStepPlanned = false;
    if (!isAlive) {
      return;
    }
    if (cluster.nowNanos() < stoppedUntilNanos) {
      isStepPlanned = true;
      cluster.after(stoppedUntilNanos - cluster.nowNanos(), this::step);
      return;
    }
    long stop = cluster.setup.weather().stopNanos(cluster.random, isChecked);
    if (stop > 0) {
      stopFor(Duration.ofNanos(stop));
      plan();
      return;
    }
    act();
  }

  private void act() {
    MasterOutput output = outbox.peek();
    if (output == null) {
      MasterInput input = inbox.poll();
      role.on(cluster.nowNanos(), input == null ? new MasterInput.Tick() : input, outbox::add);
    } else if (!isChecked) {
      boolean isFenced = output instanceof MasterOutput.Fenced;
      if (isFenced && !role.isValid(cluster.nowNanos())) {
        haltedBecause = "fenced before a write";
        kill();
        return;
      }
      isChecked = true;
    } else {
      isChecked = false;
      outbox.poll();
      write(output);
    }
    if (!outbox.isEmpty() || !inbox.isEmpty()) {
      plan();
    } else {
      sleepUntilDeadline();
    }
  }

  private void sleepUntilDeadline() {
    long due = role.deadlineNanos();
    if (due != Long.MAX_VALUE
        && (due < plannedWakeNanos || plannedWakeNanos <= cluster.nowNanos())) {
      plannedWakeNanos = due;
      cluster.after(
          Math.max(0, due - cluster.nowNanos()),
          () -> {
            if (plannedWakeNanos == due) {
              plannedWakeNanos = Long.MAX_VALUE;
            }
            if (isAlive) {
              plan();
            }
          });
    }
  }

  private void write(MasterOutput output) {
    if (output instanceof MasterOutput.AskStore o) {
      cluster.askStore(this, o);
    } else if (output instanceof MasterOutput.Ready o) {
      incarnation = o.incarnation();
    } else if (output instanceof MasterOutput.Halt o) {
      haltedBecause = o.why();
      kill();
    } else if (output instanceof MasterOutput.SendToClient o) {
      cluster.toClient(o.socket(), o.text());
    } else if (output instanceof MasterOutput.CloseClient o) {
      cluster.endClientLater(o.socket(), o.code(), o.reason());
    } else if (output instanceof MasterOutput.ResetClient o) {
      cluster.endClientLater(o.socket(), 1006, "");
    } else if (output instanceof MasterOutput.AnswerRest o) {
      cluster.answerRest(o.request(), o.answer());
    } else if (output instanceof MasterOutput.Webhook o) {
      cluster.webhooks.add(o);
    } else if (!media(output)) {
      pipes(output);
    }
  }

  // --- pipes

  private void pipes(MasterOutput output) {
    if (output instanceof MasterOutput.DialPipe o) {
      dial(o);
    } else if (output instanceof MasterOutput.SendIntoPipe o) {
      Pipe pipe = dialled.get(o.pipe());
      if (pipe != null) {
        cluster.deliver(
            "p>" + o.pipe(),
            () -> pipe.owner.enqueue(new MasterInput.EntryText(pipe.accepted, o.text())));
      }
    } else if (output instanceof MasterOutput.EndPipe o) {
      Pipe pipe = dialled.get(o.pipe());
      if (pipe != null) {
        end(pipe, false, o.closeFrame(), o.reason());
      }
    } else if (output instanceof MasterOutput.AcceptEntry o) {
      Pipe pipe = accepted.get(o.pipe());
      if (pipe != null) {
        pipe.isOpen = true;
        cluster.deliver(
            "p<" + pipe.dialled,
            () -> pipe.entry.enqueue(new MasterInput.PipeOpened(pipe.dialled)));
      }
    } else if (output instanceof MasterOutput.SendToEntry o) {
      Pipe pipe = accepted.get(o.pipe());
      if (pipe != null) {
        cluster.deliver(
            "p<" + pipe.dialled,
            () -> pipe.entry.enqueue(new MasterInput.PipeText(pipe.dialled, o.text())));
      }
    } else {
      ownersEnd(output);
    }
  }

  private void ownersEnd(MasterOutput output) {
    if (output instanceof MasterOutput.RefuseEntry o) {
      Pipe pipe = accepted.get(o.pipe());
      if (pipe != null) {
        cut(pipe, false);
      }
    } else if (output instanceof MasterOutput.CloseEntry o) {
      Pipe pipe = accepted.remove(o.pipe());
      if (pipe != null) {
        pipe.entry.dialled.remove(pipe.dialled);
        cluster.deliver(
            "p<" + pipe.dialled,
            () ->
                pipe.entry.enqueue(new MasterInput.PipeClosed(pipe.dialled, o.code(), o.reason())));
      }
    } else if (output instanceof MasterOutput.ProxyRest o) {
      proxy(o);
    } else {
      throw new IllegalArgumentException("no bench for " + output.getClass().getName());
    }
  }

  private void dial(MasterOutput.DialPipe o) {
    SimulatedMaster owner = cluster.at(o.address());
    if (owner == null || !owner.isAlive) {
      cluster.deliver("p<" + o.pipe(), () -> enqueue(new MasterInput.PipeCut(o.pipe())));
      return;
    }
    Pipe pipe = new Pipe(o.pipe(), this, owner, cluster.number());
    dialled.put(o.pipe(), pipe);
    owner.accepted.put(pipe.accepted, pipe);
    cluster.deliver(
        "p>" + o.pipe(),
        () -> owner.enqueue(new MasterInput.EntryOpened(pipe.accepted, o.incarnation(), o.ip())));
    cluster.after(
        DIAL_TIMEOUT_NANOS,
        () -> {
          if (!pipe.isOpen) {
            cut(pipe, true);
          }
        });
  }

  /** The pipe breaks; the entry always hears of it, the owner if it did not do it. */
  private void cut(Pipe pipe, boolean tellOwner) {
    if (pipe.isOver) {
      return;
    }
    pipe.isOver = true;
    pipe.owner.accepted.remove(pipe.accepted);
    pipe.entry.dialled.remove(pipe.dialled);
    cluster.deliver(
        "p<" + pipe.dialled, () -> pipe.entry.enqueue(new MasterInput.PipeCut(pipe.dialled)));
    if (tellOwner) {
      cluster.deliver(
          "p>" + pipe.dialled,
          () -> pipe.owner.enqueue(new MasterInput.EntryClosed(pipe.accepted, false, "")));
    }
  }

  /** The entry ends the pipe, or dies. */
  private void end(Pipe pipe, boolean isDying, boolean closeFrame, String reason) {
    dialled.remove(pipe.dialled);
    if (!pipe.isOver) {
      pipe.isOver = true;
      cluster.deliver(
          "p>" + pipe.dialled,
          () -> {
            pipe.owner.accepted.remove(pipe.accepted);
            pipe.owner.enqueue(
                new MasterInput.EntryClosed(pipe.accepted, closeFrame && !isDying, reason));
          });
    }
  }

  // --- REST to peers

  private void proxy(MasterOutput.ProxyRest o) {
    SimulatedMaster peer = cluster.at(o.address());
    if (peer == null || !peer.isAlive) {
      cluster.deliver("x" + o.call(), () -> enqueue(new MasterInput.ProxyFailed(o.call(), false)));
      return;
    }
    long request = cluster.number();
    boolean[] isDone = {false};
    cluster.expectRest(
        request,
        answer -> {
          if (!isDone[0]) {
            isDone[0] = true;
            enqueue(new MasterInput.ProxyAnswered(o.call(), answer));
          }
        });
    cluster.deliver(
        "x" + o.call(),
        () -> peer.enqueue(new MasterInput.PeerRestAsked(request, o.incarnation(), o.request())));
    cluster.after(
        REST_TIMEOUT_NANOS,
        () -> {
          if (!isDone[0]) {
            isDone[0] = true;
            enqueue(new MasterInput.ProxyFailed(o.call(), true));
          }
        });
  }

  // --- media nodes

  private boolean media(MasterOutput output) {
    if (output instanceof MasterOutput.ConnectMedia o) {
      String id = o.mediaNode().id();
      cluster.after(
          0,
          () -> enqueue(new MasterInput.MediaUp(id, cluster.mediaProcesses.getOrDefault(id, "?"))));
    } else if (output instanceof MasterOutput.AskMedia o) {
      askMedia(o);
    } else {
      return output instanceof MasterOutput.DisconnectMedia;
    }
    return true;
  }

  private void askMedia(MasterOutput.AskMedia o) {
    mediaAsked.add(o.command());
    MediaCommand command = o.command();
    boolean isAnswered =
        command instanceof MediaCommand.Offer
            || command instanceof MediaCommand.PrepareOffer
            || command instanceof MediaCommand.Answer;
    if (isAnswered) {
      cluster.after(
          0, () -> enqueue(new MasterInput.MediaAnswered(o.ask(), "sdp of " + o.mediaNode())));
    }
    if (command instanceof MediaCommand.Offer) {
      trickle(command, "candidate:1 1 UDP 1685855999 " + o.mediaNode() + " 40001 typ srflx");
      trickle(command, "candidate:1 1 UDP 2122252543 " + o.mediaNode() + " 40001 typ host");
    }
  }

  private void trickle(MediaCommand command, String candidate) {
    MasterInput.MediaCandidate input =
        new MasterInput.MediaCandidate(
            command.sessionId(), command.life(), command.endpoint(), candidate, "0", 0);
    cluster.after(0, () -> enqueue(input));
  }
}
