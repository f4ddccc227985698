package io.drillmaster.twin.role;

import io.drillmaster.time.ClockAnchor;
import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.store.StoreCommand;
import io.drillmaster.twin.store.StoreModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of masters in fake time: roles, the store's model, pipes, sockets and media nodes as
 * messages in one queue. Without delays it is a test bench, with them the explorer's world.
 */
final class SimulatedCluster {

  static final Instant EPOCH = Instant.ofEpochMilli(1_795_378_144_193L);

  /** Longer than the real one: nothing may depend on the store's client giving up early. */
  private static final long STORE_TIMEOUT_NANOS = Duration.ofSeconds(4).toNanos();

  /** How long messages take and whether processes stop between two steps. */
  interface Weather {

    /** Time of one message, in nanoseconds. */
    default long delayNanos(Random random) {
      return 0;
    }

    /** How long a process stops before its next step, in nanoseconds; usually 0. */
    default long stopNanos(Random random, boolean isBetweenCheckAndWrite) {
      return 0;
    }

    /** Everything at once, nothing stops. */
    static Weather calm() {
      return new Weather() {};
    }
  }

  /** What a cluster is made of. */
  record Setup(
      long seed,
      String clusterId,
      RoleClocks clocks,
      Set<Bug> bugs,
      Lease.Rule rule,
      Weather weather) {

    static Setup plain(Bug... bugs) {
      return new Setup(
          1, "cluster", RoleClocks.real(), Set.of(bugs), Lease.Rule.FROM_QUESTION, Weather.calm());
    }
  }

  /** The far end of a client's socket. */
  interface ClientEnd {
    void text(String frame);

    /** Code 1006 is an end without a close frame. */
    void closed(int code, String reason);
  }

