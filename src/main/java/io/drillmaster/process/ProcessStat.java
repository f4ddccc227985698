package io.drillmaster.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** What {@code /proc/PID/stat} says of a process; empty where there is no such file. */
final class ProcessStat {
  private ProcessStat() {}

  static Optional<Character> letter(long pid) {
    return line(Path.of("/"), pid).flatMap(ProcessStat::letterIn);
  }

  /** Jiffies that a process has worked so far, all its threads together. */
  static OptionalLong worked(Path root, long pid) {
    return line(root, pid).map(ProcessStat::workedIn).orElse(OptionalLong.empty());
  }

  private static Optional<String> line(Path root, long pid) {
    try {
      Path file = root.resolve("proc").resolve(Long.toString(pid)).resolve("stat");
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /** utime and stime, the 14th and 15th field of proc(5), counted from the command's end. */
  private static OptionalLong workedIn(String line) {
    String[] fields = line.substring(line.lastIndexOf(')') + 1).strip().split(" +", -1);
    return fields.length > 12 && (fields[11] + fields[12]).matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(fields[11]) + Long.parseLong(fields[12]))
        : OptionalLong.empty();
  }

  /** The letter follows the command's name in parentheses, which may itself contain some. */
  static Optional<Character> letterIn(String line) {
    int place = line.lastIndexOf(')') + 2;
    return place > 1 && place < line.length() ? Optional.of(line.charAt(place)) : Optional.empty();
  }

  static boolean isZombie(long pid) {
    return letter(pid).filter(letter -> letter == 'Z' || letter == 'X').isPresent();
  }

  /** The state a letter of {@code /proc/PID/stat} or {@code ps -o stat=} stands for. */
  static ProcessState state(char letter) {
    return switch (letter) {
      case 'T', 't' -> ProcessState.STOPPED;
      case 'Z', 'X', 'x' -> ProcessState.ENDED;
      default -> ProcessState.RUNNING;
    };
  }
}
