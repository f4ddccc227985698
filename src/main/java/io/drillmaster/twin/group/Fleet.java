package io.drillmaster.twin.group;

import io.drillmaster.process.Child;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.Site;
import io.drillmaster.twin.TwinException;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.TwinWatch;
import io.drillmaster.twin.node.NodeReady;
import io.drillmaster.twin.store.RedisProcess;
import io.drillmaster.twin.store.RedisStore;
import io.drillmaster.twin.store.StoreAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The children that a twin is made of: starts them and ends them all. Thread-safe. */
final class Fleet implements AutoCloseable {

  /** A node that serves, and what it runs in. */
  record Member(TwinNode node, Child child) {}

  /** A JVM starts within this even when ten do so at once on two busy cores. */
  private static final Duration READY_BOUND = Duration.ofSeconds(30);

  /** What it takes a copy of the store to take its place, whatever the cluster's clocks. */
  private static final Duration PROMOTION = Duration.ofSeconds(1);

  private static final Duration STORE_BOUND = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final NodePlan plan;
  private final Site site;
  private final TwinWatch watch;
  private final List<Child> children = new ArrayList<>();
  private boolean isClosed;

  Fleet(NodePlan plan, Site site, TwinWatch watch) {
    this.plan = plan;
    this.site = site;
    this.watch = watch;
  }

  /** Starts a node and waits until it serves. */
  Member start(TwinRole role, String name) throws InterruptedException {
    Site.NodeOrder order = plan.order(role, name);
    Child child = launch(name, () -> site.start(order));
    NodeReady ready = NodeReady.Codec.read(child.awaitReady(READY_BOUND));
    String advertised = role == TwinRole.MEDIA_NODE ? plan.advertised(name) : "";
    return new Member(node(name, role, ready, advertised, child), child);
  }

  private TwinNode node(
      String name, TwinRole role, NodeReady ready, String advertised, Child child) {
    return new TwinNode(
        name,
        role,
        ready.incarnation(),
        ready.id(),
        child.id(),
        ready.addresses(),
        advertised,
        plan.log(name),
        TwinNode.State.RUNNING,
        Ticker.system().nanos());
  }

  /**
   * How long after its end a node that has no group is started again: as long as usual, unless it
   * is a store with a copy.
   */
  Duration absence(TwinRole role, Duration usual) {
    return role == TwinRole.STORE && Files.exists(savedStore()) ? PROMOTION : usual;
  }

  private Path savedStore() {
    return plan.folder(TwinRole.STORE.prefix()).resolve(RedisProcess.SAVED);
  }

  /** Starts the store and waits until it answers. What it had saved is good for one start. */
  Member startStore(String password) throws InterruptedException {
    String name = TwinRole.STORE.prefix();
    InetSocketAddress socket = address(plan.storeAddress());
    StoreAddress address = new StoreAddress(socket.getHostString(), socket.getPort(), password);
    Path folder = plan.folder(name);
    try {
      Files.createDirectories(folder);
    } catch (IOException cause) {
      throw new UncheckedIOException("folder " + folder + " cannot be made", cause);
    }
    Site.StoreOrder order = new Site.StoreOrder(name, address, folder, plan.log(name));
    Child child = launch(name, () -> site.startStore(order));
    awaitStore(address, child);
    forgetSavedStore();
    NodeReady ready =
        new NodeReady(
            name + "#" + child.id().pid(), name, Map.of(TwinNode.REDIS, plan.storeAddress()));
    return new Member(node(name, TwinRole.STORE, ready, "", child), child);
  }

  private void forgetSavedStore() {
    try {
      Files.deleteIfExists(savedStore());
    } catch (IOException cause) {
      throw new UncheckedIOException(savedStore() + " cannot be deleted", cause);
    }
  }

  private static void awaitStore(StoreAddress address, Child child) throws InterruptedException {
    boolean answers =
        Pause.until(() -> !child.isAlive() || accepts(address), LOOK_EVERY, STORE_BOUND);
    if (!answers || !child.isAlive()) {
      throw new TwinException(
          "the store on %s did not come up (%s); its log ends:%n  %s"
              .formatted(address, child.how(), String.join("\n  ", child.logTail())));
    }
  }

  private static boolean accepts(StoreAddress address) {
    try (var socket = new java.net.Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** How a child ended, in words. */
  static String death(Child child, boolean isFenced) {
    String how = isFenced ? "fenced, ended by itself" : child.how();
    List<String> tail = child.logTail();
    return tail.isEmpty() ? how : how + "; its log ends:\n  " + String.join("\n  ", tail);
  }

  /** A client of the store. */
  static RedisStore connect(String address, String password) {
    InetSocketAddress socket = address(address);
    return RedisStore.connect(new StoreAddress(socket.getHostString(), socket.getPort(), password));
  }

  private static InetSocketAddress address(String hostAndPort) {
    return io.drillmaster.twin.wire.Transport.address(hostAndPort);
  }

  /** Whoever comes too late for the end is ended here. */
  private Child launch(String name, Supplier<Child> start) {
    requireOpen(name);
    Child child = start.get();
    watch.started(name, child.id());
    if (!isKept(child)) {
      child.close();
      requireOpen(name);
    }
    return child;
  }

  private synchronized void requireOpen(String name) {
    if (isClosed) {
      throw new TwinException(name + " is not started: the twin is being closed");
    }
  }

  private synchronized boolean isKept(Child child) {
    if (!isClosed) {
      children.add(child);
    }
    return !isClosed;
  }

  /** Ends every child and waits for it. */
  @Override
  public void close() {
    List<Child> all;
    synchronized (this) {
      isClosed = true;
      all = List.copyOf(children);
    }
    all.forEach(Child::kill);
    all.forEach(Child::close);
  }
}
