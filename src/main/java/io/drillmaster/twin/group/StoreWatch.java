package io.drillmaster.twin.group;

import io.drillmaster.twin.TwinException;
import io.drillmaster.twin.TwinKey;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.node.NodeSecrets;
import io.drillmaster.twin.store.RedisStore;
import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.store.StoreCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The keeper's eyes on the store: whom the cluster declared dead. A store that does not answer
 * shows nothing new. On the keeper's thread.
 */
final class StoreWatch implements AutoCloseable {

  private static final Duration ANSWER_BOUND = Duration.ofSeconds(1);
  private static final String TERMINATED = "terminated";

  private final RedisStore store;
  private long deadRead;

  private StoreWatch(RedisStore store) {
    this.store = store;
  }

  /** Connects to a fresh store and gives it its epoch, so that creation needs no quarantine. */
  static StoreWatch ofFresh(String address, NodeSecrets secrets) {
    StoreWatch watch = new StoreWatch(Fleet.connect(address, secrets.store()));
    if (watch.ask(new StoreCommand.PresetEpoch(UUID.randomUUID().toString())).isEmpty()) {
      watch.close();
      throw new TwinException("the store on " + address + " does not answer");
    }
    return watch;
  }

  /** Connects to a store that has been started again, empty: its quarantine must pass. */
  static StoreWatch ofRestarted(String address, NodeSecrets secrets) {
    return new StoreWatch(Fleet.connect(address, secrets.store()));
  }

  /** Enters a media node into the registry. */
  void register(TwinNode node) {
    String uri = "ws://" + node.addresses().get(TwinNode.MEDIA) + "/kurento";
    StoreCommand.MediaRegister register =
        new StoreCommand.MediaRegister(node.id(), node.advertised(), uri, "running");
    if (ask(register).isEmpty()) {
      throw new TwinException(node.name() + " cannot be registered: the store does not answer");
    }
  }

  /** Incarnations of masters sealed since the last call. */
  List<String> newlyDead() {
    Optional<StoreAnswer.Swept> swept = ask(new StoreCommand.Sweep(deadRead));
    swept.ifPresent(found -> deadRead = found.position());
    return swept.map(StoreAnswer.Swept::dead).orElse(List.of());
  }

  /** Ids of media nodes that the masters gave up. */
  List<String> terminatedMedia() {
    return ask(new StoreCommand.MediaNodes())
        .map(StoreAnswer.MediaList::nodes)
        .orElse(List.of())
        .stream()
        .filter(node -> node.status().equals(TERMINATED))
        .map(StoreAnswer.MediaNode::id)
        .toList();
  }

  /** Every key by name; empty when the store does not answer. On any thread. */
  Optional<List<TwinKey>> keys() {
    return await(
        store
            .keys()
            .thenApply(keys -> keys.stream().sorted().toList())
            .thenCompose(
                keys -> store.lifetimes(keys).thenApply(lifetimes -> keys(keys, lifetimes))));
  }

  private static List<TwinKey> keys(List<String> names, List<Long> lifetimesMillis) {
    List<TwinKey> keys = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      keys.add(new TwinKey(names.get(i), lifetimesMillis.get(i) >= 0));
    }
    return keys;
  }

  /** Has the store write its contents to its folder. On any thread. */
  void save() {
    if (await(store.save()).isEmpty()) {
      throw new TwinException("the store does not answer, so its contents cannot be saved");
    }
  }

  private <A extends StoreAnswer> Optional<A> ask(StoreCommand<A> command) {
    return await(store.run(command));
  }

  private static <T> Optional<T> await(CompletionStage<T> answer) {
    try {
      return Optional.of(
          answer.toCompletableFuture().get(ANSWER_BOUND.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException unreachable) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
