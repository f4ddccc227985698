package io.drillmaster.twin.group;

import io.drillmaster.process.ChildCommand;
import io.drillmaster.process.Launch;
import io.drillmaster.twin.Site;
import io.drillmaster.twin.TwinClocks;
import io.drillmaster.twin.TwinHosts;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.TwinSpec;
import io.drillmaster.twin.node.NodeFile;
import io.drillmaster.twin.node.NodeMain;
import io.drillmaster.twin.node.NodeSecrets;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where each node of a twin is, what it is told, and how it is started. */
final class NodePlan {

  private static final int SERVER_PORT = 5443;
  private static final int ADMIN_PORT = 4440;
  private static final int MEDIA_PORT = 8888;
  private static final int REDIS_PORT = 6379;

  /** Without those that come with every signal and every stream: their rate is that of the load. */
  private static final List<String> WEBHOOK_EVENTS =
      List.of(
          "sessionCreated",
          "sessionDestroyed",
          "participantJoined",
          "participantLeft",
          "nodeCrashed",
          "nodeRecovered",
          "mediaNodeStatusChanged",
          "HANodeRegistered",
          "HANodeDeregistered");

  /** D17. */
  private static final int HEAP_MEGABYTES = 64;

  /** D17: a master that survives alone carries everybody. */
  private static final int MASTER_KILOBYTES_PER_SOCKET = 20;

  /** Two Netty channels with their handlers and no state of their own. */
  private static final int BALANCER_KILOBYTES_PER_SOCKET = 8;

  /** Neighbouring seeds begin with much the same numbers; b1 has the twin's own. */
  private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

  private final TwinSpec spec;
  private final Launch launch;
  private final NodeSecrets secrets;
  private final Site.Addresses net;
  private final String storeAddress;
  private final List<String> frontAddresses;
  private final String clusterId;
  private final SecureRandom random = new SecureRandom();

  NodePlan(TwinSpec spec, Launch launch, NodeSecrets secrets, Site.Addresses net) {
    this.spec = spec;
    this.launch = launch;
    this.secrets = secrets;
    this.net = net;
    this.storeAddress = net.address(TwinHosts.host(TwinRole.STORE, 1), REDIS_PORT);
    this.frontAddresses =
        IntStream.rangeClosed(1, spec.balancers())
            .mapToObj(
                number -> net.address(TwinHosts.host(TwinRole.BALANCER, number), Site.ENTRY_PORT))
            .toList();
    this.clusterId = "twin-" + hex(8);
  }

  /** ip:port of the store. */
  String storeAddress() {
    return storeAddress;
  }

  /** Scheme and authority of the first balancer. */
  URI baseUrl() {
    return URI.create("http://" + frontAddresses.get(0));
  }

  /** Names of the balancers. */
  List<String> balancers() {
    return IntStream.rangeClosed(1, spec.balancers())
        .mapToObj(number -> TwinRole.BALANCER.prefix() + number)
        .toList();
  }

  /** The balancers' evidence: each appends whole lines. */
  Path accessLog() {
    return spec.folder().resolve("access.jsonl");
  }

  /** Where a node's standard error goes. */
  Path log(String name) {
    return spec.folder().resolve("nodes").resolve(name + ".log");
  }

  /** The private folder of a node. */
  Path folder(String name) {
    return spec.folder().resolve("nodes").resolve(name);
  }

  /** The address in a media node's candidates (D18). */
  String advertised(String name) {
    return "192.0.2." + number(name, TwinRole.MEDIA_NODE);
  }

  /** Where a node of this name belongs and how to start it; writes its node file. */
  Site.NodeOrder order(TwinRole role, String name) {
    ChildCommand command = command(role, name);
    return new Site.NodeOrder(role, host(name, role), folder(name), command);
  }

