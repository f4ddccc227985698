package io.drillmaster.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The state letter of a process in {@code /proc/PID/stat}; empty where there is no such file. */
final class ProcessStat {
  private ProcessStat() {}

  static Optional<Character> letter(long pid) {
    try {
      String line =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      return letterIn(line);
    } catch (IOException absent) {
      return Optional.empty();
    }
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
