package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drillmaster.chaos.NodeCommands;
import io.drillmaster.chaos.inventory.ForeignTarget;
import io.drillmaster.drill.Fault;
import io.drillmaster.drill.Inventory;
import io.drillmaster.drill.InventoryFile;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Selector;
import io.drillmaster.process.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands of an inventory through a real sshd. */
class SshIT {
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Fault CRASH = new Fault.Crash("crash-1", Role.MASTER, new Selector.One());

  @TempDir Path home;
  private @Nullable TestSshd sshd;

  @BeforeEach
  void begin() throws Exception {
    sshd = TestSshd.start(home).orElse(null);
    assumeTrue(sshd != null, "no sshd on this machine");
  }

  @AfterEach
  void end() {
    if (sshd != null) {
      sshd.close();
    }
  }

  private CommandRunner.Result crash(String way) {
    Inventory inventory =
        InventoryFile.read(
            "site.yaml",
            """
            url: http://127.0.0.1:1
            secretFrom: { env: NONE }
            nodes:
              - name: m1
                role: master
                drill: true
                address: 127.0.0.1:1
                ssh: %s
                faults: { crash: { do: [printf, "%%s|", it's, "two words", $HOME] } }
            """
                .formatted(way));
    NodeCommands commands = ForeignTarget.commands(CRASH, inventory.nodes().get(0));
    return CommandRunner.system().run(commands.doing(), BOUND);
  }

  @Test
  void wordsArriveAsTheyStand() {
    CommandRunner.Result result = crash(sshd.way());
    assertThat(result.output()).isEqualTo("it's|two words|$HOME|");
    assertThat(result.isOk()).isTrue();
  }

  @Test
  void aHostThatIsNotTheKnownOneIsNotTold() throws Exception {
    sshd.forgetHost();
    CommandRunner.Result result = crash(sshd.way());
    assertThat(result.isOk()).isFalse();
    assertThat(result.output()).contains("Host key verification failed");
  }

  @Test
  void whoHasNoKeyIsNotAskedForAPassword() {
    CommandRunner.Result result =
        crash(sshd.way().replace("key: \"" + home.resolve("ssh/user"), "key: \"" + home));
    assertThat(result.isOk()).isFalse();
    assertThat(result.output()).contains("Permission denied");
  }
}
