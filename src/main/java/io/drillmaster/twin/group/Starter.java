package io.drillmaster.twin.group;

import io.drillmaster.twin.TwinException;
import io.drillmaster.twin.TwinRole;
import io.drillmaster.twin.node.NodeSecrets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts nodes of a twin side by side, each on a thread that waits until it serves. */
final class Starter implements AutoCloseable {

  private final Fleet fleet;
  private final NodeSecrets secrets;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(task -> daemon(task, "twin-starter"));

  Starter(Fleet fleet, NodeSecrets secrets) {
    this.fleet = fleet;
    this.secrets = secrets;
  }

  /** A thread that keeps no process alive. */
  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to start a node; fails with a {@link TwinException} when it does not come up. */
  CompletableFuture<Fleet.Member> start(TwinRole role, String name) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return role == TwinRole.STORE
                ? fleet.startStore(secrets.store())
                : fleet.start(role, name);
          } catch (InterruptedException interrupted) {
            throw new TwinException(name + ": interrupted while starting", interrupted);
          }
        },
        threads);
  }

  /**
   * Waits for something that is being started.
   *
   * @throws TwinException when it failed, or takes longer than the bound
   */
  static <T> T await(CompletionStage<T> stage, Duration bound) throws InterruptedException {
    try {
      return stage.toCompletableFuture().get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      throw new TwinException("the twin does not come up: " + cause.getMessage(), cause);
    } catch (TimeoutException late) {
      throw new TwinException("the twin did not come up within " + bound, late);
    }
  }

  /** Interrupts what is being started. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
