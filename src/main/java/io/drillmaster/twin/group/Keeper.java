package io.drillmaster.twin.group;

import io.drillmaster.process.Child;
import io.drillmaster.process.ChildFailed;
import io.drillmaster.process.Signals;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.TwinException;
import io.drillmaster.twin.TwinKey;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinNotice;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.TwinSpec;
import io.drillmaster.twin.TwinWatch;
import io.drillmaster.twin.node.NodeMain;
import io.drillmaster.twin.node.NodeSecrets;
import io.drillmaster.twin.role.Bug;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a twin's nodes and the store, and acts as its scaling groups say. All state belongs to
 * the one thread {@code twin-keeper}; readers get immutable copies.
 */
final class Keeper implements AutoCloseable {

  /** Gets the node table after each change. */
  interface Description {
    /** The table, and whether every place is taken. */
    void changed(List<TwinNode> nodes, boolean isWhole);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Duration UP_BOUND = Duration.ofSeconds(40);
  private static final Duration UP_LOOK_EVERY = Duration.ofMillis(50);

  private static final Duration END_BOUND = Duration.ofSeconds(5);

  private final TwinSpec spec;
  private final NodeSecrets secrets;
  private final NodePlan plan;
  private final Fleet fleet;
  private final TwinWatch watch;
  private final Description description;
  private final BalancerDesk desk;
  private final Overreach overreach;
  private final Condemned condemned;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> Starter.daemon(task, "twin-keeper"));
  private final Starter starter;

  private final Map<TwinRole, ScalingGroup> groups = new EnumMap<>(TwinRole.class);
  private final Map<String, TwinNode> nodes = new LinkedHashMap<>();
  private final Map<String, Child> children = new HashMap<>();

