package io.drillmaster.process;

import java.util.ArrayList;
import java.util.List;

/**
 * How a child of this program is started: an argv prefix (java, its options, class path, main
 * class) to which a hidden command (`node`, `worker`, `guard`) and its arguments are appended.
 * Wiring makes it, everybody else passes it on.
 *
 * @param java path of the java launcher
 * @param classPathAndMain the class path options and the main class, in order
 */
public record Launch(String java, List<String> classPathAndMain) {

  public Launch {
    classPathAndMain = List.copyOf(classPathAndMain);
  }

  /** The argv of a child with the given JVM options and program arguments. */
  public List<String> argv(List<String> jvmOptions, List<String> arguments) {
    List<String> argv = new ArrayList<>();
    argv.add(java);
    argv.addAll(jvmOptions);
    argv.addAll(classPathAndMain);
    argv.addAll(arguments);
    return List.copyOf(argv);
  }
}
