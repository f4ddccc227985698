package io.drillmaster.chaos.container;

import io.drillmaster.process.Child;
import io.drillmaster.process.ChildFailed;
import io.drillmaster.process.ChildProcess;
import io.drillmaster.process.LogTail;
import io.drillmaster.process.ProcessId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node in a container. What it prints goes to its log, but for the line READY. */
final class ContainerChild implements Child {

  private static final Duration END_BOUND = Duration.ofSeconds(10);

  /** Whoever has ended before it could be looked at. */
  private static final ProcessId NONE = new ProcessId(0, 0);

  private final Engine engine;
  private final Path log;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final String name;
  private final String id;
  private final ProcessId process;

  private ContainerChild(Engine engine, Engine.Order order, Path log) {
    this.engine = engine;
    this.log = log;
    this.name = order.name();
    this.id = engine.start(order, this::said);
    this.process =
        engine.look(id).filter(found -> found.pid() > 0).map(ContainerChild::process).orElse(NONE);
    engine.onEnd(id, exit::complete);
  }

  /**
   * Starts a container.
   *
   * @throws ChildFailed when it does not come up; the message has its log's end
   */
  static ContainerChild start(Engine engine, Engine.Order order, Path log) {
    try {
      return new ContainerChild(engine, order, log);
    } catch (EngineFailed failed) {
      List<String> tail = LogTail.of(log);
      String end = tail.isEmpty() ? "" : "; its log ends:\n  " + String.join("\n  ", tail);
      throw new ChildFailed(failed.getMessage() + end, failed);
    }
  }

  /** Where the engine's host is this one, and its processes can be seen. */
  private static ProcessId process(Engine.Found found) {
    return ProcessHandle.of(found.pid())
        .map(ProcessId::of)
        .orElseGet(() -> new ProcessId(found.pid(), 0));
  }

  private synchronized void said(String line) {
    if (line.startsWith(ChildProcess.READY + " ")) {
      ready.complete(line.substring(ChildProcess.READY.length()).strip());
      return;
    }
    try {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException cause) {
      throw new UncheckedIOException(log + " cannot be written", cause);
    }
  }

  /** The engine's name for it. */
  String container() {
    return id;
  }

  @Override
  public ProcessId id() {
    return process;
  }

  @Override
  public String awaitReady(Duration bound) throws InterruptedException {
    try {
      return ready.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      throw new ChildFailed(
          "%s was not ready within %d ms (%s)".formatted(name, bound.toMillis(), how()), late);
    }
  }

  @Override
  public boolean isAlive() {
    return exitStatus().isEmpty();
  }

  @Override
  public OptionalInt exitStatus() {
    return exit.isDone() ? OptionalInt.of(exit.join()) : OptionalInt.empty();
  }

  @Override
  public String how() {
    return exitStatus().isPresent() ? ChildProcess.words(exitStatus().getAsInt()) : "runs";
  }

  @Override
  public CompletableFuture<ContainerChild> onEnd() {
    return exit.thenApply(status -> this);
  }

  @Override
  public List<String> logTail() {
    return LogTail.of(log);
  }

  @Override
  public void kill() {
    engine.kill(id);
  }

  @Override
  public void close() {
    kill();
    try {
      exit.get(END_BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException left) {
      // the removal of all that is of this run says so
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
