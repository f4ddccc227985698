package io.drillmaster.chaos.container;

import io.drillmaster.chaos.Driver;
import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.process.ProcessDriver;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.process.ProcessState;
import io.drillmaster.process.Signal;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import java.util.Optional;

/**
 * Faults of the engine: crash = kill, shutdown = stop, freeze = pause and unpause, cut-off = off
 * the network and on again, vanish = off the network and paused, as a machine that is gone, and
 * killed after the run. Thread-safe.
 */
final class ContainerDriver implements Driver {

  /** Who is told which addresses are off the network. */
  interface Partitions {
    /** Whoever boots at this address comes onto the network only when it is let back. */
    void cutOff(String address);

    /** Undoes {@link #cutOff}. */
    void letBack(String address);
  }

  private final ProcessDriver processes;
  private final ContainerSignals containers;
  private final Partitions site;

  /**
   * A driver.
   *
   * @param processes does what signals can do
   * @param containers the signals that it sends
   * @param site is told who is cut off
   */
  ContainerDriver(ProcessDriver processes, ContainerSignals containers, Partitions site) {
    this.processes = processes;
    this.containers = containers;
    this.site = site;
  }

  @Override
  public Intent intent(Fault fault, Node node) {
    if (fault instanceof Fault.Partition partition && !isOffTheNetwork(partition)) {
      throw new Nemesis.Refused(
          "fault %s refused: in containers a node can be taken off the network only; use cut-off from: all"
              .formatted(fault.name()));
    }
    return processes.intent(fault, node);
  }

  private static boolean isOffTheNetwork(Fault.Partition partition) {
    return partition.kind() == FaultKind.CUT_OFF
        && partition.way() == Fault.Way.BOTH
        && partition.from().size() == Role.values().length;
  }

  private static boolean isOffTheNetwork(Intent intent) {
    return intent.kind() == FaultKind.CUT_OFF || intent.kind() == FaultKind.VANISH;
  }

  @Override
  public boolean isPresent(Intent intent) {
    return processes.isPresent(intent);
  }

  @Override
  public void act(Intent intent) {
    if (intent.kind() == FaultKind.CUT_OFF) {
      processes.claim(intent);
      containers.address(intent.process()).ifPresent(site::cutOff);
    }
    if (isOffTheNetwork(intent)) {
      containers.disconnect(intent.process());
    }
    if (intent.kind() != FaultKind.CUT_OFF) {
      processes.act(intent);
    }
  }

  @Override
  public Optional<String> effect(Intent intent) {
    if (isOffTheNetwork(intent)) {
      return containers.state(intent.process()) == ProcessState.STOPPED
          ? Optional.of("container off the network")
          : Optional.empty();
    }
    return processes.effect(intent);
  }

  @Override
  public void undo(Intent intent) {
    if (intent.kind() == FaultKind.CUT_OFF) {
      containers.send(intent.process(), Signal.CONT);
      containers.address(intent.process()).ifPresent(site::letBack);
    }
    processes.undo(intent);
  }

  @Override
  public Healing healing(Intent intent, long actedAt) {
    return processes.healing(intent, actedAt);
  }

  @Override
  public boolean isPrivate() {
    return processes.isPrivate();
  }
}
