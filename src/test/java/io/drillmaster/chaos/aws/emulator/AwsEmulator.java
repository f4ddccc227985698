package io.drillmaster.chaos.aws.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * An AWS account with one OpenVidu stack, on a port of 127.0.0.1: the query protocols of EC2, Auto
 * Scaling, Elastic Load Balancing and the Security Token Service, and the JSON of the Fault
 * Injection Service and of Systems Manager, for unmodified SDK clients. Thread-safe.
 */
public final class AwsEmulator implements AutoCloseable {

  private static final int THREADS = 4;

  static {
    // Header and body of an answer are two writes: without this the second waits 40 ms for an ack.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final World world;
  private final Map<String, Api> services;
  private final Map<String, Set<String>> denied = new ConcurrentHashMap<>();
  private final AtomicInteger throttled = new AtomicInteger();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  private AwsEmulator(Stack stack, Machines machines, Supplier<Instant> clock) throws IOException {
    world = new World(stack, machines, clock);
    services =
        Map.of(
            "ec2", new Ec2Api(world),
            "autoscaling", new AutoScalingApi(world),
            "elasticloadbalancing", new BalancingApi(world),
            "sts", new StsApi(),
            "fis", new FisApi(world),
            "ssm", new SsmApi(world));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /** Starts one. */
  public static AwsEmulator start(Stack stack, Machines machines, Supplier<Instant> clock)
      throws IOException {
    AwsEmulator emulator = new AwsEmulator(stack, machines, clock);
    emulator.server.start();
    return emulator;
  }

  /** For {@code AWS_ENDPOINT_URL}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on a caller may not do that, e.g. ec2:TerminateInstances. */
  public void deny(String accessKey, String permission) {
    denied.computeIfAbsent(accessKey, key -> ConcurrentHashMap.newKeySet()).add(permission);
  }

  /** From now on everybody may do everything. */
  public void allowAll() {
    denied.clear();
  }

  /** The next so many requests are too many. */
  public void throttle(int requests) {
    throttled.set(requests);
  }

  /** Protects an instance from being terminated by anybody, or no longer. */
  public void protect(String instance, boolean isProtected) {
    synchronized (world) {
      world.instance(instance).isTerminationProtected = isProtected;
    }
  }

  /** Tags of an instance. */
  public Map<String, String> tags(String instance) {
    synchronized (world) {
      return Map.copyOf(world.instance(instance).tags);
    }
  }

  /** Somebody sets a tag of the master group. */
  public void tagMasters(String key, String value) {
    synchronized (world) {
      world.stack.groupTags.put(key, value);
    }
  }

  /** Tags that somebody put on the master group. */
  public Map<String, String> masterTags() {
    synchronized (world) {
      return Map.copyOf(world.stack.groupTags);
    }
  }

  /** Everything asked so far, the refused included. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String service = "ec2";
    try {
      Call call =
          Call.of(
              header(exchange, "Authorization"),
              header(exchange, "User-Agent"),
              exchange.getRequestURI().getPath(),
              header(exchange, "X-Amz-Target"),
              body);
      service = call.service();
      calls.add(call);
      send(exchange, service, 200, answer(call));
    } catch (Refusal refusal) {
      send(exchange, service, refusal.status(), text(service, refusal));
    } catch (RuntimeException broken) {
      send(
          exchange,
          service,
          500,
          text(service, new Refusal("InternalError", 500, broken.toString())));
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private String answer(Call call) {
    boolean isOfEc2 = call.service().equals("ec2");
    if (throttled.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw isOfEc2
          ? new Refusal("RequestLimitExceeded", 503, "Request limit exceeded.")
          : new Refusal(
              isOfJson(call.service()) ? "ThrottlingException" : "Throttling",
              isOfJson(call.service()) ? 429 : 400,
              "Rate exceeded");
    }
    if (denied.getOrDefault(call.caller(), Set.of()).contains(call.permission())) {
      throw isOfEc2
          ? new Refusal(
              "UnauthorizedOperation", 403, "You are not authorized to perform this operation.")
          : new Refusal(
              isOfJson(call.service()) ? "AccessDeniedException" : "AccessDenied",
              403,
              "not authorized to perform: " + call.permission());
    }
    Api api = services.get(call.service());
    if (api == null) {
      throw Refusal.unknownAction(call);
    }
    synchronized (world) {
      world.synchronize();
      return api.answer(call);
    }
  }

  private static boolean isOfJson(String service) {
    return service.equals("fis") || service.equals("ssm");
  }

  /** EC2 has its own form of errors. */
  private static String text(String service, Refusal refusal) {
    Xml xml = new Xml();
    String message = String.valueOf(refusal.getMessage());
    if (isOfJson(service)) {
      return "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(refusal.code(), message);
    }
    if (service.equals("ec2")) {
      xml.list(
              "Errors",
              "Error",
              List.of(refusal),
              (x, each) -> x.text("Code", each.code()).text("Message", message))
          .text("RequestID", "00000000-emulated");
      return xml.inside("Response", Ec2Api.NAMESPACE);
    }
    xml.block(
            "Error",
            () -> xml.text("Type", "Sender").text("Code", refusal.code()).text("Message", message))
        .text("RequestId", "00000000-emulated");
    return xml.inside("ErrorResponse", AutoScalingApi.NAMESPACE);
  }

  private static void send(HttpExchange exchange, String service, int status, String answer)
      throws IOException {
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .add("Content-Type", isOfJson(service) ? "application/json" : "text/xml;charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
