package io.drillmaster.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a run to stop; the first reason counts. Thread-safe. */
public final class StopLever {

  private @Nullable String reason;
  private @Nullable Thread starter;
  private Runnable whenPulled = () -> {};

  /**
   * Makes something that takes long to get ready, e.g. a cluster.
   *
   * @param <T> what is made
   */
  public interface Work<T> {

    /** Makes it; when interrupted it leaves nothing behind. */
    T make() throws InterruptedException;
  }

  /** Asks the run to heal, to judge what it has and to end. */
  public synchronized void pull(String why) {
    if (reason == null) {
      reason = why;
      if (starter != null) {
        starter.interrupt();
      }
      whenPulled.run();
    }
  }

  /**
   * Tells somebody that it is pulled, or was.
   *
   * @param call returns at once
   */
  synchronized void whenPulled(Runnable call) {
    whenPulled = call;
    if (reason != null) {
      call.run();
    }
  }

  /** Why it was pulled; empty = it was not. */
  public synchronized Optional<String> pulled() {
    return Optional.ofNullable(reason);
  }

  /**
   * Does work that a pull interrupts: nobody who wants to stop waits for a cluster to come up.
   *
   * @return what was made; empty = the lever was pulled before it was
   * @throws InterruptedException when somebody else interrupts the thread
   */
  public <T> Optional<T> unlessPulled(Work<T> work) throws InterruptedException {
    if (!begin()) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.make());
    } catch (InterruptedException | RuntimeException failure) {
      if (pulled().isPresent()) {
        return Optional.empty();
      }
      throw failure;
    } finally {
      end();
    }
  }

  private synchronized boolean begin() {
    starter = reason == null ? Thread.currentThread() : null;
    return reason == null;
  }

  /** Healing and closing must not be cut short by the interrupt that only meant the work. */
  private synchronized void end() {
    starter = null;
    if (reason != null) {
      var unused = Thread.interrupted();
    }
  }
}
