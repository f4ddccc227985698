package io.drillmaster.chaos.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.Inventory;
import io.drillmaster.drill.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SshCommandTest {

  private static Inventory.Machine node(Optional<Inventory.Ssh> ssh) {
    return new Inventory.Machine(
        "m1", Role.MASTER, true, "10.0.0.1:4443", ssh, Map.of(), List.of());
  }

  @Test
  void isRunHereWhereNoOtherWayIsSaid() {
    assertThat(SshCommand.argv(node(Optional.empty()), List.of("kill", "-STOP", "4711")))
        .containsExactly("kill", "-STOP", "4711");
  }

  @Test
  void asksNothingAndGuessesNothing() {
    Inventory.Ssh ssh = new Inventory.Ssh("drill", "10.0.0.1", 2222, "keys/drill", "keys/hosts");
    String here = Path.of("").toAbsolutePath().toString();

    assertThat(
            SshCommand.argv(
                node(Optional.of(ssh)), List.of("sh", "-c", "kill -9 $(pidof java) # it's gone")))
        .containsExactly(
            "ssh",
            "-F",
            "none",
            "-T",
            "-o",
            "BatchMode=yes",
            "-o",
            "StrictHostKeyChecking=yes",
            "-o",
            "UserKnownHostsFile=" + here + "/keys/hosts",
            "-o",
            "GlobalKnownHostsFile=/dev/null",
            "-o",
            "IdentitiesOnly=yes",
            "-o",
            "ConnectTimeout=5",
            "-i",
            here + "/keys/drill",
            "-p",
            "2222",
            "-l",
            "drill",
            "--",
            "10.0.0.1",
            "sh -c 'kill -9 $(pidof java) # it'\\''s gone'");
  }

  @Test
  void nothingToBeRunStaysNothing() {
    Inventory.Ssh ssh = new Inventory.Ssh("drill", "10.0.0.1", 22, "k", "h");
    assertThat(SshCommand.argv(node(Optional.of(ssh)), List.of())).isEmpty();
  }
}
