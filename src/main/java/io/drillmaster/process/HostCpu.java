package io.drillmaster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * CPU time of the whole host since its boot, from the first line of {@code /proc/stat} (proc(5)),
 * in jiffies.
 *
 * @param total all of it, idle time included
 * @param idle nobody wanted it
 * @param worked by processes: user and system; those with a nice value give way, and are left out
 * @param stolen the hypervisor gave it to other machines
 */
record HostCpu(long total, long idle, long worked, long stolen) {

  /** user nice system idle iowait irq softirq steal; guest times are part of user and nice. */
  private static final int FIELDS = 8;

  /** Empty where the operating system has no such file. */
  static Optional<HostCpu> read(Path root) {
    try {
      return Files.readAllLines(root.resolve("proc/stat")).stream()
          .filter(line -> line.startsWith("cpu "))
          .findFirst()
          .flatMap(HostCpu::parse);
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static Optional<HostCpu> parse(String line) {
    String[] words = line.substring("cpu ".length()).strip().split(" +", -1);
    if (words.length < FIELDS) {
      return Optional.empty();
    }
    long[] fields = new long[FIELDS];
    long total = 0;
    for (int i = 0; i < FIELDS; i++) {
      if (!words[i].matches("\\d{1,18}")) {
        return Optional.empty();
      }
      fields[i] = Long.parseLong(words[i]);
      total += fields[i];
    }
    return Optional.of(new HostCpu(total, fields[3] + fields[4], fields[0] + fields[2], fields[7]));
  }
}
