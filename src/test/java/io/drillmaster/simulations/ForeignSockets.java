package io.drillmaster.simulations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Sockets of a process tree that reach, or could be reached from, beyond loopback; Linux only. */
final class ForeignSockets {
  /** As /proc/net writes them: 127.x.y.z reversed, ::ffff:127.x.y.z, ::1, and not connected. */
  private static final String HARMLESS =
      "[0-9A-F]{6}7F|0000000000000000FFFF0000[0-9A-F]{6}7F|00000000000000000000000001000000|0{8}|0{32}";

  private ForeignSockets() {}

  /** The remote addresses, in /proc's own hexadecimal; empty where there is no /proc. */
  static List<String> of(ProcessHandle parent) throws IOException {
    Set<String> inodes = new HashSet<>();
    for (ProcessHandle each : Stream.concat(Stream.of(parent), parent.descendants()).toList()) {
      inodes.addAll(inodes(each.pid()));
    }
    List<String> foreign = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      Path file = Path.of("/proc/net", table);
      if (!Files.isReadable(file)) {
        continue;
      }
      for (String line : Files.readAllLines(file)) {
        String[] field = line.strip().split("\\s+", -1);
        boolean ours = field.length > 9 && inodes.contains(field[9]);
        if (ours && !field[2].split(":", -1)[0].matches(HARMLESS)) {
          foreign.add(table + " " + field[2]);
        }
      }
    }
    return foreign;
  }

  private static Set<String> inodes(long pid) throws IOException {
    Path descriptors = Path.of("/proc", Long.toString(pid), "fd");
    Set<String> inodes = new HashSet<>();
    if (!Files.isReadable(descriptors)) {
      return inodes;
    }
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path each : all.toList()) {
        try {
          String target = Files.readSymbolicLink(each).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring("socket:[".length(), target.length() - 1));
          }
        } catch (IOException gone) {
          // closed while it was looked at
        }
      }
    }
    return inodes;
  }
}
