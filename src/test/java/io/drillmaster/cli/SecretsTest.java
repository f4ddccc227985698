package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.SecretSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir Path folder;

  @Test
  void readsAVariableOrAFileWithoutBlanks() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), " s3cret\n");

    assertThat(Secrets.read(new SecretSource.Environment("S"), Map.of("S", "s3cret")))
        .isEqualTo("s3cret");
    assertThat(Secrets.read(new SecretSource.File(file.toString()), Map.of())).isEqualTo("s3cret");
  }

  @Test
  void whatIsMissingIsToldWithItsPlaceAndTheCure() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");

    assertThatThrownBy(() -> Secrets.read(new SecretSource.Environment("S"), Map.of()))
        .isInstanceOf(BadInput.class)
        .hasMessage("the environment variable S is not set; export it with OPENVIDU_SECRET in it");
    assertThatThrownBy(() -> Secrets.read(new SecretSource.File(empty.toString()), Map.of()))
        .hasMessage("the secret's file " + empty + " is empty; write OPENVIDU_SECRET to it");
    assertThatThrownBy(() -> Secrets.read(new SecretSource.File("none/such"), Map.of()))
        .hasMessage(
            "the secret's file none/such cannot be read; give a file with OPENVIDU_SECRET in it");
  }
}
