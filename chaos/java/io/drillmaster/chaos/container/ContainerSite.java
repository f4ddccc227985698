package io.drillmaster.chaos.container;

import io.drillmaster.chaos.process.Roles;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.TargetSpec;
import io.drillmaster.process.Child;
import io.drillmaster.process.ChildFailed;
import io.drillmaster.process.Launch;
import io.drillmaster.time.Pause;
import io.drillmaster.twin.Site;
import io.drillmaster.twin.TwinException;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.node.NodeFile;
import io.drillmaster.twin.node.NodeSecrets;
import io.drillmaster.twin.store.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A twin's nodes in containers, each at an address of its own on a network of the run's own. The
 * balancers' fronts are published on 127.0.0.1, too. Thread-safe.
 */
final class ContainerSite implements Site, ContainerDriver.Partitions {

  /** Names the run whose containers a folder has. */
  static final String MARKER = "containers.run";

  /** The longest that a drill may cut off, and what undoing takes. */
  private static final Duration CUT_OFF_MOST = Duration.ofMinutes(61);

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final int TRIES_MAX = 32;
  private static final int GATEWAY = 254;
  private static final String STORE_READY = ".*Ready to accept connections.*";
  private static final String NODE_READY = "READY .*";

  /** Where the image has this program. */
  private static final Launch LAUNCH =
      new Launch("java", List.of("-jar", "/drillmaster/drillmaster.jar"));

  private final Engine engine;
  private final TargetSpec.Images images;
  private final String run;
  private final Path folder;
  private final String prefix;
  private final Set<String> cutOff = ConcurrentHashMap.newKeySet();
  private final Map<Integer, String> balancers = new ConcurrentHashMap<>();

  /** At a network that there is. */
  ContainerSite(Engine engine, TargetSpec.Images images, String run, Path folder, String prefix) {
    this.engine = engine;
    this.images = images;
    this.run = run;
    this.folder = folder;
    this.prefix = prefix;
  }

  /**
   * Makes the network of a run and leaves word of it in the folder.
   *
   * @param folder of the twin
   * @throws EngineFailed when the engine does not make it
   * @throws TwinException when it cannot be reached from here; nothing is left then
   */
  static ContainerSite make(Engine engine, TargetSpec.Images images, String run, Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(MARKER), run + "\n");
    } catch (IOException cause) {
      throw new TwinException("folder " + folder + " cannot be written", cause);
    }
    ContainerSite site = new ContainerSite(engine, images, run, folder, network(engine, run));
    try {
      site.requireNear();
      return site;
    } catch (TwinException far) {
      site.close();
      throw far;
    }
  }

  private static String network(Engine engine, String run) {
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < TRIES_MAX; i++) {
      String prefix = "10.%d.%d.".formatted(64 + random.nextInt(64), random.nextInt(256));
      if (engine.makeNetwork(run, prefix + "0/24", prefix + GATEWAY)) {
        return prefix;
      }
    }
    throw new TwinException(
        "no free 10.x.y.0/24 found in %d tries; remove networks that nobody uses: docker network prune"
            .formatted(TRIES_MAX));
  }

  /**
   * Clocks, folders and addresses of the nodes are those of this machine, or nothing is evident.
   */
  private void requireNear() {
    try {
      if (NetworkInterface.getByInetAddress(InetAddress.getByName(gateway())) == null) {
        throw new TwinException(
            "the networks of the container engine are not on this machine (a virtual machine, or rootless): run drillmaster where the engine runs, in its network namespace");
      }
    } catch (IOException cause) {
      throw new TwinException("the interfaces of this machine cannot be listed", cause);
    }
  }

  /** This machine's address on the network. */
  String gateway() {
    return prefix + GATEWAY;
  }

  @Override
  public Addresses addresses() {
    return (host, usualPort) -> prefix + host + ":" + usualPort;
  }

  @Override
  public Launch launch() {
    return LAUNCH;
  }

  @Override
  public void cutOff(String address) {
    cutOff.add(address);
  }

  @Override
  public void letBack(String address) {
    cutOff.remove(address);
  }

  /** A node that lost its lease behind a partition ends, and its supervisor boots it there. */
  private void awaitNetwork(String name, String address) {
    try {
      if (!Pause.until(() -> !cutOff.contains(address), LOOK_EVERY, CUT_OFF_MOST)) {
        throw new ChildFailed(name + " is cut off and cannot boot");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ChildFailed(name + " is not started: interrupted", interrupted);
    }
  }

  @Override
  public Child start(NodeOrder order) {
    awaitNetwork(order.command().name(), prefix + order.host());
    boolean isBalancer = order.role() == TwinRole.BALANCER;
    Path secrets = order.folder().resolve("secrets.properties");
    writePrivately(secrets, "");
    new NodeFile(secrets, order.command().environment()).write();
    ContainerChild child =
        started(
            new Engine.Order(
                run,
                order.command().name(),
                Roles.of(order.role()).key(),
                images.node(),
                prefix + order.host(),
                order.command().argv(),
                Map.of(NodeSecrets.FILE, secrets.toString()),
                isBalancer ? folder : order.folder(),
                isBalancer ? Optional.of(ENTRY_PORT) : Optional.empty(),
                NODE_READY),
            order.command().log(),
            secrets);
    if (isBalancer) {
      balancers.put(order.host(), child.container());
    }
    return child;
  }

  @Override
  public Child startStore(StoreOrder order) {
    Path settings = order.folder().resolve("redis.conf");
    writePrivately(settings, RedisProcess.settings(order.address(), order.folder()));
    return started(
        new Engine.Order(
            run,
            order.name(),
            Role.STORE.key(),
            images.store(),
            order.address().host(),
            List.of("redis-server", settings.toString()),
            Map.of(),
            order.folder(),
            Optional.empty(),
            STORE_READY),
        order.log(),
        settings);
  }

  /** Whoever serves has read its secrets: no run folder keeps them. */
  private ContainerChild started(Engine.Order order, Path log, Path secrets) {
    try {
      return ContainerChild.start(engine, order, log);
    } finally {
      delete(secrets);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException cause) {
      throw new ChildFailed(file + " cannot be deleted", cause);
    }
  }

  private static void writePrivately(Path file, String text) {
    delete(file);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException cause) {
      throw new ChildFailed(file + " cannot be written", cause);
    }
  }

  /** Where the balancers are reached by 127.0.0.1. */
  List<URI> published() {
    return balancers.keySet().stream()
        .sorted()
        .flatMap(host -> engine.published(balancers.getOrDefault(host, "")).stream())
        .map(port -> URI.create("http://127.0.0.1:" + port))
        .toList();
  }

  /** Removes the network, and every container that is left. */
  @Override
  public void close() {
    engine.removeAll(run);
    engine.close();
  }
}
