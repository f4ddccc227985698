package io.drillmaster.chaos.process;

import io.drillmaster.process.ProcessId;
import io.drillmaster.process.ProcessState;
import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process table that does at once what it is told, and logs it. */
final class FakeSignals implements Signals {
  private final Map<ProcessId, ProcessState> states = new HashMap<>();
  private final List<String> log;

  FakeSignals(List<String> log) {
    this.log = log;
  }

  void put(ProcessId process, ProcessState state) {
    states.put(process, state);
  }

  @Override
  public boolean send(ProcessId process, Signal signal) {
    if (state(process) == ProcessState.ENDED) {
      return false;
    }
    log.add(signal + " " + process.pid());
    switch (signal) {
      case KILL -> put(process, ProcessState.ENDED);
      case STOP -> put(process, ProcessState.STOPPED);
      case CONT -> put(process, ProcessState.RUNNING);
      case TERM -> {}
    }
    return true;
  }

  @Override
  public ProcessState state(ProcessId process) {
    return states.getOrDefault(process, ProcessState.ENDED);
  }
}
