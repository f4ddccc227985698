package io.drillmaster.chaos.inventory;

import io.drillmaster.drill.Inventory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Commands for a node, as this machine runs them: themselves, or through the system's ssh. */
final class SshCommand {
  /** A host that does not answer by then would not be harmed in time either. */
  private static final int CONNECT_SECONDS = 5;

  private SshCommand() {}

  /** The argv of a node's command; an empty one stays empty. */
  static List<String> argv(Inventory.Machine node, List<String> command) {
    return command.isEmpty() ? command : node.ssh().map(ssh -> by(ssh, command)).orElse(command);
  }

  /**
   * Nothing is asked, nothing is guessed: no password, no unknown host, no other key, no settings
   * of the user's own. The far end hands one line to a shell, so each word is quoted for it.
   */
  private static List<String> by(Inventory.Ssh ssh, List<String> command) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "ssh",
                "-F",
                "none",
                "-T",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "UserKnownHostsFile=" + absolute(ssh.knownHosts()),
                "-o",
                "GlobalKnownHostsFile=/dev/null",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "ConnectTimeout=" + CONNECT_SECONDS,
                "-i",
                absolute(ssh.key()),
                "-p",
                Integer.toString(ssh.port()),
                "-l",
                ssh.user(),
                "--",
                ssh.host()));
    argv.add(command.stream().map(SshCommand::quoted).collect(Collectors.joining(" ")));
    return List.copyOf(argv);
  }

  /** Who heals later may stand in another folder. */
  private static String absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize().toString();
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
