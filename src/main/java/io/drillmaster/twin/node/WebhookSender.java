package io.drillmaster.twin.node;

import io.drillmaster.twin.wire.HttpCaller;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts webhooks in order, one at a time per receiver; a failed one is logged and not repeated, as
 * the real server does (openvidu-protocol.md 9).
 */
final class WebhookSender {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

  /** A receiver that is this far behind is dead; newer webhooks to it are dropped and logged. */
  private static final int WAITING_MAX = 20_000;

  private static final HttpCaller.Bounds BOUND = HttpCaller.Bounds.of(Duration.ofSeconds(3));

  private final HttpCaller caller;
  private final Set<String> events;
  private final List<Receiver> receivers = new ArrayList<>();

  /**
   * Who wants what, as the operator of a real server says by OPENVIDU_WEBHOOK_ENDPOINT and _EVENTS.
   *
   * @param targets where to post
   * @param events which events; others are not posted
   */
  record Subscription(List<URI> targets, Set<String> events) {
    Subscription {
      targets = List.copyOf(targets);
      events = Set.copyOf(events);
    }
  }

  WebhookSender(HttpCaller caller, Subscription subscription) {
    this.caller = caller;
    this.events = subscription.events();
    subscription.targets().forEach(target -> receivers.add(new Receiver(target)));
  }

  /** Sends to every receiver, if the event is wanted. */
  void send(String event, String json) {
    if (events.contains(event)) {
      receivers.forEach(receiver -> receiver.add(json));
    }
  }

  /** Whether nothing waits to be sent. */
  boolean isIdle() {
    return receivers.stream().allMatch(receiver -> !receiver.busy);
  }

  private final class Receiver implements HttpCaller.Outcome {
    private final URI target;
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean busy;

    Receiver(URI target) {
      this.target = target;
    }

    void add(String json) {
      if (waiting.size() >= WAITING_MAX) {
        LOG.warn("webhook to {} dropped: {} wait already", target, WAITING_MAX);
      } else {
        waiting.add(json);
        next();
      }
    }

    private void next() {
      String json = busy ? null : waiting.poll();
      if (json == null) {
        return;
      }
      busy = true;
      String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
      caller.call(
          new HttpCaller.Call(
              target.getHost() + ":" + target.getPort(),
              "POST",
              path,
              Map.of("Content-Type", "application/json", "User-Agent", "Apache-HttpClient"),
              json),
          BOUND,
          this);
    }

    @Override
    public void answered(HttpCaller.Response response) {
      if (response.status() != 200) {
        LOG.warn("webhook to {} answered {}", target, response.status());
      }
      busy = false;
      next();
    }

    @Override
    public void failed(boolean silent) {
      LOG.warn("webhook to {} failed ({})", target, silent ? "no answer" : "no connection");
      busy = false;
      next();
    }
  }
}
