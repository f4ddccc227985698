package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.cli.Finding.Grade;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile.Overrides;
import io.drillmaster.drill.DrillLibrary;
import io.drillmaster.process.ProcessId;
import io.drillmaster.process.Signals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir private Path runs;

  private List<Finding> findings(String... settings) throws InterruptedException {
    Drill drill = DrillLibrary.find("smoke").drill(new Overrides(List.of(settings), "", ""));
    return new Doctor(drill, runs, Signals.system()).findings();
  }

  private static Finding about(String what, List<Finding> findings) {
    return findings.stream().filter(each -> each.about().equals(what)).findFirst().orElseThrow();
  }

  @Test
  void looksAtEverythingThatAnEmbeddedTwinNeeds() throws Exception {
    List<Finding> findings = findings();

    assertThat(findings)
        .extracting(Finding::about)
        .containsExactly("java", "machine", "disk", "quiet", "store", "addresses", "leftovers");
    assertThat(findings).noneMatch(each -> each.grade() == Grade.REFUSE);
    assertThat(about("leftovers", findings).line())
        .isEqualTo("pass    leftovers    nothing is left of earlier runs");
  }

  @Test
  void warnsOfALoadThatThisMachineCannotCarry() throws Exception {
    Finding machine =
        about("machine", findings("load.sessions=100000", "load.participantsPerSession=50"));

    assertThat(machine.grade()).isNotEqualTo(Grade.PASS);
    assertThat(machine.line()).contains("5,000,000");
  }

  @Test
  void refusesOverWhatAnEarlierRunLeftRunningAndNamesTheCure() throws Exception {
    Process left = new ProcessBuilder("sleep", "60").start();
    try {
      ProcessId id = ProcessId.of(left.toHandle());
      Path run = Files.createDirectories(runs.resolve("smoke-1"));
      Files.writeString(run.resolve("guard.list"), id.pid() + " " + id.startMillis() + " m2\n");

      Finding found = about("leftovers", findings());

      assertThat(found.grade()).isEqualTo(Grade.REFUSE);
      assertThat(found.line())
          .contains("left 0 faults and 1 processes; undo it with: ./drillmaster heal ");
    } finally {
      left.destroyForcibly().waitFor();
    }
    assertThat(about("leftovers", findings()).grade()).isEqualTo(Grade.PASS);
  }
}
