package io.drillmaster.twin.group;

import io.drillmaster.process.ChildFailed;
import io.drillmaster.process.ChildProcess;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.TwinException;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinNotice;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.TwinSpec;
import io.drillmaster.twin.TwinWatch;
import io.drillmaster.twin.balancer.Rotation;
import io.drillmaster.twin.balancer.Target;
import io.drillmaster.twin.node.NodeMain;
import io.drillmaster.twin.node.NodeSecrets;
import io.drillmaster.twin.store.RedisStore;
import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.store.StoreCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a twin's processes and the store, and acts as its scaling groups say. All state belongs
 * to the one thread {@code twin-keeper}; readers get immutable copies.
 */
final class Keeper implements AutoCloseable {

  /** Gets the node table after each change. */
  interface Description {
    /** The table, and whether every place is taken. */
    void changed(List<TwinNode> nodes, boolean isWhole);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration STORE_BOUND = Duration.ofSeconds(1);
  private static final Duration UP_BOUND = Duration.ofSeconds(40);
  private static final Duration UP_LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration END_BOUND = Duration.ofSeconds(5);

  private final TwinSpec spec;
  private final NodeSecrets secrets;
  private final NodePlan plan;
  private final Fleet fleet;
  private final TwinWatch watch;
  private final Description description;
  private final AdminClient admin;
  private final Marks marks;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "twin-keeper"));
  private final ExecutorService starters =
      Executors.newCachedThreadPool(task -> daemon(task, "twin-starter"));

  private final Map<TwinRole, ScalingGroup> groups = new EnumMap<>(TwinRole.class);
  private final Map<String, TwinNode> nodes = new LinkedHashMap<>();
  private final Set<String> replaced = new HashSet<>();
  private @Nullable RedisStore store;
  private String balancerAdmin = "";
  private long deadRead;
  private boolean isRegistrationDue;
  private volatile boolean isClosing;
  private volatile List<TwinNode> table = List.of();
  private volatile boolean isWhole;

  Keeper(
      TwinSpec spec,
      NodeSecrets secrets,
      NodePlan plan,
      Fleet fleet,
      TwinWatch watch,
      Description description) {
    this.spec = spec;
    this.secrets = secrets;
    this.plan = plan;
    this.fleet = fleet;
    this.watch = watch;
    this.description = description;
    this.admin = new AdminClient(secrets.cluster());
    this.marks = Marks.of(spec.folder());
    Duration delay = spec.clocks().replacementDelay();
    groups.put(TwinRole.MASTER, new ScalingGroup(TwinRole.MASTER, spec.masters(), delay));
    groups.put(
        TwinRole.MEDIA_NODE, new ScalingGroup(TwinRole.MEDIA_NODE, spec.mediaNodes(), delay));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  List<TwinNode> nodes() {
    return table;
  }

  boolean isWhole() {
    return isWhole;
  }

  /** Starts every node at once and waits until the balancer sees every master healthy. */
  void bringUp() throws InterruptedException {
    List<CompletableFuture<Fleet.Member>> starting = new ArrayList<>();
    starting.add(startLater(TwinRole.BALANCER, TwinRole.BALANCER.prefix() + 1));
    group(TwinRole.MEDIA_NODE)
        .names()
        .forEach(name -> starting.add(startLater(TwinRole.MEDIA_NODE, name)));
    Fleet.Member storeMember = fleet.startStore(secrets.store());
    RedisStore client = Fleet.connect(plan.storeAddress(), secrets.store());
    store = client;
    await(client.run(new StoreCommand.PresetEpoch(UUID.randomUUID().toString())));
    group(TwinRole.MASTER).names().forEach(name -> starting.add(startLater(TwinRole.MASTER, name)));
    List<Fleet.Member> members = new ArrayList<>(List.of(storeMember));
    for (CompletableFuture<Fleet.Member> one : starting) {
      members.add(await(one));
    }
    onThread(() -> members.forEach(this::joined));
    awaitHealthy();
    thread.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletableFuture<Fleet.Member> startLater(TwinRole role, String name) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return fleet.start(role, name);
          } catch (InterruptedException interrupted) {
            throw new TwinException(name + ": interrupted while starting", interrupted);
          }
        },
        starters);
  }

  private static <T> T await(CompletionStage<T> stage) throws InterruptedException {
    try {
      return stage.toCompletableFuture().get(UP_BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new TwinException("the twin does not come up: " + cause.getMessage(), cause);
    } catch (TimeoutException late) {
      throw new TwinException("the twin did not come up within " + UP_BOUND, late);
    }
  }

  private void onThread(Runnable task) throws InterruptedException {
    await(CompletableFuture.runAsync(task, thread));
  }

  private void awaitHealthy() throws InterruptedException {
    if (!Pause.until(this::isServing, UP_LOOK_EVERY, UP_BOUND)) {
      throw new TwinException("the balancer did not see every master healthy within " + UP_BOUND);
    }
  }

  private boolean isServing() {
    try {
      List<Rotation.Standing> standings = admin.targets(balancerAdmin);
      boolean healthy =
          standings.size() == spec.masters()
              && standings.stream().allMatch(s -> s.health() == Rotation.Health.HEALTHY);
      return healthy && connectsMedia();
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean connectsMedia() throws IOException, InterruptedException {
    for (TwinNode node : table) {
      String server = node.addresses().get(TwinNode.SERVER);
      if (server != null) {
        String list = admin.get(server, "/openvidu/api/media-nodes");
        if (ClusterCodec.connectedMediaNodes(list) < spec.mediaNodes()) {
          return false;
        }
      }
    }
    return true;
  }

  private ScalingGroup group(TwinRole role) {
    ScalingGroup group = groups.get(role);
    if (group == null) {
      throw new IllegalArgumentException(role + " has no scaling group");
    }
    return group;
  }

  // From here on: on the keeper's thread.

  private void joined(Fleet.Member member) {
    TwinNode node = member.node();
    nodes.put(node.incarnation(), node);
    member.child().onEnd().thenAccept(child -> later(() -> ended(node.incarnation(), child)));
    if (node.role() == TwinRole.BALANCER) {
      balancerAdmin = node.addresses().getOrDefault("admin", "");
    } else if (node.role() == TwinRole.MEDIA_NODE) {
      registerMedia(node);
    }
    if (groups.containsKey(node.role())) {
      group(node.role()).ready(node.name(), node.incarnation());
    }
    isRegistrationDue = true;
    changed();
  }

  private void later(Runnable task) {
    if (!isClosing) {
      thread.execute(task);
    }
  }

  private void registerMedia(TwinNode node) {
    String uri = "ws://" + node.addresses().get(TwinNode.MEDIA) + "/kurento";
    tellStore(new StoreCommand.MediaRegister(node.id(), node.advertised(), uri, "running"));
  }

  private void tellStore(StoreCommand<StoreAnswer.Done> command) {
    askStore(command);
  }

  private <A extends StoreAnswer> Optional<A> askStore(StoreCommand<A> command) {
    RedisStore client = store;
    if (client == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          client
              .run(command)
              .toCompletableFuture()
              .get(STORE_BOUND.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException unreachable) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void changed() {
    table = List.copyOf(nodes.values());
    isWhole = groups.values().stream().allMatch(ScalingGroup::isWhole);
    registerTargets();
    description.changed(table, isWhole);
  }

  private void registerTargets() {
    List<Target> targets = new ArrayList<>();
    for (TwinNode node : nodes.values()) {
      String entry = node.addresses().get(TwinNode.ENTRY);
      if (entry != null && !replaced.contains(node.incarnation())) {
        targets.add(new Target(node.name(), node.incarnation(), entry));
      }
    }
    if (!isRegistrationDue || balancerAdmin.isEmpty()) {
      return;
    }
    try {
      admin.register(balancerAdmin, targets);
      isRegistrationDue = false;
    } catch (IOException unreachable) {
      LOG.warn("the balancer does not take its targets: {}", unreachable.getMessage());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      lookForDead();
      lookForTerminatedMedia();
      for (ScalingGroup group : groups.values()) {
        act(group.due(Ticker.system().nanos()), group);
      }
      registerTargets();
    } catch (RuntimeException broken) {
      LOG.error("the keeper of the twin failed in one look and goes on", broken);
    }
  }

  private void lookForDead() {
    askStore(new StoreCommand.Sweep(deadRead))
        .ifPresent(
            swept -> {
              deadRead = swept.position();
              swept.dead().forEach(this::lost);
            });
  }

  private void lookForTerminatedMedia() {
    Optional<StoreAnswer.MediaList> list = askStore(new StoreCommand.MediaNodes());
    if (list.isEmpty()) {
      return;
    }
    Set<String> terminated = new HashSet<>();
    for (StoreAnswer.MediaNode node : list.get().nodes()) {
      if (node.status().equals("terminated")) {
        terminated.add(node.id());
      }
    }
    for (TwinNode node : List.copyOf(nodes.values())) {
      if (node.role() == TwinRole.MEDIA_NODE && terminated.contains(node.id())) {
        lost(node.incarnation());
      }
    }
  }

  private void lost(String incarnation) {
    TwinNode node = nodes.get(incarnation);
    if (node == null || node.state() != TwinNode.State.RUNNING) {
      return;
    }
    group(node.role()).lost(incarnation, Ticker.system().nanos());
    TwinNode now = node.as(TwinNode.State.LOST);
    nodes.put(incarnation, now);
    changed();
    tell(TwinNotice.Kind.LOST, now, "declared dead by the cluster, its process exists");
  }

  private void ended(String incarnation, ChildProcess child) {
    TwinNode node = nodes.get(incarnation);
    if (node == null || node.state() == TwinNode.State.GONE) {
      return;
    }
    TwinNode now = node.as(TwinNode.State.GONE);
    nodes.put(incarnation, now);
    boolean isFenced = child.exitStatus().orElse(0) == NodeMain.FENCED;
    List<ScalingGroup.Action> actions = List.of();
    ScalingGroup group = groups.get(node.role());
    if (group != null) {
      actions = group.ended(incarnation, isFenced, Ticker.system().nanos());
    }
    changed();
    tell(TwinNotice.Kind.DIED, now, death(child, isFenced));
    if (group != null) {
      act(actions, group);
    }
  }

  private static String death(ChildProcess child, boolean isFenced) {
    String how = isFenced ? "fenced, ended by itself" : child.how();
    List<String> tail = child.logTail();
    return tail.isEmpty() ? how : how + "; its log ends:\n  " + String.join("\n  ", tail);
  }

  private void act(List<ScalingGroup.Action> actions, ScalingGroup group) {
    for (ScalingGroup.Action action : actions) {
      if (action instanceof ScalingGroup.Action.Start start) {
        start(start, group);
      } else if (action instanceof ScalingGroup.Action.Kill kill) {
        kill(kill.incarnation());
      } else if (action instanceof ScalingGroup.Action.GiveUp giveUp) {
        LOG.error("{} cannot be started; its place stays empty", giveUp.name());
      } else {
        throw new IllegalArgumentException("unknown action " + action.getClass());
      }
    }
  }

  private void kill(String incarnation) {
    TwinNode node = nodes.get(incarnation);
    if (node != null && !marks.has(incarnation)) {
      ChildProcess child = fleet.child(node.process());
      if (child != null) {
        child.kill();
      }
    }
  }

  private void start(ScalingGroup.Action.Start start, ScalingGroup group) {
    startLater(group.role(), start.name())
        .whenComplete(
            (member, failure) ->
                later(
                    () -> {
                      if (member != null) {
                        replaced(member, start);
                      } else {
                        notReplaced(start.name(), group, failure);
                      }
                    }));
  }

  private void replaced(Fleet.Member member, ScalingGroup.Action.Start start) {
    for (TwinNode former : nodes.values()) {
      boolean isOver = former.state() != TwinNode.State.RUNNING;
      if (isOver && former.role() == member.node().role()) {
        replaced.add(former.incarnation());
      }
    }
    joined(member);
    tell(
        TwinNotice.Kind.REPLACED,
        member.node(),
        start.isReplacement() ? "a new node in the place of a lost one" : "booted again");
  }

  private void notReplaced(String name, ScalingGroup group, @Nullable Throwable failure) {
    String why = failure == null ? "" : String.valueOf(failure.getMessage());
    Throwable cause = failure == null ? null : failure.getCause();
    if (cause instanceof ChildFailed childFailed) {
      why = String.valueOf(childFailed.getMessage());
    }
    LOG.warn("replacement {} failed: {}", name, why);
    act(group.failed(name, Ticker.system().nanos()), group);
  }

  private void tell(TwinNotice.Kind kind, TwinNode node, String detail) {
    watch.noticed(new TwinNotice(kind, node, detail, Ticker.system().nanos()));
  }

  @Override
  public void close() {
    isClosing = true;
    starters.shutdownNow();
    thread.shutdownNow();
    fleet.close();
    try {
      if (!thread.awaitTermination(END_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the keeper of the twin did not end within {}", END_BOUND);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (store != null) {
      store.close();
    }
  }
}
