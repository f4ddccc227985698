package io.drillmaster.process;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** Something of ours that runs apart from this process and ends with it. Thread-safe. */
public interface Child extends AutoCloseable {

  /** Its process number and start time, as its host has them. */
  ProcessId id();

  /**
   * Waits for its line {@code READY ...}.
   *
   * @return what follows the word
   * @throws ChildFailed when it ends before, or does not say so in time; it is left as it is
   * @throws InterruptedException when the thread is interrupted
   */
  String awaitReady(Duration bound) throws InterruptedException;

  /** Whether it has not ended; true for a stopped one. */
  boolean isAlive();

  /** Its exit status, 128 + n after signal n; empty while it lives. */
  OptionalInt exitStatus();

  /** How it ended, in words: "exit status 3", "SIGKILL"; "runs" while it lives. */
  String how();

  /** Completes with this child once it has ended. */
  CompletableFuture<? extends Child> onEnd();

  /** The last lines of its log, oldest first. */
  List<String> logTail();

  /** Ends it at once; nothing happens when it has ended. */
  void kill();

  /** Ends it and waits until it is gone. */
  @Override
  void close();
}
