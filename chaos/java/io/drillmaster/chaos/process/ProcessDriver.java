package io.drillmaster.chaos.process;

import io.drillmaster.chaos.Driver;
import io.drillmaster.chaos.Intent;
import io.drillmaster.chaos.Undo;
import io.drillmaster.drill.Fault;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.run.port.Node;
import io.drillmaster.twin.Twin;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Faults by signals to the processes of a twin: crash = KILL, vanish = STOP and KILL after the run,
 * freeze = STOP and CONT, shutdown = TERM. Thread-safe.
 */
public final class ProcessDriver implements Driver {
  private final Twin twin;
  private final Signals signals;
  private final boolean isPrivate;
  private final Consumer<Intent> harmed;

  /**
   * A driver.
   *
   * @param isPrivate whether the twin ends with the run
   * @param harmed is told what is done: an end that it causes is to be expected from now on
   */
  public ProcessDriver(Twin twin, Signals signals, boolean isPrivate, Consumer<Intent> harmed) {
    this.twin = twin;
    this.signals = signals;
    this.isPrivate = isPrivate;
    this.harmed = harmed;
  }

  @Override
  public Intent intent(Fault fault, Node node) {
    ProcessId process =
        find(node.incarnation())
            .map(TwinNode::process)
            .orElseThrow(
                () ->
                    new Nemesis.Refused(
                        "fault %s refused: %s (%s) is no node of this twin"
                            .formatted(fault.name(), node.name(), node.incarnation())));
    return new Intent(
        fault.name(),
        fault.kind(),
        node.role(),
        node.name(),
        node.incarnation(),
        process,
        Undo.of(fault.kind()));
  }

  private Optional<TwinNode> find(String incarnation) {
    return twin.nodes().stream().filter(node -> node.incarnation().equals(incarnation)).findFirst();
  }

  @Override
  public boolean isPresent(Intent intent) {
    return signals.state(intent.process()) != ProcessState.ENDED;
  }

  /** The scaling group learns first that this node is not its business. */
  @Override
  public void act(Intent intent) {
    claim(intent);
    signals.send(intent.process(), signal(intent));
  }

  /** From now on what happens to this node is the fault's doing. */
  public void claim(Intent intent) {
    twin.protect(intent.incarnation());
    harmed.accept(intent);
  }

  private static Signal signal(Intent intent) {
    return switch (intent.kind()) {
      case CRASH, FAIL_OVER -> Signal.KILL;
      case VANISH, FREEZE -> Signal.STOP;
      case SHUTDOWN -> Signal.TERM;
      case CUT_OFF, REFUSE ->
          throw new IllegalArgumentException("no signal cuts off " + intent.node());
    };
  }

  @Override
  public Optional<String> effect(Intent intent) {
    ProcessState wanted =
        switch (intent.kind()) {
          case CRASH, FAIL_OVER, SHUTDOWN -> ProcessState.ENDED;
          case VANISH, FREEZE -> ProcessState.STOPPED;
          case CUT_OFF, REFUSE -> ProcessState.RUNNING;
        };
    return signals.state(intent.process()) == wanted
        ? Optional.of("process " + wanted.word())
        : Optional.empty();
  }

  @Override
  public void undo(Intent intent) {
    switch (intent.undo()) {
      case CONTINUE -> signals.send(intent.process(), Signal.CONT);
      case KILL -> signals.send(intent.process(), Signal.KILL);
      case RECONNECT, THAW, REPLACE, COMMAND, NOTHING -> {}
    }
    twin.release(intent.incarnation());
  }

  @Override
  public Healing healing(Intent intent, long actedAt) {
    ProcessState state = signals.state(intent.process());
    boolean isMember =
        find(intent.incarnation()).filter(n -> n.state() == TwinNode.State.RUNNING).isPresent();
    if (state == ProcessState.ENDED) {
      return gone(intent, actedAt, isMember);
    }
    String process = "process " + intent.process().pid() + " " + state.word();
    if (intent.undo().returns() && state == ProcessState.RUNNING) {
      return isMember
          ? new Healing(State.WHOLE, intent.undo() == Undo.CONTINUE ? "runs again" : "is connected")
          : new Healing(State.CLEAN, process + ", but the cluster has given it up");
    }
    if (intent.undo() == Undo.KILL && !isMember && twin.isWhole()) {
      return new Healing(State.WHOLE, inItsPlace(intent, actedAt));
    }
    return new Healing(State.BROKEN, process);
  }

  /** Right after its end the twin may not have noticed yet, and would call itself whole. */
  private Healing gone(Intent intent, long actedAt, boolean isMember) {
    return !isMember && twin.isWhole()
        ? new Healing(State.WHOLE, inItsPlace(intent, actedAt))
        : new Healing(State.CLEAN, "gone; its place is not taken yet");
  }

  private String inItsPlace(Intent intent, long actedAt) {
    TwinRole role = Roles.of(intent.role());
    List<TwinNode> later =
        twin.nodes().stream()
            .filter(node -> node.role() == role && node.state() == TwinNode.State.RUNNING)
            .filter(node -> node.startedNanos() > actedAt)
            .toList();
    if (later.isEmpty()) {
      return "gone and the group whole";
    }
    return later.stream()
        .filter(node -> node.name().equals(intent.node()))
        .findFirst()
        .map(node -> "restarted as " + node.incarnation())
        .orElseGet(() -> "replaced by " + String.join(", ", names(later)));
  }

  private static List<String> names(List<TwinNode> nodes) {
    return nodes.stream().map(TwinNode::name).toList();
  }

  @Override
  public boolean isPrivate() {
    return isPrivate;
  }
}
