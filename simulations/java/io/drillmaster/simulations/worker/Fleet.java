package io.drillmaster.simulations.worker;

import io.drillmaster.drill.Load;
import io.drillmaster.process.MachineLimits;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many workers carry a load on this machine, and with what. Pure.
 *
 * @param workers how many
 * @param heapMegabytes of each
 * @param sources whether each connects from a loopback address of its own
 */
public record Fleet(int workers, int heapMegabytes, boolean sources) {
  /** Measured: 18,000 participants in one JVM on two cores (design, section 10). */
  public static final int PARTICIPANTS_MAX = 18_000;

  /** Of each process: class files, logs, pipes, REST connections. */
  private static final int DESCRIPTORS_RESERVED = 600;

  /** Ports of one source address towards one destination are 28,232; some stay for others. */
  private static final int CONNECTIONS_PER_SOURCE = 25_000;

  /** Gatling, Scala and Netty themselves, and a recorder's full queue. */
  private static final int HEAP_BASE_MEGABYTES = 192;

  /** Measured heap per participant after a collection, doubled for the young generation. */
  private static final int HEAP_KILOBYTES_PER_PARTICIPANT = 20;

  /**
   * The fleet for a load.
   *
   * @throws IllegalArgumentException when this machine's limits cannot carry it
   */
  public static Fleet of(Load load, URI baseUrl, MachineLimits limits) {
    int room = room(limits);
    if (room < load.participantsPerSession()) {
      throw new IllegalArgumentException(
          "a process may open %d files here, which leaves no room for a session of %d; raise `ulimit -n` to 20000"
              .formatted(limits.descriptors(), load.participantsPerSession()));
    }
    int sessionsPerWorker = Math.max(1, room / load.participantsPerSession());
    int needed = ceiling(load.sessions(), sessionsPerWorker);
    int workers = Math.max(needed, Math.min(load.workers(), load.sessions()));
    int participants = ceiling(load.sessions(), workers) * load.participantsPerSession();
    int heap = HEAP_BASE_MEGABYTES + participants * HEAP_KILOBYTES_PER_PARTICIPANT / 1024;
    boolean sources = load.participants() > CONNECTIONS_PER_SOURCE && isLoopback(baseUrl.getHost());
    return new Fleet(workers, heap, sources);
  }

  /** How many participants one process can carry. */
  public static int room(MachineLimits limits) {
    long descriptors = limits.descriptors() < 0 ? Long.MAX_VALUE : limits.descriptors();
    return (int) Math.max(0, Math.min(PARTICIPANTS_MAX, descriptors - DESCRIPTORS_RESERVED));
  }

  private static int ceiling(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null && host.startsWith("127.");
  }

  /** The address that worker connects from; null = the operating system's choice. */
  public @Nullable String source(int index) {
    return sources ? "127.0.0." + (index + 1) : null;
  }

  /** Options of each JVM. */
  public List<String> jvmOptions() {
    return List.of(
        "-Xms" + heapMegabytes / 2 + "m",
        "-Xmx" + heapMegabytes + "m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+IgnoreUnrecognizedVMOptions",
        "-Xshare:auto",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "-Dio.netty.leakDetection.level=disabled");
  }
}
