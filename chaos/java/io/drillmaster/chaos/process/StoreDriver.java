package io.drillmaster.chaos.process;

import io.drillmaster.chaos.Driver;
import io.drillmaster.chaos.Intent;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.time.Pause;
import io.drillmaster.twin.Twin;
import io.drillmaster.twin.TwinException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Adds fail-over to what can befall the store of a twin: its contents are saved, as a copy would
 * have them; whatever is written until the loss is over is not in it; then the store is killed, and
 * its keeper starts it with what was saved. Thread-safe.
 */
public final class StoreDriver implements Driver {

  private final Driver inner;
  private final Twin twin;
  private final Map<String, Duration> losing = new ConcurrentHashMap<>();

  /**
   * A driver.
   *
   * @param inner does all other faults, and the killing
   * @param twin whose store fails over
   */
  public StoreDriver(Driver inner, Twin twin) {
    this.inner = inner;
    this.twin = twin;
  }

  @Override
  public Intent intent(Fault fault, Node node) {
    if (fault instanceof Fault.FailOver failOver) {
      if (!inner.isPrivate()) {
        throw new Nemesis.Refused(
            "fault %s refused: only whoever keeps a twin can start its store with what it held; use a twin of the run's own"
                .formatted(fault.name()));
      }
      losing.put(fault.name(), failOver.losing());
    }
    return inner.intent(fault, node);
  }

  @Override
  public Optional<String> refusal(Fault fault, Node node) {
    return inner.refusal(fault, node);
  }

  @Override
  public Optional<String> seat(Fault fault, Node node) {
    return inner.seat(fault, node);
  }

  @Override
  public boolean isPresent(Intent intent) {
    return inner.isPresent(intent);
  }

  @Override
  public void act(Intent intent) {
    if (intent.kind() == FaultKind.FAIL_OVER) {
      twin.saveStore();
      lose(losing.getOrDefault(intent.fault(), Duration.ZERO));
    }
    inner.act(intent);
  }

  private static void lose(Duration length) {
    try {
      Pause.of(length);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new TwinException("interrupted before the store failed over", interrupted);
    }
  }

  @Override
  public Optional<String> effect(Intent intent) {
    return inner.effect(intent);
  }

  @Override
  public void undo(Intent intent) {
    inner.undo(intent);
  }

  @Override
  public Healing healing(Intent intent, long actedAt) {
    return inner.healing(intent, actedAt);
  }

  @Override
  public boolean isPrivate() {
    return inner.isPrivate();
  }
}
