package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.drill.SecretFrom;
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

    assertThat(Secrets.read(new SecretFrom(SecretFrom.Place.ENV, "S"), Map.of("S", "s3cret")))
        .isEqualTo("s3cret");
    assertThat(Secrets.read(new SecretFrom(SecretFrom.Place.FILE, file.toString()), Map.of()))
        .isEqualTo("s3cret");
  }

  @Test
  void whatIsMissingIsToldWithItsPlaceAndTheCure() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");

    assertThatThrownBy(() -> Secrets.read(new SecretFrom(SecretFrom.Place.ENV, "S"), Map.of()))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "secretFrom: the environment variable S is not set; export it with OPENVIDU_SECRET in it");
    assertThatThrownBy(
            () -> Secrets.read(new SecretFrom(SecretFrom.Place.FILE, empty.toString()), Map.of()))
        .hasMessage(
            "secretFrom: " + empty + " is empty; write OPENVIDU_SECRET into its first line");
    assertThatThrownBy(
            () -> Secrets.read(new SecretFrom(SecretFrom.Place.FILE, "none/such"), Map.of()))
        .hasMessage(
            "secretFrom: none/such cannot be read (none/such); give a file with OPENVIDU_SECRET in it");
  }
}