  /** How to start a node of this name; writes its node file. */
  ChildCommand command(TwinRole role, String name) {
    Map<String, String> values = new TreeMap<>();
    values.put("name", name);
    values.put("bugs", String.join(" ", spec.bugs()));
    switch (role) {
      case MASTER -> master(name, values);
      case MEDIA_NODE -> media(name, values);
      case BALANCER -> balancer(name, values);
      case STORE -> throw new IllegalArgumentException("the store is not a node of this program");
    }
    NodeFile file = new NodeFile(folder(name).resolve("node.properties"), values);
    file.write();
    List<String> argv =
        launch.argv(
            jvmOptions(role), List.of(NodeMain.COMMAND, word(role), file.path().toString()));
    return new ChildCommand(name, argv, secrets.asEnvironment(), log(name));
  }

  private static String word(TwinRole role) {
    return role == TwinRole.MEDIA_NODE ? "media" : role.key();
  }

  private void master(String name, Map<String, String> values) {
    int host = host(name, TwinRole.MASTER);
    values.put("entry", net.address(host, Site.ENTRY_PORT));
    values.put("server", net.address(host, SERVER_PORT));
    values.put("store", storeAddress);
    URI publicUrl = spec.publicUrl();
    values.put("publicUrl", (publicUrl == null ? baseUrl() : publicUrl).toString());
    values.put("clusterId", clusterId);
    values.put("protocolDivisor", Integer.toString(spec.clocks().protocolDivisor()));
    values.put("webhookEvents", String.join(" ", WEBHOOK_EVENTS));
    values.put(
        "webhooks", spec.webhooks().stream().map(URI::toString).collect(Collectors.joining(" ")));
  }

  private void media(String name, Map<String, String> values) {
    int host = host(name, TwinRole.MEDIA_NODE);
    values.put("media", net.address(host, MEDIA_PORT));
    values.put("mediaNodeId", "media_i-" + hex(17));
    values.put("advertised", advertised(name));
  }

  private void balancer(String name, Map<String, String> values) {
    TwinClocks clocks = spec.clocks();
    int number = number(name, TwinRole.BALANCER);
    values.put("front", frontAddresses.get(number - 1));
    values.put("admin", net.address(host(name, TwinRole.BALANCER), ADMIN_PORT));
    values.put("accessLog", accessLog().toString());
    values.put("seed", Long.toString(spec.seed() + (number - 1) * SEED_STEP));
    values.put("checkEveryMillis", Long.toString(clocks.checkEvery().toMillis()));
    values.put("checkTimeoutMillis", Long.toString(clocks.checkTimeout().toMillis()));
    values.put("connectTimeoutMillis", Long.toString(clocks.connectTimeout().toMillis()));
    values.put("firstByteTimeoutMillis", Long.toString(clocks.firstByteTimeout().toMillis()));
    values.put("unhealthyAfter", Integer.toString(clocks.unhealthyAfter()));
    values.put("healthyAfter", Integer.toString(clocks.healthyAfter()));
  }

  private List<String> jvmOptions(TwinRole role) {
    long perSocket =
        switch (role) {
          case MASTER -> MASTER_KILOBYTES_PER_SOCKET;
          case BALANCER -> BALANCER_KILOBYTES_PER_SOCKET;
          default -> 0;
        };
    long megabytes = HEAP_MEGABYTES + perSocket * spec.expectedSockets() / 1024;
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + megabytes + "m");
    options.add("-XX:+UseSerialGC");
    options.add("-XX:TieredStopAtLevel=1");
    options.add("-XX:-UsePerfData");
    options.add("-XX:+ExitOnOutOfMemoryError");
    // Netty loads epoll: newer JVMs would warn of it in the log whose tail explains a death.
    options.add("--enable-native-access=ALL-UNNAMED");
    // Whatever the JVM has to say must not come before READY on standard output.
    options.add("-Xlog:disable");
    options.add("-Xlog:all=warning:stderr");
    options.add("-Dlogback.configurationFile=io/drillmaster/twin/node/logback-node.xml");
    options.add("-Dio.netty.leakDetection.level=disabled");
    return options;
  }

  private static int number(String name, TwinRole role) {
    return Integer.parseInt(name.substring(role.prefix().length()));
  }

  private static int host(String name, TwinRole role) {
    return TwinHosts.host(role, number(name, role));
  }

  private String hex(int digits) {
    byte[] bytes = new byte[(digits + 1) / 2];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).substring(0, digits);
  }
}
