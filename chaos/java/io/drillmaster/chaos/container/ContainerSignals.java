package io.drillmaster.chaos.container;

import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Signals in the engine's words for the first processes of a run's containers: KILL = kill, TERM =
 * stop, STOP = pause, CONT = unpause and back on the network. A container that is paused or off the
 * network counts as stopped. All other processes are the host's. Thread-safe.
 */
final class ContainerSignals implements Signals {

  private final Engine engine;
  private final String run;
  private final Signals host;

  /** Containers by the number of their first process; of a run whose containers are few. */
  private final Map<Long, String> known = new ConcurrentHashMap<>();

  ContainerSignals(Engine engine, String run, Signals host) {
    this.engine = engine;
    this.run = run;
    this.host = host;
  }

  @Override
  public boolean send(ProcessId process, Signal signal) {
    Engine.Found found = find(process).orElse(null);
    if (found == null) {
      return host.send(process, signal);
    }
    if (found.state() == Engine.State.ENDED) {
      return false;
    }
    switch (signal) {
      case KILL -> engine.kill(found.id());
      case TERM -> engine.terminate(found.id());
      case STOP -> engine.pause(found.id());
      case CONT -> resume(found);
    }
    return true;
  }

  private void resume(Engine.Found found) {
    if (!found.isConnected()) {
      engine.connect(run, found.id(), found.address());
    }
    if (found.state() == Engine.State.PAUSED) {
      engine.unpause(found.id());
    }
  }

  /** Takes it off the network; what runs in it runs on. */
  void disconnect(ProcessId process) {
    find(process).ifPresent(found -> engine.disconnect(run, found.id()));
  }

  /** Where it is, or was, on the network; empty when it is no container of the run. */
  Optional<String> address(ProcessId process) {
    return find(process).map(Engine.Found::address);
  }

  @Override
  public ProcessState state(ProcessId process) {
    Engine.Found found = find(process).orElse(null);
    if (found == null) {
      return host.state(process);
    }
    return switch (found.state()) {
      case ENDED -> ProcessState.ENDED;
      case PAUSED -> ProcessState.STOPPED;
      case RUNNING -> found.isConnected() ? ProcessState.RUNNING : ProcessState.STOPPED;
    };
  }

  private Optional<Engine.Found> find(ProcessId process) {
    if (!known.containsKey(process.pid())) {
      engine.ofRun(run).stream()
          .filter(found -> found.pid() > 0)
          .forEach(found -> known.put(found.pid(), found.id()));
    }
    return Optional.ofNullable(known.get(process.pid())).flatMap(engine::look);
  }
}
