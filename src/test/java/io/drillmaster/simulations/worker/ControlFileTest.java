package io.drillmaster.simulations.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.run.port.LoadGenerator.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ControlFileTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("control.jsonl");
  }

  @Test
  void aReaderSeesEveryLineOnce() {
    ControlFile.Reader reader = new ControlFile.Reader(file());
    assertThat(reader.next()).as("not there yet").isEmpty();

    ControlFile.append(file(), new ControlLine(null, 1));
    ControlFile.append(file(), new ControlLine(Command.START, 300));
    assertThat(reader.next())
        .containsExactly(new ControlLine(null, 1), new ControlLine(Command.START, 300));
    assertThat(reader.next()).isEmpty();

    ControlFile.append(file(), new ControlLine(Command.LEAVE, 400));
    assertThat(reader.next()).containsExactly(new ControlLine(Command.LEAVE, 400));
  }

  @Test
  void linesReadAsTheyAreWritten() throws IOException {
    ControlFile.append(file(), new ControlLine(Command.QUIET, 12));
    ControlFile.append(file(), new ControlLine(null, 13));

    assertThat(file()).hasContent("{\"say\":\"quiet\",\"at\":12}\n{\"say\":\"beat\",\"at\":13}\n");
  }

  @Test
  void halfALineWaitsForItsOtherHalf() throws IOException {
    ControlFile.Reader reader = new ControlFile.Reader(file());
    Files.writeString(file(), "{\"say\":\"dr");
    assertThat(reader.next()).isEmpty();

    Files.writeString(file(), "op\",\"at\":5}\n", StandardOpenOption.APPEND);
    assertThat(reader.next()).containsExactly(new ControlLine(Command.DROP, 5));
  }

  @Test
  void aDamagedLineIsShown() throws IOException {
    Files.writeString(file(), "{\"say\":\"dance\",\"at\":5}\n");

    assertThatThrownBy(() -> new ControlFile.Reader(file()).next())
        .hasMessage("control file: line '{\"say\":\"dance\",\"at\":5}' is damaged");
  }
}
