package io.drillmaster.twin.node;

import io.drillmaster.twin.role.MasterInput;
import io.drillmaster.twin.role.RestAnswer;
import io.drillmaster.twin.role.RestRequest;
import io.drillmaster.twin.wire.HttpExchange;
import java.util.HashMap;
import java.util.Map;

/** The REST calls that the role has not answered yet, of both ports. */
final class RestCalls {

  /** What a passed call is to the role. */
  @FunctionalInterface
  interface Kind {
    /** The input of a call with this number. */
    MasterInput input(long request, RestRequest call);
  }

  /** Calls under way; one more is answered 503. */
  private static final int PENDING_MAX = 10_000;

  private final MasterIo io;
  private final Map<Long, HttpExchange> pending = new HashMap<>();

  RestCalls(MasterIo io) {
    this.io = io;
  }

  /** Lets a call through the gate to the role, or answers it. */
  void ask(HttpExchange exchange, RestGate gate, Kind kind) {
    RestGate.Decision decision =
        gate.decide(
            new RestGate.Asked(
                exchange.method(),
                exchange.path(),
                exchange.query(),
                exchange.header("Authorization").orElse(""),
                exchange.header("Cookie").orElse(""),
                exchange.header("Content-Type").orElse(""),
                exchange.body()));
    if (decision instanceof RestGate.Decision.Refuse refuse) {
      exchange.respond(refuse.status(), refuse.headers(), refuse.body());
    } else if (pending.size() >= PENDING_MAX) {
      exchange.respond(503, RestGate.commonHeaders(), "");
    } else if (decision instanceof RestGate.Decision.Pass pass) {
      long request = io.nextNumber();
      pending.put(request, exchange);
      io.feed(kind.input(request, pass.call()));
    } else {
      throw new IllegalStateException("unknown decision " + decision);
    }
  }

  /** Answers a call. */
  void answer(long request, RestAnswer answer) {
    HttpExchange exchange = pending.remove(request);
    if (exchange != null) {
      exchange.respond(answer.status(), RestGate.headersFor(answer.body()), answer.body());
    }
  }

  /** Cuts every call that is not answered. */
  void reset() {
    pending.values().forEach(HttpExchange::reset);
    pending.clear();
  }
}
