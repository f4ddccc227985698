package io.drillmaster.cli;

import io.drillmaster.chaos.container.ContainerHealer;
import io.drillmaster.chaos.container.ContainerTarget;
import io.drillmaster.chaos.container.LabelledContainers;
import io.drillmaster.process.GuardMain;
import io.drillmaster.simulations.WorkerMain;
import io.drillmaster.twin.node.NodeMain;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Hidden commands: the mains of child processes (decision D17). Each speaks to its parent by stdin
 * and stdout.
 */
final class ChildCommands {

  private ChildCommands() {}

  /** A node of the twin. */
  @Command(
      name = NodeMain.COMMAND,
      hidden = true,
      description = "A node of the twin; started by the harness.")
  static final class Node implements Callable<Integer> {
    @Parameters private List<String> arguments = List.of();

    @Override
    public Integer call() throws InterruptedException {
      return NodeMain.run(arguments, System.getenv(), System.out);
    }
  }

  /** A load worker. */
  @Command(
      name = WorkerMain.COMMAND,
      hidden = true,
      description = "A load worker; started by the harness.")
  static final class Worker implements Callable<Integer> {
    @Parameters private List<String> arguments = List.of();

    @Override
    public Integer call() {
      return WorkerMain.run(arguments, System.getenv(), System.out);
    }
  }

  /** What a guard runs after its harness. */
  @Command(
      name = ContainerTarget.REMOVE,
      hidden = true,
      description = "Removes the containers of a dead run; started by the guard.")
  static final class Away implements Callable<Integer> {
    @Parameters(arity = "1")
    private String run = "";

    @Override
    public Integer call() {
      String unused = ContainerHealer.here(System.getenv()).remove(run);
      return ExitCode.PASS;
    }
  }

  /** What is done to a container that an inventory names by its label. */
  @Command(
      name = LabelledContainers.ACT,
      hidden = true,
      description = "Does something to a container; started by a drill, its guard, or heal.")
  static final class ContainerAct implements Callable<Integer> {
    @Parameters(index = "0")
    private String act = "";

    @Parameters(index = "1")
    private String container = "";

    @Override
    public Integer call() {
      return LabelledContainers.here(System.getenv()).act(act, container)
          ? ExitCode.PASS
          : ExitCode.FAIL;
    }
  }

  /** The guard of a run. */
  @Command(
      name = "guard",
      hidden = true,
      description = "Ends what a dead harness left; started by the harness.")
  static final class Guard implements Callable<Integer> {
    @Parameters private List<String> arguments = List.of();

    @Override
    public Integer call() throws InterruptedException {
      return GuardMain.run(arguments, System.in, System.out);
    }
  }
}
