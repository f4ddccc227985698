package io.drillmaster.twin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeSecretsTest {
  private static final NodeSecrets SECRETS = new NodeSecrets("s3cret", "st0re");

  @Test
  void comeByVariablesOrByTheFileThatTheyName(@TempDir Path folder) {
    Path file = folder.resolve("secrets.properties");
    new NodeFile(file, SECRETS.asEnvironment()).write();

    assertThat(NodeSecrets.from(SECRETS.asEnvironment())).isEqualTo(SECRETS);
    assertThat(NodeSecrets.from(Map.of(NodeSecrets.FILE, file.toString()))).isEqualTo(SECRETS);
  }

  @Test
  void areDemanded() {
    assertThatThrownBy(() -> NodeSecrets.from(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nodes are started by a twin, not by hand");
  }
}
