package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drillmaster.process.ChildCommand;
import io.drillmaster.process.ChildProcess;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.twin.media.MediaEngine;
import io.drillmaster.twin.media.MediaMessage;
import io.drillmaster.twin.media.MediaServer;
import io.drillmaster.twin.node.NodeFile;
import io.drillmaster.twin.node.NodeMain;
import io.drillmaster.twin.node.NodeReady;
import io.drillmaster.twin.node.NodeSecrets;
import io.drillmaster.twin.role.Bug;
import io.drillmaster.twin.role.RoleClocks;
import io.drillmaster.twin.store.RedisProcess;
import io.drillmaster.twin.store.RedisStore;
import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.store.StoreCommand;
import io.drillmaster.twin.wire.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Masters as real processes on a real store, without a balancer and without anybody who replaces
 * the dead: clients choose their entry, and the test is the supervisor. The media node lives in the
 * test; each master has a line to the store that can be muted.
 */
final class LooseCluster implements AutoCloseable {

  /** What a cluster on busy cores adds to any wait. */
  static final Duration BUSY = Duration.ofSeconds(5);

  private static final Duration READY_BOUND = Duration.ofSeconds(60);
  private static final Duration ANSWER_BOUND = Duration.ofSeconds(20);
  private static final String MEDIA = "media_loose";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final NodeSecrets secrets = new NodeSecrets("loose-secret", "loose-password");
  private final Map<String, StoreLine> lines = new HashMap<>();
  private final List<ChildProcess> processes = new ArrayList<>();
  private final Path folder;
  private final Transport transport;
  private final int divisor;
  private final String mediaUri;
  private RedisProcess store;

