package io.drillmaster.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is put before a child's argv so that Ctrl-C in the terminal does not reach it (decision
 * D14). Both forms exec the program, so that the child keeps its process number.
 *
 * @param prefix argv to put before
 */
record Detachment(List<String> prefix) {
  /** Leaves the terminal's session, hence its process group. */
  static Detachment setsid(Path program) {
    return new Detachment(List.of(program.toString()));
  }

  /** Stays in the process group but ignores INT; a JVM honours an ignored INT. */
  static Detachment ignoringInterrupt() {
    return new Detachment(List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\""));
  }

  /** The better one that this machine has. */
  static Detachment ofThisMachine() {
    return find("setsid", System.getenv("PATH"))
        .map(Detachment::setsid)
        .orElseGet(Detachment::ignoringInterrupt);
  }

  static Optional<Path> find(String program, @Nullable String path) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path == null ? "" : path)
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  List<String> argv(List<String> program) {
    List<String> argv = new ArrayList<>(prefix);
    argv.addAll(program);
    return List.copyOf(argv);
  }
}
