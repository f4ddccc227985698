package io.drillmaster.run;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks a run to stop; the first reason counts. Thread-safe. */
public final class StopLever {

  private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

  /** Asks the run to heal, to judge what it has and to end. */
  public void pull(String why) {
    reason.compareAndSet(null, why);
  }

  /** Why it was pulled; empty = it was not. */
  public Optional<String> pulled() {
    return Optional.ofNullable(reason.get());
  }
}
