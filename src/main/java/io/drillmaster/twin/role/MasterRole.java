package io.drillmaster.twin.role;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One master of the cluster: lease, sweep, entry and owner in one state machine without I/O.
 *
 * <p>A host drives it from one thread:
 *
 * <ol>
 *   <li>{@code on(now, new Started(), out)}; the process listens when {@link MasterOutput.Ready}
 *       comes out.
 *   <li>For everything that happens: {@code on(ticker.nanos(), input, out)}. Outputs come in order,
 *       during the call, and must be executed in that order; answers are never fed from inside the
 *       call.
 *   <li>When {@link #deadlineNanos()} is reached: {@code on(now, new Tick(), out)}. Ask for the
 *       deadline again after every call.
 *   <li>Right before executing an {@link MasterOutput.Fenced} output: {@code isValid(now)} with a
 *       fresh reading of the clock; if not, treat it as {@link MasterOutput.Halt}.
 * </ol>
 *
 * <p>Frames between an entry and an owner in the same master never come out; the pipe is inside.
 * {@link #isValid} may be called from any thread, everything else from one.
 */
public final class MasterRole {

  private final RoleContext context;
  private final Lease lease;
  private final Membership membership;
  private final OwnerRole owner;
  private final EntryRole entry;
  private final PeerCalls peers;
  private final RestEntry rest;
  private final Map<Long, Link> entries = new HashMap<>();
  private boolean isHalted;
  private boolean isStopping;
  private boolean isTidying;

  /** Makes a role that has not started. */
  public MasterRole(MasterConfig config) {
    this(config, Lease.Rule.FROM_QUESTION);
  }

  MasterRole(MasterConfig config, Lease.Rule rule) {
    this.context = new RoleContext(config);
    Webhooks webhooks = new Webhooks(context);
    Lease.Rule ruling = context.wakesAsZombie() ? Lease.Rule.UNTIL_RENEWAL_FAILS : rule;
    this.lease = new Lease(config.clocks(), ruling);
    this.membership = new Membership(context, lease, webhooks, new Members());
    this.owner =
        new OwnerRole(context, webhooks, () -> stop("no media node can be reached from here"));
    this.entry = new EntryRole(context, owner, membership::sweep);
    this.peers = new PeerCalls(context);
    this.rest = new RestEntry(context, owner, peers);
  }

  private final class Members implements Membership.Listener {
    @Override
    public void registered() {
      owner.start();
      context.emit(new MasterOutput.Ready(context.incarnation()));
    }

    @Override
    public void sealed(String incarnation) {
      entry.ownerSealed(incarnation);
    }

    @Override
    public void sealedByUs() {
      if (context.has(Bug.GREEN_HEALTH_FROZEN_OWNER)) {
        owner.freeze();
      }
    }

    @Override
    public void halt(String why) {
      MasterRole.this.halt(why);
    }
  }

  /** Handles one input. */
  public void on(long nowNanos, MasterInput input, Consumer<MasterOutput> out) {
    if (isHalted) {
      return;
    }
    context.enter(nowNanos, out);
    if (isRegistered() && !isStopping && !lease.isValid(nowNanos)) {
      fenced(input);
      return;
    }
    handle(input);
    if (!isHalted) {
      context.timers.fire(nowNanos);
    }
  }

  private void fenced(MasterInput input) {
    if (!context.has(Bug.ZOMBIE_WRITEBACK)) {
      halt("lease not valid any more");
    } else if (!isTidying) {
      isTidying = true;
      context.hush();
      owner.hosting().tidyStore(() -> halt("lease not valid any more"));
    } else if (input instanceof MasterInput.StoreAnswered i) {
      context.answered(i.ask(), i.answer());
    } else if (input instanceof MasterInput.StoreFailed i) {
      context.failed(i.ask(), i.why());
    }
  }

  private boolean isRegistered() {
    return !context.incarnation().isEmpty();
  }

  private void halt(String why) {
    if (!isHalted) {
      isHalted = true;
      lease.drop();
      context.emit(new MasterOutput.Halt(why));
      context.silence();
    }
  }

  private void handle(MasterInput input) {
    if (input instanceof MasterInput.StoreAnswered i) {
      context.answered(i.ask(), i.answer());
    } else if (input instanceof MasterInput.StoreFailed i) {
      context.failed(i.ask(), i.why());
    } else if (input instanceof MasterInput.Started) {
      membership.boot();
    } else if (input instanceof MasterInput.StopAsked) {
      stop("stopped");
    } else if (isRegistered() && !isStopping && !(input instanceof MasterInput.Tick)) {
      work(input);
    }
  }

  private void work(MasterInput input) {
    if (context.has(Bug.LYING_HEALTH_CHECK) && context.isReplacement()) {
      refuse(input);
    } else if (input instanceof MasterInput.ClientText i) {
      entry.text(i);
    } else if (input instanceof MasterInput.PipeText i) {
      entry.pipeText(i.pipe(), i.text());
    } else if (input instanceof MasterInput.EntryText i) {
      Link link = entries.get(i.pipe());
      if (link != null) {
        owner.text(link, i.text());
      }
    } else if (input instanceof MasterInput.ClientOpened i) {
      entry.opened(i);
    } else if (input instanceof MasterInput.ClientClosed i) {
      entry.closed(i);
    } else if (input instanceof MasterInput.DrainAsked) {
      rest.drain();
    } else if (!pipe(input) && !restCall(input) && !media(input)) {
      throw new IllegalArgumentException("no handling of " + input.getClass().getName());
    }
  }

  /** What a master does that only looks healthy. */
  private void refuse(MasterInput input) {
    if (input instanceof MasterInput.ClientOpened i) {
      context.emit(new MasterOutput.ResetClient(i.socket()));
    } else if (input instanceof MasterInput.RestAsked i) {
      answer(i.request(), RestAnswer.empty(503));
    }
  }

  private boolean pipe(MasterInput input) {
    if (input instanceof MasterInput.PipeOpened i) {
      entry.pipeOpened(i.pipe());
    } else if (input instanceof MasterInput.PipeClosed i) {
      entry.pipeClosed(i.pipe(), i.code(), i.reason());
    } else if (input instanceof MasterInput.PipeCut i) {
      entry.pipeCut(i.pipe());
    } else if (input instanceof MasterInput.EntryOpened i) {
      entryOpened(i);
    } else if (input instanceof MasterInput.EntryClosed i) {
      Link link = entries.remove(i.pipe());
      if (link != null) {
        owner.closed(link, i.closeFrame(), i.reason());
      }
    } else {
      return false;
    }
    return true;
  }

  private void entryOpened(MasterInput.EntryOpened input) {
    if (input.incarnation().equals(context.incarnation())) {
      entries.put(input.pipe(), new EntryLink(input.pipe(), input.ip()));
      context.emit(new MasterOutput.AcceptEntry(input.pipe()));
    } else {
      context.emit(new MasterOutput.RefuseEntry(input.pipe()));
    }
  }

  private boolean restCall(MasterInput input) {
    if (input instanceof MasterInput.RestAsked i) {
      rest.asked(i.call(), answer -> answer(i.request(), answer));
    } else if (input instanceof MasterInput.PeerRestAsked i) {
      rest.askedByPeer(i.incarnation(), i.call(), answer -> answer(i.request(), answer));
    } else if (input instanceof MasterInput.ProxyAnswered i) {
      peers.answered(i.call(), i.answer());
    } else if (input instanceof MasterInput.ProxyFailed i) {
      peers.failed(i.call(), i.timedOut());
    } else {
      return false;
    }
    return true;
  }

  private void answer(long request, RestAnswer answer) {
    context.emit(new MasterOutput.AnswerRest(request, answer));
  }

  private boolean media(MasterInput input) {
    if (input instanceof MasterInput.MediaUp i) {
      owner.media().up(i.mediaNode(), i.processId());
    } else if (input instanceof MasterInput.MediaDown i) {
      owner.media().down(i.mediaNode());
    } else if (input instanceof MasterInput.MediaAnswered i) {
      owner.media().answered(i.ask(), i.sdp());
    } else if (input instanceof MasterInput.MediaFailed i) {
      owner.media().failed(i.ask(), i.why());
    } else if (input instanceof MasterInput.MediaCandidate i) {
      owner.trickled(i);
    } else {
      return false;
    }
    return true;
  }

  /** SIGTERM: first not valid, then sealed, then told; no frame leaves any more. */
  private void stop(String why) {
    if (!isRegistered()) {
      halt(why + " before it was registered");
    } else if (!isStopping) {
      isStopping = true;
      context.hush();
      membership.stop(why);
      owner.stop();
    }
  }

  /** When {@link MasterInput.Tick} is due; {@link Long#MAX_VALUE} when nothing is. */
  public long deadlineNanos() {
    if (isHalted) {
      return Long.MAX_VALUE;
    }
    long next = context.timers.nextNanos();
    return isRegistered() && !isStopping ? Math.min(next, lease.validUntilNanos()) : next;
  }

  /** Whether this incarnation may act towards the outside at this time. Thread-safe. */
  public boolean isValid(long nowNanos) {
    return lease.isValid(nowNanos);
  }

  /** The configuration. */
  public MasterConfig config() {
    return context.config;
  }

  /** The channel to a client through another master's entry. */
  private final class EntryLink extends Link {
    private final long pipe;

    EntryLink(long pipe, String ip) {
      super(ip, context.ids.finalUser());
      this.pipe = pipe;
    }

    @Override
    void send(String text) {
      context.emit(new MasterOutput.SendToEntry(pipe, text));
    }

    @Override
    void close(int code, String reason) {
      entries.remove(pipe);
      context.emit(new MasterOutput.CloseEntry(pipe, code, reason));
    }

    @Override
    void cut() {
      entries.remove(pipe);
      owner.closed(this, false, "");
      context.emit(new MasterOutput.RefuseEntry(pipe));
    }
  }
}
