package io.drillmaster.twin.node;

import io.drillmaster.process.ChildProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The hidden command {@code node ROLE FILE} of a child process: serves as a master, a media node or
 * a balancer until it is killed.
 */
public final class NodeMain {

  /** The word before the role. */
  public static final String COMMAND = "node";

  /** Exit status of a master that may no longer act; its supervisor may boot it again. */
  public static final int FENCED = MasterProcess.FENCED;

  private NodeMain() {}

  /**
   * Serves.
   *
   * @param args role and node file
   * @param environment with the secrets
   * @param out gets the line READY with a {@link NodeReady}
   * @return exit status
   * @throws IllegalArgumentException for arguments it does not know
   */
  public static int run(List<String> args, Map<String, String> environment, PrintStream out)
      throws InterruptedException {
    if (args.size() != 2) {
      throw new IllegalArgumentException(
          "node: %d arguments; give a role (master, media, balancer) and a node file"
              .formatted(args.size()));
    }
    NodeFile file = NodeFile.read(Path.of(args.get(1)));
    NodeSecrets secrets = NodeSecrets.from(environment);
    Consumer<NodeReady> ready =
        line -> {
          out.println(ChildProcess.READY + " " + NodeReady.Codec.write(line));
          out.flush();
        };
    return switch (args.get(0)) {
      case "master" -> new MasterProcess(file, secrets, ready).run();
      case "media" -> new MediaProcess(file, ready).run();
      case "balancer" -> new BalancerProcess(file, secrets, ready).run();
      default ->
          throw new IllegalArgumentException(
              "node: role '" + args.get(0) + "' is not known; use master, media or balancer");
    };
  }
}
