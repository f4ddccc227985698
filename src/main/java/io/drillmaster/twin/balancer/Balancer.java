package io.drillmaster.twin.balancer;

import io.drillmaster.time.ClockAnchor;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.role.Bug;
import io.drillmaster.twin.wire.HttpCaller;
import io.drillmaster.twin.wire.HttpExchange;
import io.drillmaster.twin.wire.HttpServerHandler;
import io.drillmaster.twin.wire.Transport;
import io.drillmaster.twin.wire.Tunnel;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An application load balancer: passes requests and upgrades to a healthy master, never to the same
 * on purpose, never a second time; answers 502 for one that is gone, 504 for one that is silent,
 * 503 when none is healthy, under its own name. Checks every master's health by itself.
 */
public final class Balancer {

  /** What its own answers say, and a master's never do: that is how a client can tell. */
  private static final String SERVER = "awselb/2.0";

  private static final int BLOCKED_ONE_IN = 5;

  private static final Set<String> NOT_PASSED_ON =
      Set.of("content-length", "transfer-encoding", "connection", "keep-alive");

  /**
   * How it is set up.
   *
   * @param name b1
   * @param checkEvery health check period
   * @param checkTimeout how long a check may take
   * @param bounds for connecting and for the first byte of an answer
   * @param authorization expected at the admin port
   * @param accessLog file of its evidence; other balancers may append to it too
   * @param bugs switched on
   */
  public record Setup(
      String name,
      Duration checkEvery,
      Duration checkTimeout,
      HttpCaller.Bounds bounds,
      String authorization,
      Path accessLog,
      Set<Bug> bugs) {
    public Setup {
      bugs = Set.copyOf(bugs);
    }
  }

  private final Setup setup;
  private final Rotation rotation;
  private final Transport transport;
  private final HttpCaller caller;
  private final HttpCaller checker;
  private final Tunnel tunnel;
  private final LineLog log;
  private final LineLog albLog;
  private final ClockAnchor clock = ClockAnchor.now();

  /** A balancer that does not listen yet. */
  public Balancer(Setup setup, Rotation rotation, Transport transport) {
    this.setup = setup;
    this.rotation = rotation;
    this.transport = transport;
    this.caller = new HttpCaller(transport);
    this.checker = new HttpCaller(transport);
    this.tunnel = new Tunnel(transport);
    this.log = new LineLog(setup.accessLog(), transport);
    this.albLog = new LineLog(AlbEntry.fileBeside(setup.accessLog()), transport);
  }

  /** Listens for clients. */
  public InetSocketAddress listenFront(InetSocketAddress address) {
    return transport.listen(address, HttpServerHandler.pipeline(this::pass));
  }

  /** Listens for the scaling group: {@code PUT /targets}, {@code GET /targets}. */
  public InetSocketAddress listenAdmin(InetSocketAddress address) {
    return transport.listen(address, HttpServerHandler.pipeline(this::administer));
  }

  private void pass(HttpExchange exchange) {
    if (isBlocked(exchange)) {
      refuse(exchange, 403);
      return;
    }
    Target target = rotation.pick().orElse(null);
    if (target == null) {
      refuse(exchange, 503);
      return;
    }
    HttpCaller.Call call =
        new HttpCaller.Call(
            target.address(),
            exchange.method(),
            exchange.uri(),
            headers(exchange),
            exchange.body());
    if (exchange.wantsUpgrade()) {
      tunnel.open(exchange, call, setup.bounds(), new Upgraded(exchange, target));
    } else {
      caller.call(call, setup.bounds(), new Passed(exchange, target));
    }
  }

  private boolean isBlocked(HttpExchange exchange) {
    return setup.bugs().contains(Bug.BLOCKED_BY_WAF)
        && exchange.wantsUpgrade()
        && Math.floorMod(exchange.parameter("sessionId").hashCode(), BLOCKED_ONE_IN) == 0;
  }

