package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.chaos.process.Iptables;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.DrillLibrary;
import io.drillmaster.process.CommandRunner;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightTest {

  private static Drill drill(int sessions) {
    List<String> settings = List.of("load.sessions=" + sessions);
    return DrillLibrary.find("crash-one-master").drill(new DrillFile.Overrides(settings, "", ""));
  }

  @Test
  void tooFewDescriptorsAreRefusedWithTheLimitThatWouldDo() {
    assertThatThrownBy(() -> Preflight.check(drill(250), MachineFit.of(8, 64_000, 1_024)))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "1,000 participants need more open files than this machine allows: with ulimit -n 1024"
                + " there is room for 262; raise it to 2500, or use --set load.sessions=65");
  }

  @Test
  void withRoomForNobodyNoSmallerLoadIsProposed() {
    assertThatThrownBy(() -> Preflight.check(drill(1), MachineFit.of(8, 64_000, 256)))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("with ulimit -n 256 there is room for 0; raise it to 508");
  }

  @Test
  void aPartitionIsRefusedBeforeAnythingIsStarted() {
    CommandRunner nobody = (argv, bound) -> new CommandRunner.Result(4, "Permission denied");
    Drill cutOff = DrillLibrary.find("cut-off-store").drill(DrillFile.Overrides.NONE);

    assertThatThrownBy(() -> Preflight.check(cutOff, new Iptables(nobody)))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(
            "timeline: a partition cannot be made here: iptables is not permitted (Permission denied): as root, `apt-get install iptables`");
    assertThatCode(() -> Preflight.check(drill(1), new Iptables(nobody)))
        .doesNotThrowAnyException();
  }

  @Test
  void aSmallMachineIsWarnedNotRefused() {
    assertThatCode(() -> Preflight.check(drill(250), MachineFit.of(1, 1_700, 65_536)))
        .doesNotThrowAnyException();
  }
}
