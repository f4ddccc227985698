package io.drillmaster.process;

import com.sun.management.UnixOperatingSystemMXBean;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures whether this process was fit to judge others: a thread of its own ticks every 10 ms and
 * keeps the worst lateness; counters of the operating system are read with each reading. One per
 * process; {@link #read} is thread-safe.
 */
public final class FitnessProbe implements AutoCloseable {

  /** Fine enough to see what outage timing (5 ms at p99) would suffer from. */
  static final Duration TICK = Duration.ofMillis(10);

  private static final long ABSENT = -1;
  private static final long CLOSE_MILLIS = 1_000;

  private final Ticker ticker;
  private final Path root;
  private final Thread thread;
  private final AtomicLong gapMost = new AtomicLong();
  private volatile long tickedAt;
  private volatile boolean closed;

  private Optional<HostCpu> cpu;
  private long throttled;

  /** Starts to measure this process. */
  public FitnessProbe() {
    this(Ticker.system(), Path.of("/"));
  }

  /** Reads the counters below {@code root} instead of {@code /}. */
  FitnessProbe(Ticker ticker, Path root) {
    this.ticker = ticker;
    this.root = root;
    this.tickedAt = ticker.nanos();
    this.cpu = HostCpu.read(root);
    this.throttled = throttledNanos();
    this.thread = new Thread(this::tickUntilClosed, "fitness-probe");
    thread.setDaemon(true);
    thread.start();
  }

  /** How fit it was since the last call, or since the start. */
  public synchronized FitnessReading read() {
    long open = Math.max(0, ticker.nanos() - tickedAt - TICK.toNanos());
    long gap = Math.max(gapMost.getAndSet(0), open);
    Optional<HostCpu> cpuNow = HostCpu.read(root);
    long throttledNow = throttledNanos();
    int steal = steal(cpu, cpuNow);
    long throttledSince = throttledNow < 0 ? ABSENT : Math.max(0, throttledNow - throttled);
    cpu = cpuNow;
    throttled = throttledNow;
    return new FitnessReading(gap, steal, throttledSince, descriptorsPercent());
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tickUntilClosed() {
    try {
      while (!closed) {
        Pause.of(TICK);
        tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    long now = ticker.nanos();
    long late = now - tickedAt - TICK.toNanos();
    tickedAt = now;
    gapMost.accumulateAndGet(late, Math::max);
  }

  private static int steal(Optional<HostCpu> before, Optional<HostCpu> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return (int) ABSENT;
    }
    long total = after.get().total() - before.get().total();
    long stolen = after.get().stolen() - before.get().stolen();
    return total <= 0 ? 0 : (int) Math.round(100.0 * stolen / total);
  }

  /** Control groups v2 in microseconds, of our own group where it has the file; v1 in nanos. */
  private long throttledNanos() {
    return ownGroup()
        .flatMap(group -> value("sys/fs/cgroup" + group + "/cpu.stat", "throttled_usec "))
        .or(() -> value("sys/fs/cgroup/cpu.stat", "throttled_usec "))
        .map(micros -> micros * 1_000)
        .or(() -> value("sys/fs/cgroup/cpu/cpu.stat", "throttled_time "))
        .orElse(ABSENT);
  }

  private Optional<String> ownGroup() {
    return lines("proc/self/cgroup").stream()
        .filter(line -> line.startsWith("0::/"))
        .map(line -> line.substring("0::".length()))
        .filter(group -> group.length() > 1)
        .findFirst();
  }

  private Optional<Long> value(String file, String key) {
    return lines(file).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> number(line.substring(key.length()).strip()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /** A file that is not there, or not ours to read, is an instrument that is missing. */
  private List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static int descriptorsPercent() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        && unix.getMaxFileDescriptorCount() > 0
        && unix.getOpenFileDescriptorCount() >= 0) {
      return (int) (100 * unix.getOpenFileDescriptorCount() / unix.getMaxFileDescriptorCount());
    }
    return (int) ABSENT;
  }
}
