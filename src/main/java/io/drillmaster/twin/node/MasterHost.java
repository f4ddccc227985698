package io.drillmaster.twin.node;

import io.drillmaster.time.Ticker;
import io.drillmaster.twin.role.MasterInput;
import io.drillmaster.twin.role.MasterOutput;
import io.drillmaster.twin.role.MasterRole;
import io.drillmaster.twin.role.RestAnswer;
import io.drillmaster.twin.role.RestRequest;
import io.drillmaster.twin.store.Store;
import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.store.StoreCommand;
import io.drillmaster.twin.wire.Dialer;
import io.drillmaster.twin.wire.HttpCaller;
import io.drillmaster.twin.wire.HttpExchange;
import io.drillmaster.twin.wire.Link;
import io.drillmaster.twin.wire.Transport;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a {@link MasterRole} on one event loop: sockets, store, media nodes and timers become
 * inputs, outputs become frames and calls. Right before each output that somebody can see, it asks
 * whether the role may still act, and ends the process when it may not (checks.md 6, validity).
 * Everything but {@link #start}, {@link #stop} and {@link #hasSentWebhooks} happens on the loop.
 */
final class MasterHost implements MasterIo {

  /**
   * Longest wait for an owner's answer to a proxied call; longer than the balancer's own (D9), so
   * that a silent owner shows as the balancer's 504 first.
   */
  private static final HttpCaller.Bounds PROXY_BOUND = HttpCaller.Bounds.of(Duration.ofSeconds(5));

  private static final Logger LOG = LoggerFactory.getLogger(MasterHost.class);

  /**
   * What a host is told.
   *
   * @param gate for both ports
   * @param secret of the cluster, for calls to peers
   * @param subscription to webhooks
   * @param ending called once, when the role says so or may no longer act
   * @param ready called once with the incarnation, when the role is registered
   */
  record Setup(
      RestGate gate,
      String secret,
      WebhookSender.Subscription subscription,
      Ending ending,
      Consumer<String> ready) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Setup[" + subscription + "]";
    }
  }

  /** What ends the process. */
  interface Ending {
    /** Ends it at once; does not return to the role. */
    void halt(String why);
  }

  private final MasterRole role;
  private final Store store;
  private final Transport transport;
  private final Setup setup;
  private final String authorization;
  private final HttpCaller caller;
  private final Pipes pipes;
  private final MediaLinks media;
  private final WebhookSender webhooks;
  private final RestCalls calls;
  private final EntryFront entry;
  private final PeerFront peer;

  private final Queue<MasterInput> inbox = new ArrayDeque<>();
  private final Unflushed<Link> unflushed = new Unflushed<>();
  private boolean isFeeding;
  private boolean isReady;
  private boolean isHalted;
  private long timerNanos = Long.MAX_VALUE;
  private long numbers;

  /** A host of this role; see {@link #start}. */
  MasterHost(MasterRole role, Store store, Transport transport, Setup setup) {
    this.role = role;
    this.store = store;
    this.transport = transport;
    this.setup = setup;
    this.authorization = RestGate.basic(setup.secret());
    this.caller = new HttpCaller(transport);
    Dialer dialer = new Dialer(transport);
    this.pipes = new Pipes(this, dialer);
    this.media = new MediaLinks(this, dialer, transport);
    this.webhooks = new WebhookSender(caller, setup.subscription());
    this.calls = new RestCalls(this);
    this.entry = new EntryFront(this, setup.gate(), calls);
    this.peer = new PeerFront(this, setup.gate(), calls);
  }

  /** Requests of the entry port go here. */
  void routeEntry(HttpExchange exchange) {
    entry.route(exchange);
  }

  /** Requests of the server port go here. */
  void routePeer(HttpExchange exchange) {
    peer.route(exchange);
  }

  /** Starts the role. From any thread. */
  void start() {
    transport.loop().execute(() -> feed(new MasterInput.Started()));
  }

  /** Asks the role to stop, which ends the process. From any thread. */
  void stop() {
    transport.loop().execute(() -> feed(new MasterInput.StopAsked()));
  }

  @Override
  public boolean isServing() {
    return isReady && !isHalted && role.isValid(Ticker.system().nanos());
  }

  @Override
  public long nextNumber() {
    return ++numbers;
  }

  @Override
  public void feed(MasterInput input) {
    inbox.add(input);
    if (isFeeding) {
      return;
    }
    isFeeding = true;
    try {
      for (MasterInput next = inbox.poll(); next != null && !isHalted; next = inbox.poll()) {
        role.on(Ticker.system().nanos(), next, this::execute);
      }
    } catch (RuntimeException broken) {
      LOG.error("the role broke; its state cannot be trusted any more", broken);
      halt("the role broke: " + broken);
    } finally {
      isFeeding = false;
    }
    unflushed.flush(() -> role.isValid(Ticker.system().nanos()), Link::flush);
    armTimer();
  }

  private void armTimer() {
    long due = role.deadlineNanos();
    if (due >= timerNanos || isHalted) {
      return;
    }
    timerNanos = due;
    long delay = Math.max(0, due - Ticker.system().nanos());
    transport.later(Duration.ofNanos(delay), () -> tick(due));
  }

  private void tick(long due) {
    if (timerNanos == due) {
      timerNanos = Long.MAX_VALUE;
    }
    feed(new MasterInput.Tick());
  }

  private void execute(MasterOutput output) {
    if (isHalted) {
      return;
    }
    if (output instanceof MasterOutput.Fenced fenced) {
      if (!role.isValid(Ticker.system().nanos())) {
        halt("lease no longer good");
        return;
      }
      executeFenced(fenced);
    } else {
      executeFree(output);
    }
  }

  private void executeFenced(MasterOutput.Fenced output) {
    if (output instanceof MasterOutput.SendToClient o) {
      send(entry.client(o.socket()), o.text());
    } else if (output instanceof MasterOutput.SendIntoPipe o) {
      send(pipes.link(o.pipe()), o.text());
    } else if (output instanceof MasterOutput.SendToEntry o) {
      send(peer.entry(o.pipe()), o.text());
    } else if (output instanceof MasterOutput.CloseClient o) {
      close(entry.client(o.socket()), o.code(), o.reason());
    } else if (output instanceof MasterOutput.CloseEntry o) {
      close(peer.entry(o.pipe()), o.code(), o.reason());
    } else if (output instanceof MasterOutput.AcceptEntry o) {
      peer.accept(o.pipe());
    } else if (output instanceof MasterOutput.AnswerRest o) {
      calls.answer(o.request(), o.answer());
    } else if (output instanceof MasterOutput.AskMedia o) {
      media.ask(o);
    } else {
      throw new IllegalArgumentException("unknown output " + output.getClass());
    }
  }

  private void executeFree(MasterOutput output) {
    if (output instanceof MasterOutput.AskStore o) {
      askStore(o.ask(), o.command());
    } else if (output instanceof MasterOutput.Ready o) {
      isReady = true;
      peer.serveAs(o.incarnation());
      setup.ready().accept(o.incarnation());
    } else if (output instanceof MasterOutput.Halt o) {
      halt(o.why());
    } else if (output instanceof MasterOutput.ResetClient o) {
      reset(entry.client(o.socket()));
    } else if (output instanceof MasterOutput.DialPipe o) {
      pipes.dial(o);
    } else if (output instanceof MasterOutput.EndPipe o) {
      pipes.end(o);
    } else if (output instanceof MasterOutput.RefuseEntry o) {
      peer.refuse(o.pipe());
    } else if (output instanceof MasterOutput.ProxyRest o) {
      proxy(o);
    } else if (output instanceof MasterOutput.ConnectMedia o) {
      media.connect(o.mediaNode());
    } else if (output instanceof MasterOutput.DisconnectMedia o) {
      media.disconnect(o.mediaNode());
    } else if (output instanceof MasterOutput.Webhook o) {
      webhooks.send(o.event(), o.json());
    } else {
      throw new IllegalArgumentException("unknown output " + output.getClass());
    }
  }

  private void send(@Nullable Link link, String text) {
    if (link != null) {
      link.send(text);
      unflushed.add(link);
    }
  }

  private static void close(@Nullable Link link, int code, String reason) {
    if (link != null) {
      link.close(code, reason);
    }
  }

  private static void reset(@Nullable Link link) {
    if (link != null) {
      link.reset();
    }
  }

  private void askStore(long ask, StoreCommand<? extends StoreAnswer> command) {
    store
        .run(command)
        .whenComplete(
            (answer, failure) ->
                transport
                    .loop()
                    .execute(
                        () ->
                            feed(
                                answer == null
                                    ? new MasterInput.StoreFailed(ask, String.valueOf(failure))
                                    : new MasterInput.StoreAnswered(ask, answer))));
  }

  private void proxy(MasterOutput.ProxyRest proxied) {
    RestRequest request = proxied.request();
    Map<String, String> headers =
        Map.of(
            "Authorization",
            authorization,
            "Content-Type",
            request.contentType(),
            PeerFront.INCARNATION,
            proxied.incarnation());
    HttpCaller.Call call =
        new HttpCaller.Call(
            proxied.address(), request.method(), uri(request), headers, request.body());
    caller.call(
        call,
        PROXY_BOUND,
        new HttpCaller.Outcome() {
          @Override
          public void answered(HttpCaller.Response response) {
            RestAnswer answer = new RestAnswer(response.status(), response.body());
            feed(new MasterInput.ProxyAnswered(proxied.call(), answer));
          }

          @Override
          public void failed(boolean silent) {
            feed(new MasterInput.ProxyFailed(proxied.call(), silent));
          }
        });
  }

  private static String uri(RestRequest request) {
    try {
      String path = new URI(null, null, request.path(), null).getRawPath();
      return request.query().isEmpty() ? path : path + "?" + request.query();
    } catch (URISyntaxException cause) {
      throw new IllegalArgumentException("path " + request.path() + " cannot be sent on", cause);
    }
  }

  private void halt(String why) {
    if (isHalted) {
      return;
    }
    isHalted = true;
    List.copyOf(entry.clients()).forEach(Link::reset);
    List.copyOf(peer.entries()).forEach(Link::reset);
    pipes.links().forEach(Link::reset);
    calls.reset();
    setup.ending().halt(why);
  }

  /** Whether every webhook was delivered or given up. From any thread but the loop. */
  boolean hasSentWebhooks() {
    return CompletableFuture.supplyAsync(webhooks::isIdle, transport.loop()).join();
  }
}