  private record Event(long atNanos, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  final Setup setup;
  final Random random;
  final StoreModel store = new StoreModel(this::wallMillis);
  final Map<String, SimulatedMaster> masters = new LinkedHashMap<>();
  final Map<String, String> mediaProcesses = new LinkedHashMap<>();
  final List<MasterOutput.Webhook> webhooks = new ArrayList<>();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<Long, ClientEnd> clients = new HashMap<>();
  private final Map<Long, SimulatedMaster> clientEntries = new HashMap<>();
  private final Map<Long, Consumer<RestAnswer>> restCallers = new HashMap<>();
  private final Map<String, Long> lastDelivery = new HashMap<>();
  private final ClockAnchor anchor = new ClockAnchor(0, EPOCH);
  private long nowNanos;
  private long orders;
  private long numbers;
  private long startedMasters;
  boolean isStoreDown;
  int sealedWhileValid;

  SimulatedCluster(Setup setup) {
    this.setup = setup;
    this.random = new Random(setup.seed());
    store.run(new StoreCommand.PresetEpoch("fresh"));
  }

  long nowNanos() {
    return nowNanos;
  }

  long wallMillis() {
    return anchor.wallAt(nowNanos).toEpochMilli();
  }

  long number() {
    return ++numbers;
  }

  void after(long delayNanos, Runnable action) {
    events.add(new Event(nowNanos + delayNanos, orders++, action));
  }

  /** Delivers a message after the weather's delay, never overtaking another on its channel. */
  void deliver(String channel, Runnable action) {
    long at = nowNanos + setup.weather().delayNanos(random);
    long ordered = Math.max(at, lastDelivery.getOrDefault(channel, 0L));
    lastDelivery.put(channel, ordered);
    events.add(new Event(ordered, orders++, action));
  }

  /** Lets time pass. */
  void run(Duration length) {
    long end = nowNanos + length.toNanos();
    Event next = events.peek();
    while (next != null && next.atNanos() <= end) {
      events.poll();
      nowNanos = Math.max(nowNanos, next.atNanos());
      next.action().run();
      next = events.peek();
    }
    nowNanos = end;
  }

  /** Does everything that is due now. */
  void settle() {
    run(Duration.ZERO);
  }

  // --- nodes

  SimulatedMaster startMaster(String node) {
    startedMasters++;
    String address = "127.0.0." + startedMasters + ":4443";
    MasterConfig config =
        new MasterConfig(
            node,
            "master_127.0.0." + startedMasters,
            "i-" + startedMasters,
            address,
            "ws",
            "127.0.0.1:5443",
            setup.clusterId(),
            true,
            setup.seed() * 31 + startedMasters,
            anchor,
            setup.clocks(),
            setup.bugs());
    SimulatedMaster master =
        new SimulatedMaster(this, new MasterRole(config, setup.rule()), address);
    masters.put(node, master);
    master.enqueue(new MasterInput.Started());
    return master;
  }

  SimulatedMaster master(String node) {
    return Objects.requireNonNull(masters.get(node), node);
  }

  @Nullable SimulatedMaster at(String address) {
    return masters.values().stream()
        .filter(master -> master.address.equals(address))
        .findFirst()
        .orElse(null);
  }

  void startMedia(String id, String ip) {
    mediaProcesses.put(id, id + "-1");
    store.run(new StoreCommand.MediaRegister(id, ip, "ws://" + ip + ":8888/kurento", "running"));
  }

  /** A question to the store: it may be lost on the way there, or its answer on the way back. */
  void askStore(SimulatedMaster master, MasterOutput.AskStore ask) {
    boolean[] isDone = {false};
    after(
        isStoreDown ? 0 : STORE_TIMEOUT_NANOS,
        () -> {
          if (!isDone[0]) {
            isDone[0] = true;
            master.enqueue(new MasterInput.StoreFailed(ask.ask(), "time-out"));
          }
        });
    if (isStoreDown || master.isCutFromStore) {
      return;
    }
    deliver(
        "store<" + master.address,
        () -> {
          if (isStoreDown || master.isCutFromStore) {
            return;
          }
          StoreAnswer answer = store.run(ask.command());
          noteSealed(ask.command(), answer);
          Runnable arrival =
              () -> {
                if (!isDone[0] && !isStoreDown && !master.isDeafToStore) {
                  isDone[0] = true;
                  master.enqueue(new MasterInput.StoreAnswered(ask.ask(), answer));
                }
              };
          after(master.storeAnswerLagNanos, () -> deliver("store>" + master.address, arrival));
        });
  }

  private void noteSealed(StoreCommand<?> command, StoreAnswer answer) {
    if (command instanceof StoreCommand.Seal seal && answer instanceof StoreAnswer.SealedNow) {
      masters.values().stream()
          .filter(m -> m.isAlive && m.incarnation.equals(seal.incarnation()))
          .filter(m -> m.role.isValid(nowNanos))
          .forEach(m -> sealedWhileValid++);
    }
  }

  // --- clients

  long connect(SimulatedMaster entry, String sessionId, boolean reconnect, ClientEnd end) {
    long socket = number();
    clients.put(socket, end);
    clientEntries.put(socket, entry);
    if (!entry.isAlive) {
      deliver("c" + socket, () -> endClient(socket, 1006, ""));
    } else {
      deliver(
          "e" + socket,
          () ->
              entry.enqueue(
                  new MasterInput.ClientOpened(socket, sessionId, reconnect, "127.0.0.1")));
    }
    return socket;
  }

  void clientSends(long socket, String frame) {
    SimulatedMaster entry = clientEntries.get(socket);
    if (entry != null) {
      deliver("e" + socket, () -> entry.enqueue(new MasterInput.ClientText(socket, frame)));
    }
  }

  void clientCloses(long socket, int code, String reason) {
    SimulatedMaster entry = clientEntries.remove(socket);
    clients.remove(socket);
    if (entry != null) {
      deliver(
          "e" + socket, () -> entry.enqueue(new MasterInput.ClientClosed(socket, code, reason)));
    }
  }

  void toClient(long socket, String frame) {
    deliver(
        "c" + socket,
        () -> {
          ClientEnd end = clients.get(socket);
          if (end != null) {
            end.text(frame);
          }
        });
  }

  void endClientLater(long socket, int code, String reason) {
    deliver("c" + socket, () -> endClient(socket, code, reason));
  }

  private void endClient(long socket, int code, String reason) {
    ClientEnd end = clients.remove(socket);
    clientEntries.remove(socket);
    if (end != null) {
      end.closed(code, reason);
    }
  }

  /** All sockets of a process that is no more. */
  void resetClientsOf(SimulatedMaster master) {
    List<Long> hit =
        clientEntries.entrySet().stream()
            .filter(entry -> entry.getValue() == master)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    hit.forEach(socket -> endClientLater(socket, 1006, ""));
  }

  // --- REST

  void rest(SimulatedMaster entry, RestRequest request, Consumer<RestAnswer> caller) {
    long number = number();
    restCallers.put(number, caller);
    if (entry.isAlive) {
      deliver("r" + number, () -> entry.enqueue(new MasterInput.RestAsked(number, request)));
    } else {
      answerRest(number, RestAnswer.empty(502));
    }
  }

  void expectRest(long number, Consumer<RestAnswer> caller) {
    restCallers.put(number, caller);
  }

  void answerRest(long number, RestAnswer answer) {
    Consumer<RestAnswer> caller = restCallers.remove(number);
    if (caller != null) {
      deliver("r" + number, () -> caller.accept(answer));
    }
  }
}
