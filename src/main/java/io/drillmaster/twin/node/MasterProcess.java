package io.drillmaster.twin.node;

import io.drillmaster.time.ClockAnchor;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.role.Bug;
import io.drillmaster.twin.role.MasterConfig;
import io.drillmaster.twin.role.MasterRole;
import io.drillmaster.twin.role.RoleClocks;
import io.drillmaster.twin.store.RedisStore;
import io.drillmaster.twin.store.StoreAddress;
import io.drillmaster.twin.wire.HttpExchange;
import io.drillmaster.twin.wire.HttpServerHandler;
import io.drillmaster.twin.wire.Transport;
import io.lettuce.core.RedisException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main of a master's process: it ends only by being killed, asked to stop, or fenced. */
final class MasterProcess {

  /** Exit status of a master that may no longer act; its supervisor may start a new boot. */
  static final int FENCED = 75;

  private static final Logger LOG = LoggerFactory.getLogger(MasterProcess.class);

  /** A stopping master seals itself and sends its webhooks within this, or goes without. */
  private static final Duration STOP_BOUND = Duration.ofSeconds(4);

  /** Shorter than whoever starts a master waits for it. */
  private static final Duration STORE_BOUND = Duration.ofSeconds(25);

  private static final Duration STORE_RETRY = Duration.ofMillis(100);
  private static final Duration STUBBORN = Duration.ofMinutes(10);
  private static final Duration WEBHOOK_POLL = Duration.ofMillis(10);
  private static final Duration WEBHOOK_BOUND = Duration.ofSeconds(2);

  private final NodeFile file;
  private final NodeSecrets secrets;
  private final Consumer<NodeReady> ready;
  private final SecureRandom random = new SecureRandom();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean isStopping;

  MasterProcess(NodeFile file, NodeSecrets secrets, Consumer<NodeReady> ready) {
    this.file = file;
    this.secrets = secrets;
    this.ready = ready;
  }

  /** Serves until the end; gives the exit status. */
  int run() throws InterruptedException {
    NodeLock lock = NodeLock.tryTake(file.folder());
    Transport transport = Transport.ofNode("master", file.text("entry"));
    RedisStore store = store();
    AtomicReference<@Nullable MasterHost> host = new AtomicReference<>();
    String entry = listen(transport, file.text("entry"), whenThere(host, MasterHost::routeEntry));
    String server = listen(transport, file.text("server"), whenThere(host, MasterHost::routePeer));
    MasterConfig config = config(server, lock.isHeld());
    MasterHost.Setup setup =
        new MasterHost.Setup(
            new RestGate(secrets.cluster(), file.text("publicUrl") + "/", this::cookie),
            secrets.cluster(),
            subscription(),
            this::halt,
            incarnation ->
                ready.accept(
                    new NodeReady(
                        incarnation,
                        config.instanceId(),
                        Map.of("entry", entry, "server", server))));
    MasterHost master = new MasterHost(new MasterRole(config), store, transport, setup);
    host.set(master);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(master), "stop"));
    master.start();
    over.await();
    return awaitWebhooks(master);
  }

  /** A master that starts while its store is away waits for it. */
  private RedisStore store() throws InterruptedException {
    InetSocketAddress socket = Transport.address(file.text("store"));
    StoreAddress address =
        new StoreAddress(socket.getHostString(), socket.getPort(), secrets.store())
            .from(Transport.address(file.text("entry")).getHostString());
    long givesUpAt = Ticker.system().nanos() + STORE_BOUND.toNanos();
    while (true) {
      try {
        return RedisStore.connect(address);
      } catch (RedisException away) {
        if (Ticker.system().nanos() > givesUpAt) {
          throw away;
        }
        Pause.of(STORE_RETRY);
      }
    }
  }

  /** Ports must be known before there is a host; a call that early is cut. */
  private static Consumer<HttpExchange> whenThere(
      AtomicReference<@Nullable MasterHost> host, BiConsumer<MasterHost, HttpExchange> route) {
    return exchange -> {
      MasterHost there = host.get();
      if (there == null) {
        exchange.reset();
      } else {
        route.accept(there, exchange);
      }
    };
  }

  private static String listen(Transport transport, String address, Consumer<HttpExchange> route) {
    InetSocketAddress bound =
        transport.listen(Transport.address(address), HttpServerHandler.pipeline(route));
    return Transport.text(bound);
  }

  private MasterConfig config(String server, boolean holdsNodeLock) {
    return new MasterConfig(
        file.text("name"),
        nodeId(Transport.address(server)),
        "i-" + hex(17),
        server,
        file.text("publicUrl").startsWith("https:") ? "wss" : "ws",
        URI.create(file.text("publicUrl")).getAuthority(),
        file.text("clusterId"),
        holdsNodeLock,
        random.nextLong(),
        ClockAnchor.now(),
        RoleClocks.real().dividedBy((int) file.number("protocolDivisor")),
        file.bugs());
  }

  /** As captured, by address; where all masters share one, the port tells them apart. */
  private static String nodeId(InetSocketAddress server) {
    String id = "master_" + server.getHostString();
    return server.getHostString().equals("127.0.0.1") ? id + "_" + server.getPort() : id;
  }

  private WebhookSender.Subscription subscription() {
    return new WebhookSender.Subscription(
        words("webhooks").map(URI::create).toList(),
        words("webhookEvents").collect(Collectors.toSet()));
  }

  private Stream<String> words(String key) {
    return Stream.of(file.text(key).split(" ", -1)).filter(word -> !word.isEmpty());
  }

  private String cookie() {
    return hex(32).toUpperCase(Locale.ROOT);
  }

  private String hex(int digits) {
    byte[] bytes = new byte[(digits + 1) / 2];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).substring(0, digits);
  }

  private void halt(String why) {
    LOG.warn("master {} ends: {}", file.text("name"), why);
    if (isStopping) {
      over.countDown();
    } else {
      Runtime.getRuntime().halt(FENCED);
    }
  }

  private void stop(MasterHost master) {
    if (file.bugs().contains(Bug.IGNORES_SIGTERM)) {
      serveOn();
      return;
    }
    isStopping = true;
    master.stop();
    try {
      if (!over.await(STOP_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("master {} did not seal itself in time", file.text("name"));
      }
      awaitWebhooks(master);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }

  /** A shutdown hook that does not end keeps the process serving. */
  private static void serveOn() {
    try {
      Pause.of(STUBBORN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static int awaitWebhooks(MasterHost master) throws InterruptedException {
    return Pause.until(master::hasSentWebhooks, WEBHOOK_POLL, WEBHOOK_BOUND) ? 0 : 1;
  }
}
