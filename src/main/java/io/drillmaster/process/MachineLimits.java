package io.drillmaster.process;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this machine lets one process have.
 *
 * @param descriptors open files and sockets of one process; a JVM raises its own limit to the hard
 *     one at start, and its children inherit that; -1 = the operating system does not say
 * @param cores usable by this process
 * @param memoryBytes of the machine or of the container; -1 = unknown
 */
public record MachineLimits(long descriptors, int cores, long memoryBytes) {
  /** Those of this machine. */
  public static MachineLimits ofThisMachine() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    long descriptors =
        system instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : -1;
    long memory =
        system instanceof com.sun.management.OperatingSystemMXBean sun
            ? sun.getTotalMemorySize()
            : -1;
    return new MachineLimits(descriptors, Runtime.getRuntime().availableProcessors(), memory);
  }
}
