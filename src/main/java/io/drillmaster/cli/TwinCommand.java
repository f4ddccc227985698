package io.drillmaster.cli;

import io.drillmaster.chaos.process.TwinTarget;
import io.drillmaster.process.Guard;
import io.drillmaster.process.ProcessId;
import io.drillmaster.run.StopLever;
import io.drillmaster.time.Pause;
import io.drillmaster.twin.Twin;
import io.drillmaster.twin.TwinClocks;
import io.drillmaster.twin.TwinException;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinNotice;
import io.drillmaster.twin.TwinSpec;
import io.drillmaster.twin.TwinWatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps an embedded cluster standing, for drills, clients and curiosity. */
@Command(
    name = "twin",
    mixinStandardHelpOptions = true,
    description = "An embedded cluster on this machine.",
    subcommands = TwinCommand.Up.class)
final class TwinCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do with it: drillmaster twin up");
  }

  /** Starts a cluster and keeps it until Ctrl-C. */
  @Command(
      name = "up",
      mixinStandardHelpOptions = true,
      description =
          "Start a cluster and keep it until Ctrl-C; prints base URL, nodes, and where its secret is.")
  static final class Up implements Callable<Integer> {

    /** How often the keeper looks for Ctrl-C. */
    private static final Duration LOOK = Duration.ofMillis(200);

    @Option(names = "--masters", description = "Masters, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int masters = 3;

    @Option(
        names = "--media-nodes",
        description = "Media nodes, 1 to 16 (default: ${DEFAULT-VALUE}).")
    private int mediaNodes = 2;

    @Option(
        names = "--balancers",
        description =
            "Balancers, 1 to 4, each at an address of its own (default: ${DEFAULT-VALUE}).")
    private int balancers = 1;

    @Option(
        names = "--clocks",
        description =
            "Clocks of balancer and scaling groups: fast or aws (default: ${DEFAULT-VALUE}).")
    private String clocks = "fast";

    @Option(
        names = "--protocol",
        description = "Clocks of the protocol: real or fast (default: ${DEFAULT-VALUE}).")
    private String protocol = "real";

    @Option(
        names = "--bug",
        description = "Switch on a bug of the catalogue (drillmaster list bugs); repeatable.")
    private List<String> bugs = List.of();

    @Option(
        names = "--sockets",
        description =
            "Client sockets to be carried; decides the heaps (default: ${DEFAULT-VALUE}).")
    private int sockets = 2000;

    @Option(
        names = "--public-url",
        paramLabel = "URL",
        description =
            "Scheme, host and port that tokens carry, where something stands in front, e.g. to end"
                + " TLS.")
    private @Nullable URI publicUrl;

    @Option(
        names = "--folder",
        description = "Where its files go (default: reports/twins/twin-PID).")
    private Path folder =
        Self.home().resolve("reports/twins/twin-" + ProcessHandle.current().pid());

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
      PrintWriter out = spec.commandLine().getOut();
      StopLever stop = new StopLever();
      Interrupts.install(
          signal -> {
            out.printf("%n%s: stopping ...%n", signal);
            stop.pull(signal);
          },
          () -> Runtime.getRuntime().halt(ExitCode.HARNESS_FAILED));
      refuseATakenFolder();
      TwinSpec twinSpec = twinSpec();
      out.printf(
          "starting masters: %d, media nodes: %d, balancers: %d and redis ...%n",
          masters, mediaNodes, balancers);
      try (Guard guard =
              Guard.start(
                  Self.launch(), folder.resolve("guard.list"), folder.resolve("guard.log"));
          @Nullable Twin twin =
              stop.unlessPulled(() -> Twin.start(twinSpec, Self.launch(), watch(guard, out)))
                  .orElse(null)) {
        if (twin != null) {
          Path target = folder.resolve("target.yaml");
          Files.writeString(
              target, "target: { standing: \"" + folder.toAbsolutePath().normalize() + "\" }\n");
          announce(out, twin, target);
        }
        while (stop.pulled().isEmpty()) {
          Pause.of(LOOK);
        }
      }
      out.println("stopped; nothing is left running");
      return ExitCode.PASS;
    }

    private TwinSpec twinSpec() {
      return new TwinSpec(
          masters,
          mediaNodes,
          balancers,
          clocks(),
          TwinBugs.known(bugs),
          ThreadLocalRandom.current().nextLong(),
          folder,
          sockets,
          List.of(),
          publicUrl());
    }

    private @Nullable URI publicUrl() {
      if (publicUrl != null && !publicUrl.toString().matches("https?://[^/?#]+")) {
        throw new BadInput(
            "--public-url: %s is not allowed; use scheme, host and port, e.g. https://localhost:8443"
                .formatted(publicUrl));
      }
      return publicUrl;
    }

    /** Two twins in one folder would end each other's description. */
    private void refuseATakenFolder() {
      try (Twin standing = Twin.attach(folder)) {
        throw new BadInput(
            "a twin stands in %s already, at %s; stop it with Ctrl-C, or give another --folder"
                .formatted(folder, standing.baseUrl()));
      } catch (TwinException none) {
        // as it should be
      }
      try {
        Files.createDirectories(folder);
      } catch (IOException refused) {
        throw new BadInput(
            "--folder: %s cannot be made (%s); give a writable folder"
                .formatted(folder, refused.getMessage()));
      }
    }

    private TwinClocks clocks() {
      return TwinTarget.clocks(
          Wiring.infrastructure(clocks), io.drillmaster.drill.ProtocolClocks.named(protocol));
    }

    private void announce(PrintWriter out, Twin twin, Path target) {
      out.printf("base URL   %s%n", twin.baseUrl());
      twin.fronts().stream().skip(1).forEach(front -> out.printf("and        %s%n", front));
      out.printf("secret     in %s%n", Terminal.shown(folder.resolve(Twin.SECRET_FILE)));
      out.printf("nodes      %-6s %-10s %-8s %s%n", "name", "role", "pid", "addresses");
      for (TwinNode node : twin.nodes()) {
        out.printf(
            "           %-6s %-10s %-8d %s%n",
            node.name(),
            node.role(),
            node.process().pid(),
            String.join(" ", node.addresses().values()));
      }
      out.printf("drill it   ./drillmaster run crash-one-master --target %s%n", target);
      out.printf("stop       Ctrl-C%n");
      out.flush();
    }

    private static TwinWatch watch(Guard guard, PrintWriter out) {
      return new TwinWatch() {
        @Override
        public void started(String name, ProcessId child) {
          guard.watch(name, child);
        }

        @Override
        public void noticed(TwinNotice notice) {
          out.printf("%s %s: %s%n", notice.node().name(), notice.kind(), notice.detail());
          out.flush();
        }
      };
    }
  }
}
