package io.drillmaster.chaos.process;

import io.drillmaster.chaos.PacketFilter;
import io.drillmaster.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The packet filter of this host, or of the network namespace that this process is in. Only chains
 * of ours are touched. Thread-safe.
 */
public final class Iptables {
  private static final Duration BOUND = Duration.ofSeconds(10);

  /** Waits for whoever else changes rules just now. */
  private static final String WAIT = "-w";

  /** Of iptables(8): a resource problem, which is what being nobody special is called there. */
  private static final int NOT_PERMITTED = 4;

  private static final String CURE =
      "as root, `apt-get install iptables` and run it so; else inside `unshare -Urn sh -c 'ip link set lo up; exec ./drillmaster run ...'`";

  private final CommandRunner commands;

  public Iptables(CommandRunner commands) {
    this.commands = commands;
  }

  /** Why rules cannot be set here, with the cure; empty = they can. */
  public Optional<String> refusal() {
    try {
      CommandRunner.Result listed = commands.run(List.of("iptables", WAIT, "-S", "INPUT"), BOUND);
      return listed.isOk()
          ? Optional.empty()
          : Optional.of("iptables is not permitted (%s): %s".formatted(first(listed), CURE));
    } catch (CommandRunner.CommandFailed absent) {
      return Optional.of("there is no iptables: " + CURE);
    }
  }

  private static String first(CommandRunner.Result result) {
    return result.output().strip().lines().findFirst().orElse("exit status " + result.exit());
  }

  /**
   * Puts all rules in at once.
   *
   * @throws IllegalStateException when they were refused; then none is in
   */
  void add(PacketFilter filter) {
    List<String> lines = new ArrayList<>(List.of("*filter", ":" + filter.chain() + " - [0:0]"));
    filter.rules().forEach(rule -> lines.add("-A " + filter.chain() + " " + rule));
    lines.add("-I INPUT -j " + filter.chain());
    lines.add("COMMIT");
    try {
      Path file = Files.createTempFile("drillmaster", ".rules");
      try {
        Files.write(file, lines);
        CommandRunner.Result added =
            commands.run(List.of("iptables-restore", WAIT, "--noflush", file.toString()), BOUND);
        if (!added.isOk()) {
          throw new IllegalStateException("iptables-restore: " + first(added));
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException("rules for iptables cannot be written", cause);
    }
  }

  /** Whether the rules of a chain are in force. */
  boolean isIn(String chain) {
    CommandRunner.Result found =
        commands.run(List.of("iptables", WAIT, "-C", "INPUT", "-j", chain), BOUND);
    if (found.exit() == NOT_PERMITTED) {
      throw new IllegalStateException("iptables: " + first(found));
    }
    return found.isOk();
  }

  /**
   * Takes a chain away; does nothing where it is not.
   *
   * @throws IllegalStateException when it is still in force
   */
  void remove(String chain) {
    removal(chain).forEach(command -> commands.run(command, BOUND));
    if (isIn(chain)) {
      throw new IllegalStateException("the rules of " + chain + " are still in force");
    }
  }

  /** The commands that take a chain away, for whoever has to when we are dead. */
  static List<List<String>> removal(String chain) {
    return List.of(
        List.of("iptables", WAIT, "-D", "INPUT", "-j", chain),
        List.of("iptables", WAIT, "-F", chain),
        List.of("iptables", WAIT, "-X", chain));
  }
}
