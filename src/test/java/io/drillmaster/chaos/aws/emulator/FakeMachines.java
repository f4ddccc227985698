package io.drillmaster.chaos.aws.emulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Machines that change when a test says so. */
public final class FakeMachines implements Machines {
  private final List<Machine> machines = new ArrayList<>();
  private final Map<String, Health> targets = new LinkedHashMap<>();
  private final List<String> ended = new ArrayList<>();

  /** Three masters i-m1 to i-m3 in rotation, and two media nodes i-k1 and i-k2. */
  public static FakeMachines threeAndTwo() {
    FakeMachines machines = new FakeMachines();
    for (int i = 1; i <= 3; i++) {
      machines.start("i-m" + i, Kind.MASTER, "10.0.0." + i, "");
    }
    for (int i = 1; i <= 2; i++) {
      machines.start("i-k" + i, Kind.MEDIA_NODE, "10.0.1." + i, "192.0.2." + i);
    }
    return machines;
  }

  /** Starts one; a master is in rotation at once. */
  public synchronized void start(String id, Kind kind, String privateIp, String publicIp) {
    machines.add(new Machine(id, kind, privateIp, publicIp, true));
    if (kind == Kind.MASTER) {
      targets.put(id, Health.HEALTHY);
    }
  }

  /** The balancer changes its mind; null = it is registered no longer. */
  public synchronized void turn(String id, @org.jspecify.annotations.Nullable Health health) {
    if (health == null) {
      targets.remove(id);
    } else {
      targets.put(id, health);
    }
  }

  /** The group gives a machine up. */
  public synchronized void giveUp(String id) {
    machines.replaceAll(
        each ->
            each.id().equals(id)
                ? new Machine(id, each.kind(), each.privateIp(), each.publicIp(), false)
                : each);
  }

  /** What was done: "i-m1 gracefully", "i-m1 silently", "i-m1 paused", "i-m1 thawed". */
  public synchronized List<String> ended() {
    return List.copyOf(ended);
  }

  @Override
  public synchronized List<Machine> all() {
    return List.copyOf(machines);
  }

  @Override
  public synchronized Map<String, Health> targets() {
    return new LinkedHashMap<>(targets);
  }

  @Override
  public synchronized void pause(String id, boolean isPaused) {
    ended.add(id + (isPaused ? " paused" : " thawed"));
  }

  @Override
  public synchronized void end(String id, boolean gracefully) {
    ended.add(id + (gracefully ? " gracefully" : " silently"));
  }
}
