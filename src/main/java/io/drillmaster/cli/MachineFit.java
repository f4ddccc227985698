package io.drillmaster.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What this machine can carry, found before anything starts.
 *
 * @param cores processors
 * @param memoryMegabytes free or reclaimable memory
 * @param descriptors open files a process may have; -1 = unknown
 * @param room participants it can carry
 * @param bound which of the three decides
 */
record MachineFit(int cores, long memoryMegabytes, long descriptors, long room, String bound) {

  /**
   * A proxy needs two descriptors a WebSocket; the rest of a process needs some hundreds (facts:
   * limits of a machine).
   */
  private static final int DESCRIPTORS_PER_SOCKET = 2;

  private static final int DESCRIPTORS_APART = 500;

  /** Ten JVMs of 100 MB, Redis and the harness. */
  private static final long MEMORY_APART_MB = 1_600;

  /** Worker, balancer, entry and owner together. */
  private static final long MEMORY_KB_PER_PARTICIPANT = 150;

  /**
   * Participants a core can bring back in one wave without its lag being taken for the cluster's.
   */
  private static final int PER_CORE = 2_500;

  /** Reads this machine. */
  static MachineFit read() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    int cores = Runtime.getRuntime().availableProcessors();
    long descriptors =
        system instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : -1;
    long memory =
        system instanceof com.sun.management.OperatingSystemMXBean sized
            ? sized.getFreeMemorySize() / (1024 * 1024)
            : Long.MAX_VALUE / (1024 * 1024);
    return of(cores, Math.max(memory, reclaimableMegabytes()), descriptors);
  }

  /** The arithmetic, apart from the machine. */
  static MachineFit of(int cores, long memoryMegabytes, long descriptors) {
    long byDescriptors =
        descriptors < 0
            ? Long.MAX_VALUE
            : Math.max(0, (descriptors - DESCRIPTORS_APART) / DESCRIPTORS_PER_SOCKET);
    long byMemory =
        Math.max(0, (memoryMegabytes - MEMORY_APART_MB) * 1024 / MEMORY_KB_PER_PARTICIPANT);
    long byCores = (long) cores * PER_CORE;
    long room = Math.min(byCores, Math.min(byDescriptors, byMemory));
    String bound = room == byCores ? "cores" : room == byDescriptors ? "descriptors" : "memory";
    return new MachineFit(cores, memoryMegabytes, descriptors, room, bound);
  }

  /** How many open files participants need. */
  static long descriptorsFor(int participants) {
    return DESCRIPTORS_APART + (long) DESCRIPTORS_PER_SOCKET * participants;
  }

  boolean carries(int participants) {
    return participants <= room;
  }

  /**
   * E.g. "2 cores, 7.6 GB free, 65,536 descriptors: room for 5,000 (cores), asked for 1,000: fit".
   */
  String line(int participants) {
    return String.format(
        Locale.ROOT,
        "%d cores, %.1f GB free, %s descriptors: room for %,d (%s), asked for %,d: %s",
        cores,
        memoryMegabytes / 1024.0,
        descriptors < 0 ? "unknown" : String.format(Locale.ROOT, "%,d", descriptors),
        room,
        bound,
        participants,
        carries(participants) ? "fit" : "TOO MUCH, the verdict may become unknown");
  }

  private static long reclaimableMegabytes() {
    try (var lines = java.nio.file.Files.lines(java.nio.file.Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (java.io.IOException e) {
      return 0;
    }
  }
}