  private volatile @Nullable StoreWatch store;
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
    this.starter = new Starter(fleet, secrets);
    this.watch = watch;
    this.description = description;
    Set<Bug> bugs = spec.bugs().stream().map(Bug::named).collect(Collectors.toSet());
    this.desk = new BalancerDesk(new AdminClient(secrets.cluster()), bugs);
    this.overreach = new Overreach(bugs, Signals.system()::state);
    this.condemned = new Condemned(Marks.of(spec.folder()), this::end);
    Duration delay = spec.clocks().replacementDelay();
    groups.put(
        TwinRole.MASTER,
        new ScalingGroup(
            TwinRole.MASTER, spec.masters(), delay, !bugs.contains(Bug.NO_REPLACEMENT)));
    groups.put(
        TwinRole.MEDIA_NODE, new ScalingGroup(TwinRole.MEDIA_NODE, spec.mediaNodes(), delay));
  }

  List<TwinNode> nodes() {
    return table;
  }

  boolean isWhole() {
    return isWhole;
  }

  /** Every key of the store; empty while there is none, or when it does not answer. */
  Optional<List<TwinKey>> storeKeys() {
    StoreWatch eyes = store;
    return eyes == null ? Optional.empty() : eyes.keys();
  }

  /** Saves the contents of the store; see {@link io.drillmaster.twin.Twin#saveStore}. */
  void saveStore() {
    Objects.requireNonNull(store, "a twin that is up has a store").save();
  }

  /** Starts every node at once and waits until every balancer sees every master healthy. */
  void bringUp() throws InterruptedException {
    Fleet.Member storeMember = fleet.startStore(secrets.store());
    store = StoreWatch.ofFresh(plan.storeAddress(), secrets);
    onThread(() -> joined(storeMember));
    List<CompletableFuture<Void>> starting = new ArrayList<>();
    plan.balancers().forEach(name -> starting.add(startFirst(TwinRole.BALANCER, name)));
    for (TwinRole role : List.of(TwinRole.MEDIA_NODE, TwinRole.MASTER)) {
      group(role).names().forEach(name -> starting.add(startFirst(role, name)));
    }
    for (CompletableFuture<Void> one : starting) {
      Starter.await(one, UP_BOUND);
    }
    awaitServing();
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            () -> guarded(this::look), 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private CompletableFuture<Void> startFirst(TwinRole role, String name) {
    return starter.start(role, name).thenAcceptAsync(this::joined, thread);
  }

  private void onThread(Runnable task) throws InterruptedException {
    Starter.await(CompletableFuture.runAsync(task, thread), UP_BOUND);
  }

  private void awaitServing() throws InterruptedException {
    if (!Pause.until(
        () -> desk.isServing(table, spec.masters(), spec.mediaNodes()), UP_LOOK_EVERY, UP_BOUND)) {
      throw new TwinException(
          "the twin does not serve: within %s not every master was healthy at every balancer and connected to every media node"
              .formatted(UP_BOUND));
    }
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
    children.put(node.incarnation(), member.child());
    CompletableFuture<Void> unused =
        member.child().onEnd().thenAccept(child -> later(() -> ended(node.incarnation(), child)));
    if (node.role() == TwinRole.BALANCER) {
      node.address(TwinNode.ADMIN).ifPresent(desk::isAt);
    } else if (node.role() == TwinRole.MEDIA_NODE && store != null) {
      store.register(node);
    }
    if (groups.containsKey(node.role())) {
      group(node.role()).ready(node.name(), node.incarnation());
    }
    desk.due();
    changed();
  }

  private void later(Runnable task) {
    if (!isClosing) {
      thread.execute(() -> guarded(task));
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException broken) {
      if (!isClosing) {
        LOG.error("the keeper of the twin failed in one task and goes on", broken);
      }
    }
  }

  private void changed() {
    table = List.copyOf(nodes.values());
    isWhole =
        groups.values().stream().allMatch(ScalingGroup::isWhole)
            && runs(TwinRole.STORE) >= 1
            && runs(TwinRole.BALANCER) >= spec.balancers();
    desk.register(nodes.values());
    description.changed(table, isWhole);
  }

  private long runs(TwinRole role) {
    return nodes.values().stream()
        .filter(node -> node.role() == role && node.state() == TwinNode.State.RUNNING)
        .count();
  }

  private void look() {
    StoreWatch eyes = store;
    if (eyes != null) {
      eyes.newlyDead().forEach(this::lost);
      Set<String> terminated = Set.copyOf(eyes.terminatedMedia());
      nodes.values().stream()
          .filter(node -> terminated.contains(node.id()))
          .map(TwinNode::incarnation)
          .toList()
          .forEach(this::lost);
    }
    for (ScalingGroup group : groups.values()) {
      act(group.due(Ticker.system().nanos()), group);
    }
    condemned.endThoseLetGo();
    desk.register(nodes.values());
    overreach.whenLooking(nodes.values()).forEach(this::end);
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

  private void ended(String incarnation, Child child) {
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
    tell(TwinNotice.Kind.DIED, now, Fleet.death(child, isFenced));
    if (group != null) {
      act(actions, group);
    } else {
      restartLater(node);
    }
  }

  /** Balancers and the store have no group: they come back where they were. */
  private void restartLater(TwinNode node) {
    Duration absence = fleet.absence(node.role(), spec.clocks().replacementDelay());
    ScheduledFuture<?> unused =
        thread.schedule(
            () -> guarded(() -> restart(node)), absence.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void restart(TwinNode node) {
    CompletableFuture<Fleet.Member> unused =
        starter
            .start(node.role(), node.name())
            .whenComplete(
                (member, failure) ->
                    later(
                        () -> {
                          if (member != null) {
                            restarted(member);
                          } else {
                            LOG.warn("{} does not start again: {}", node.name(), failure);
                            restartLater(node);
                          }
                        }));
  }

  private void restarted(Fleet.Member member) {
    if (member.node().role() == TwinRole.STORE) {
      closeStore();
      store = StoreWatch.ofRestarted(plan.storeAddress(), secrets);
      nodes.values().stream()
          .filter(node -> node.role() == TwinRole.MEDIA_NODE)
          .filter(node -> node.state() == TwinNode.State.RUNNING)
          .forEach(store::register);
    }
    joined(member);
    tell(TwinNotice.Kind.REPLACED, member.node(), "started again");
  }

  private void act(List<ScalingGroup.Action> actions, ScalingGroup group) {
    for (ScalingGroup.Action action : actions) {
      if (action instanceof ScalingGroup.Action.Start start) {
        start(start, group);
      } else if (action instanceof ScalingGroup.Action.Kill kill) {
        condemned.add(kill.incarnation());
      } else if (action instanceof ScalingGroup.Action.GiveUp giveUp) {
        LOG.error("{} cannot be started; its place stays empty", giveUp.name());
      } else {
        throw new IllegalArgumentException("unknown action " + action.getClass());
      }
    }
  }

  private void end(String incarnation) {
    Child child = children.get(incarnation);
    if (child != null) {
      child.kill();
    }
  }

  private void start(ScalingGroup.Action.Start start, ScalingGroup group) {
    CompletableFuture<Fleet.Member> unused =
        starter
            .start(group.role(), start.name())
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
    desk.replacedBy(member.node(), nodes.values());
    joined(member);
    overreach.whenReplacing(member.node(), nodes.values()).forEach(condemned::add);
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
    starter.close();
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(END_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the keeper of the twin did not end within {}", END_BOUND);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      closeStore();
      fleet.close();
    }
  }

  /** Whatever the client of the store says at its end, the processes must be ended after it. */
  private void closeStore() {
    try {
      if (store != null) {
        store.close();
      }
    } catch (RuntimeException broken) {
      LOG.warn("the connection to the store did not close: {}", broken.toString());
    }
  }
}
