package io.drillmaster.simulations;

import java.util.Arrays;
import java.util.List;

/** Stands for the program's own main in tests that start workers. */
public final class ChildMain {

  private ChildMain() {}

  public static void main(String[] arguments) {
    List<String> all = Arrays.asList(arguments);
    if (!all.get(0).equals(WorkerMain.COMMAND)) {
      throw new IllegalArgumentException("unknown command " + all.get(0));
    }
    System.exit(WorkerMain.run(all.subList(1, all.size()), System.getenv(), System.out));
  }
}
