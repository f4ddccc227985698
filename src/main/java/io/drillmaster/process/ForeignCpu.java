package io.drillmaster.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How much of the host's CPU time went to processes outside of a family while the host had none to
 * spare. To a harness that shares its host with the cluster under test this is what steal is to a
 * virtual machine: everything was late, and neither of them is to blame. Not thread-safe.
 */
public final class ForeignCpu {

  /** A host that idles for more than this share of the time kept nobody waiting for long. */
  private static final double IDLE_MAX = 0.05;

  private static final int ABSENT = -1;

  private final Supplier<Set<Long>> family;
  private final Path root;
  private Optional<HostCpu> host;
  private Map<Long, Long> own;

  /**
   * Measures from now on.
   *
   * @param family ids of the processes that belong to the run at this time
   */
  public ForeignCpu(Supplier<Set<Long>> family) {
    this(family, Path.of("/"));
  }

  ForeignCpu(Supplier<Set<Long>> family, Path root) {
    this.family = family;
    this.root = root;
    this.host = HostCpu.read(root);
    this.own = own();
  }

  /**
   * The share since the last call, or since the start: 0 to 100; 0 while the host had CPU time to
   * spare; -1 when it cannot be told, because the system has no such instrument or a member of the
   * family ended and took its count along.
   */
  public int percent() {
    Optional<HostCpu> hostNow = HostCpu.read(root);
    Map<Long, Long> ownNow = own();
    int percent =
        host.isPresent() && hostNow.isPresent() && ownNow.keySet().containsAll(own.keySet())
            ? percent(host.get(), hostNow.get(), ownSince(ownNow))
            : ABSENT;
    host = hostNow;
    own = ownNow;
    return percent;
  }

  private static int percent(HostCpu before, HostCpu now, long ownWork) {
    long total = now.total() - before.total();
    if (total <= 0 || now.idle() - before.idle() > IDLE_MAX * total) {
      return 0;
    }
    long foreign = Math.max(0, now.worked() - before.worked() - ownWork);
    return (int) Math.round(100.0 * foreign / total);
  }

  private long ownSince(Map<Long, Long> ownNow) {
    long sum = 0;
    for (Map.Entry<Long, Long> each : ownNow.entrySet()) {
      sum += each.getValue() - own.getOrDefault(each.getKey(), 0L);
    }
    return sum;
  }

  private Map<Long, Long> own() {
    Map<Long, Long> jiffies = new HashMap<>();
    for (long pid : family.get()) {
      OptionalLong worked = ProcessStat.worked(root, pid);
      if (worked.isPresent()) {
        jiffies.put(pid, worked.getAsLong());
      }
    }
    return jiffies;
  }
}
