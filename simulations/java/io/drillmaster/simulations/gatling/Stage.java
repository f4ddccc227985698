package io.drillmaster.simulations.gatling;

import io.drillmaster.simulations.crew.Crew;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import io.gatling.core.CoreComponents;
import io.gatling.core.controller.Controller$Command$StopLoadGenerator;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation in this process plays on: the crew, the curtain that keeps Gatling from
 * injecting before the shared start, and the way to end early. Gatling makes simulations by a
 * no-argument constructor, so the stage of a drill is found through one static place; whoever runs
 * a simulation without a drill has a stage made of its own settings. Thread-safe.
 */
public final class Stage {
  /** Longer than any cluster takes to come up; the worker's heartbeat rule ends a wait before. */
  private static final Duration CURTAIN_MAX = Duration.ofHours(1);

  private static volatile @Nullable Stage current;

  private final Crew crew;
  private final Ticker ticker;
  private final CompletableFuture<Void> loaded = new CompletableFuture<>();
  private final CompletableFuture<Long> startAt = new CompletableFuture<>();
  private volatile @Nullable CoreComponents core;

  public Stage(Crew crew, Ticker ticker) {
    this.crew = crew;
    this.ticker = ticker;
  }

  /** Makes this the stage of the process. */
  public void set() {
    current = this;
  }

  /** The stage of this process; empty while no drill and no simulation has set one. */
  public static Optional<Stage> current() {
    return Optional.ofNullable(current);
  }

  /** The stage of this process, made and set when there is none. */
  public static synchronized Stage currentOr(Supplier<Stage> maker) {
    Stage known = current;
    if (known == null) {
      known = maker.get();
      known.set();
    }
    return known;
  }

  public Crew crew() {
    return crew;
  }

  /** Completes when Gatling has loaded the simulation and would begin. */
  public CompletableFuture<Void> whenLoaded() {
    return loaded;
  }

  /** Lets Gatling inject from this stamp on; the first call counts. */
  public void start(long atNanos) {
    startAt.complete(atNanos);
  }

  /** Ends Gatling's run soon, whatever its users do; its results are kept. */
  public void stop(String why) {
    start(ticker.nanos());
    CoreComponents known = core;
    if (known != null) {
      known.controller().$bang(new Controller$Command$StopLoadGenerator(why, false));
    }
  }

  /** Called by Gatling's main thread while it builds the simulation's actions: holds it up. */
  void loaded(CoreComponents components) {
    core = components;
    loaded.complete(null);
    try {
      if (!Pause.until(startAt::isDone, Duration.ofMillis(5), CURTAIN_MAX)) {
        throw new IllegalStateException("no start within " + CURTAIN_MAX);
      }
      Pause.of(Duration.ofNanos(Math.max(0, startAt.join() - ticker.nanos())));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CompletionException(interrupted);
    }
  }
}
