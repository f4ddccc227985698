package io.drillmaster.simulations.worker;

import io.drillmaster.drill.Load;
import io.drillmaster.process.MachineLimits;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many workers carry a load on this machine, and with what. Pure.
 *
 * @param workers how many
 * @param heapMegabytes of each
 * @param participants of the fullest
 * @param loops event loops of each
 * @param sources whether each connects from a loopback address of its own
 */
public record Fleet(int workers, int heapMegabytes, int participants, int loops, boolean sources) {
  /** Measured: 18,000 participants in one JVM on two cores (design, section 10). */
  public static final int PARTICIPANTS_MAX = 18_000;

  /** Of each process: class files, logs, pipes, REST connections. */
  private static final int DESCRIPTORS_RESERVED = 600;

  /** Ports of one source address towards one destination are 28,232; some stay for others. */
  private static final int CONNECTIONS_PER_SOURCE = 25_000;

  /** Gatling, Scala and Netty themselves, a recorder's full queue, and drawing the report. */
  private static final int HEAP_BASE_MEGABYTES = 200;

  /** Measured after a collection: 5.6 KB per participant alone in its room, and room to breathe. */
  private static final int HEAP_KILOBYTES_PER_PARTICIPANT = 14;

  /** Short-lived objects: a collection every few seconds, each of some milliseconds. */
  private static final int YOUNG_BASE_MEGABYTES = 64;

  private static final int PARTICIPANTS_PER_YOUNG_MEGABYTE = 250;

  /** The other half of the cores belongs to recorders and, on one machine, to the cluster. */
  private static final int CORES_PER_LOOP = 2;

  /** More loops no load of one machine keeps busy: one carries 6,000 round trips/s at 18 %. */
  private static final int LOOPS_MAX = 8;

  /**
   * Up to here the quick compiler alone costs less: measured over the first two minutes, 7 CPU-s
   * until 2,000 are in instead of 20, for half as much again per signal later.
   */
  private static final int QUICK_COMPILER_MAX = 4_000;

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
    int loops = Math.max(1, Math.min(limits.cores() / CORES_PER_LOOP / workers, LOOPS_MAX));
    return new Fleet(workers, heap, participants, loops, sources);
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
    List<String> options = new ArrayList<>();
    int youngMegabytes = YOUNG_BASE_MEGABYTES + participants / PARTICIPANTS_PER_YOUNG_MEGABYTE;
    options.add("-Xmx" + heapMegabytes + "m");
    options.add("-Xmn" + youngMegabytes + "m");
    options.add("-XX:+UseSerialGC");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("-XX:+IgnoreUnrecognizedVMOptions");
    options.add("-Xshare:auto");
    options.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    options.add("--enable-native-access=ALL-UNNAMED");
    options.add("-Dio.netty.leakDetection.level=disabled");
    options.add("-Dio.netty.eventLoopThreads=" + loops);
    if (participants <= QUICK_COMPILER_MAX) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    return List.copyOf(options);
  }
}