  private Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    if (!exchange.wantsUpgrade()) {
      headers.keySet().removeIf(Balancer::isNotPassedOn);
    }
    headers.keySet().removeIf(name -> name.equalsIgnoreCase("X-Real-IP"));
    headers.put("X-Real-IP", exchange.remoteIp());
    headers.put("X-Forwarded-For", exchange.remoteIp());
    headers.put("X-Forwarded-Proto", "http");
    return headers;
  }

  private static boolean isNotPassedOn(String header) {
    return NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT));
  }

  private static void refuse(HttpExchange exchange, int status) {
    Map<String, String> headers = Map.of("Server", SERVER, "Content-Type", "text/html");
    exchange.respond(status, headers, "<html><body><h1>" + status + "</h1></body></html>\r\n");
  }

  private static void answer(HttpExchange exchange, HttpCaller.Response response) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Map.Entry<String, String> header : response.headers()) {
      if (!isNotPassedOn(header.getKey())) {
        headers.put(header.getKey(), header.getValue());
      }
    }
    exchange.respond(response.status(), headers, response.body());
  }

  /** A request that was passed on. */
  private final class Passed implements HttpCaller.Outcome {
    private final HttpExchange exchange;
    private final Target target;
    private final long passedNanos = Ticker.system().nanos();

    Passed(HttpExchange exchange, Target target) {
      this.exchange = exchange;
      this.target = target;
    }

    @Override
    public void answered(HttpCaller.Response response) {
      answer(exchange, response);
    }

    @Override
    public void failed(boolean silent) {
      unreached(exchange, target, passedNanos, silent ? 504 : 502);
    }
  }

  /** An upgrade that was passed on. */
  private final class Upgraded implements Tunnel.Outcome {
    private final HttpExchange exchange;
    private final Target target;
    private final Ends ends;
    private final String request;
    private final long passedNanos = Ticker.system().nanos();

    Upgraded(HttpExchange exchange, Target target) {
      this.exchange = exchange;
      this.target = target;
      this.ends = Ends.of(exchange);
      this.request = AlbEntry.request(exchange.method(), exchange.path());
    }

    @Override
    public void accepted() {
      append(AccessLine.Kind.UPGRADE, target, 0, ends, "");
    }

    @Override
    public void ended(long receivedBytes, long sentBytes) {
      albLog.append(
          new AlbEntry(
                  clock.wallAt(Ticker.system().nanos()),
                  clock.wallAt(passedNanos),
                  setup.name(),
                  ends.client(),
                  target.address(),
                  receivedBytes,
                  sentBytes,
                  request)
              .text());
    }

    @Override
    public void refused(HttpCaller.Response response) {
      answer(exchange, response);
    }

    @Override
    public void failed(boolean silent) {
      unreached(exchange, target, passedNanos, silent ? 504 : 502);
    }
  }

  private void unreached(HttpExchange exchange, Target target, long passedNanos, int status) {
    append(
        AccessLine.Kind.UNREACHED,
        target,
        passedNanos,
        Ends.of(exchange),
        Integer.toString(status));
    refuse(exchange, status);
  }

  /** Both ends of a client's connection, as ip:port. */
  private record Ends(String client, String front) {
    private static final Ends NONE = new Ends("", "");

    static Ends of(HttpExchange exchange) {
      return new Ends(Transport.text(exchange.remote()), Transport.text(exchange.local()));
    }
  }

  private void append(AccessLine.Kind kind, Target target, String detail) {
    append(kind, target, 0, Ends.NONE, detail);
  }

  private void append(
      AccessLine.Kind kind, Target target, long passedNanos, Ends ends, String detail) {
    log.append(
        BalancerCodec.write(
            new AccessLine(
                kind,
                Ticker.system().nanos(),
                passedNanos,
                setup.name(),
                ends.client(),
                ends.front(),
                target.node(),
                target.incarnation(),
                detail)));
  }

  private void administer(HttpExchange exchange) {
    Map<String, String> json = Map.of("Content-Type", "application/json");
    if (!exchange.header("Authorization").orElse("").equals(setup.authorization())) {
      exchange.respond(401, Map.of(), "");
    } else if (!exchange.path().equals("/targets")) {
      exchange.respond(404, Map.of(), "");
    } else if (exchange.method().equals("PUT")) {
      register(BalancerCodec.readTargets(exchange.body()));
      exchange.respond(200, json, BalancerCodec.writeStandings(rotation.standings()));
    } else {
      exchange.respond(200, json, BalancerCodec.writeStandings(rotation.standings()));
    }
  }

  private void register(List<Target> targets) {
    for (Rotation.Change change : rotation.register(targets)) {
      append(change.kind(), change.target(), change.detail());
      if (change.kind() == AccessLine.Kind.ADDED) {
        check(change.target());
      }
    }
  }

  private void check(Target target) {
    if (rotation.standings().stream().noneMatch(s -> s.target().equals(target))) {
      return;
    }
    transport.later(setup.checkEvery(), () -> check(target));
    checker.call(
        new HttpCaller.Call(
            target.address(),
            "GET",
            "/openvidu/health",
            Map.of("User-Agent", "ELB-HealthChecker/2.0", "Connection", "close"),
            ""),
        HttpCaller.Bounds.of(setup.checkTimeout()),
        new HttpCaller.Outcome() {
          @Override
          public void answered(HttpCaller.Response response) {
            checked(target, response.status() == 200, "status " + response.status());
          }

          @Override
          public void failed(boolean silent) {
            checked(target, false, silent ? "no answer in time" : "no connection");
          }
        });
  }

  private void checked(Target target, boolean isGood, String detail) {
    rotation
        .checked(target.incarnation(), isGood, detail)
        .ifPresent(change -> append(change.kind(), change.target(), change.detail()));
  }
}