  private LooseCluster(Path folder, Transport transport, int divisor) throws Exception {
    this.folder = folder;
    this.transport = transport;
    this.divisor = divisor;
    MediaServer media =
        new MediaServer(new MediaEngine("192.0.2.1", 9), new MediaMessage.Hello(MEDIA, "test"));
    InetSocketAddress at =
        media.listen(transport, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.mediaUri = "ws://" + Transport.text(at) + MediaServer.PATH;
    this.store = startStore(0);
  }

  /** A master that serves, and its process. */
  record Master(String name, ChildProcess process, NodeReady ready) {

    URI url() {
      return URI.create("http://" + ready.addresses().get("entry"));
    }

    ProcessId id() {
      return process.id();
    }
  }

  /** Starts a store and a media node; masters follow by {@link #boot}. */
  static LooseCluster start(Path folder, Transport transport, int divisor) throws Exception {
    LooseCluster cluster = new LooseCluster(folder, transport, divisor);
    boolean isUp = false;
    try {
      cluster.ask(new StoreCommand.PresetEpoch("fresh"));
      cluster.registerMedia();
      isUp = true;
      return cluster;
    } finally {
      if (!isUp) {
        cluster.close();
      }
    }
  }

  /** The clocks of its masters. */
  RoleClocks clocks() {
    return RoleClocks.real().dividedBy(divisor);
  }

  /** By when, at the latest, an owner that stopped renewing its lease is sealed. */
  Duration sealed() {
    return clocks().lease().plus(clocks().sweepEvery()).plus(BUSY);
  }

  // ---- the store

  private RedisProcess startStore(int port) throws Exception {
    return RedisProcess.start(
        InetAddress.getLoopbackAddress(), port, secrets.store(), folder.resolve("store"));
  }

  /** The store's process. */
  ProcessId store() {
    return store.processId();
  }

  /** Ends the store and starts an empty one in its place; nobody tells it an epoch. */
  void restartStore() throws Exception {
    store.close();
    store = startStore(store.address().port());
    registerMedia();
  }

  private void registerMedia() throws Exception {
    ask(new StoreCommand.MediaRegister(MEDIA, "192.0.2.1", mediaUri, "running"));
  }

  /** Asks the store on a connection of its own. */
  <A extends StoreAnswer> A ask(StoreCommand<A> command) throws Exception {
    try (RedisStore connection = RedisStore.connect(store.address())) {
      return connection
          .run(command)
          .toCompletableFuture()
          .get(ANSWER_BOUND.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Whether the cluster has declared this incarnation dead. */
  boolean isSealed(Master master) throws Exception {
    return ask(new StoreCommand.IsSealed(master.ready().incarnation())).sealed();
  }

  /** Cuts this master off from the store; its connection stays open. */
  void mute(Master master) {
    Optional.ofNullable(lines.get(master.name())).orElseThrow().mute();
  }

  // ---- masters

  /** Boots masters side by side; one whose process has ended may be booted again. */
  List<Master> boot(String... names) throws Exception {
    return boot(List.of(), names);
  }

  /** The same with bugs. */
  List<Master> boot(List<Bug> bugs, String... names) throws Exception {
    List<ChildProcess> starting = new ArrayList<>();
    for (String name : names) {
      starting.add(launch(name, bugs));
    }
    List<Master> masters = new ArrayList<>();
    for (ChildProcess each : starting) {
      NodeReady ready = NodeReady.Codec.read(each.awaitReady(READY_BOUND));
      masters.add(new Master(each.command().name(), each, ready));
    }
    return masters;
  }

  private ChildProcess launch(String name, List<Bug> bugs) throws IOException {
    StoreLine line = StoreLine.to(store.address());
    StoreLine before = lines.put(name, line);
    if (before != null) {
      before.close();
    }
    Map<String, String> values = new TreeMap<>();
    values.put("name", name);
    values.put("bugs", bugs.stream().map(Bug::kebab).collect(Collectors.joining(" ")));
    values.put("entry", "127.0.0.1:0");
    values.put("server", "127.0.0.1:0");
    values.put("store", line.address());
    values.put("publicUrl", "http://127.0.0.1:4443");
    values.put("clusterId", "loose");
    values.put("protocolDivisor", Integer.toString(divisor));
    values.put("webhookEvents", "");
    values.put("webhooks", "");
    NodeFile file = new NodeFile(folder.resolve(name).resolve("node.properties"), values);
    file.write();
    List<String> argv =
        TwinTestMain.launch()
            .argv(
                List.of(
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xlog:disable",
                    "-Xlog:all=warning:stderr",
                    "-Dlogback.configurationFile=io/drillmaster/twin/node/logback-node.xml"),
                List.of(NodeMain.COMMAND, "master", file.path().toString()));
    ChildProcess process =
        ChildProcess.start(
            new ChildCommand(name, argv, secrets.asEnvironment(), folder.resolve(name + ".log")));
    processes.add(process);
    return process;
  }

  /** Stops a process; returns when the operating system shows it stopped. */
  static void freeze(ProcessId process) {
    assertThat(Signals.system().send(process, Signal.STOP)).isTrue();
    await()
        .atMost(BUSY)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Signals.system().state(process) == ProcessState.STOPPED);
  }

  /** Lets it run again. */
  static void wake(ProcessId process) {
    assertThat(Signals.system().send(process, Signal.CONT)).isTrue();
  }

  /** Waits for the end of a master that may no longer act, and for nothing else. */
  static void assertHalts(Master master, Duration bound) throws InterruptedException {
    assertThat(master.process().awaitEnd(bound)).as("%s ends", master.name()).isTrue();
    assertThat(master.process().exitStatus())
        .as(() -> master.process().how() + ": " + master.process().logTail())
        .hasValue(NodeMain.FENCED);
  }

  // ---- clients

  /** Asks over REST at one master's entry port; the answer comes later, or never. */
  CompletableFuture<HttpResponse<String>> rest(Master at, String method, String path, String body) {
    String credentials = "OPENVIDUAPP:" + secrets.cluster();
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return http.sendAsync(
        HttpRequest.newBuilder(at.url().resolve("/openvidu/api/sessions" + path))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/json")
            .timeout(ANSWER_BOUND)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Asks for a session whose owner is to be this master; gives the status. */
  int create(Master at, String session) {
    return rest(at, "POST", "", "{\"customSessionId\":\"" + session + "\"}").join().statusCode();
  }

  /** What REST says of a session. */
  JsonNode session(Master at, String session) {
    return JSON.readTree(rest(at, "GET", "/" + session, "").join().body());
  }

  /** Joins a session through this entry. */
  LooseMember join(Master at, String session) throws Exception {
    HttpResponse<String> granted = rest(at, "POST", "/" + session + "/connection", "{}").join();
    assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
    String token = JSON.readTree(granted.body()).get("token").asString();
    TestClient client = TestClient.open(transport, at.url(), session, false);
    return new LooseMember(client, client.join(session, token));
  }

  @Override
  public void close() throws IOException {
    processes.forEach(ChildProcess::close);
    for (StoreLine line : lines.values()) {
      line.close();
    }
    store.close();
  }
}
