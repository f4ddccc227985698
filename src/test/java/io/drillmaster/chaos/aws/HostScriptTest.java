package io.drillmaster.chaos.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HostScriptTest {
  private static final Instant UNTIL = Instant.ofEpochSecond(1_772_615_700);

  @Test
  void theTimerThatThawsIsStartedBeforeAnythingIsFrozen() {
    assertThat(HostScript.freeze("drillmaster-r1-freeze-1", Duration.ofMillis(10_500), UNTIL))
        .containsExactly(
            "set -e",
            "test $(date +%s) -le 1772615700 || exit 75",
            "systemd-run --on-active=10500ms --timer-property=AccuracySec=100ms --unit=drillmaster-r1-freeze-1 docker unpause $(docker ps -q)",
            "docker pause $(docker ps -q)",
            "echo \"drillmaster-at $(date +%s.%N)\"");
  }

  @Test
  void thawingTakesTheTimerAway() {
    assertThat(HostScript.thaw("u"))
        .containsExactly(
            "docker ps -q --filter status=paused | xargs -r docker unpause",
            "systemctl stop u.timer || true",
            "echo \"drillmaster-at $(date +%s.%N)\"");
  }

  @Test
  void aTimerIsNamedSoThatSystemdTakesIt() {
    assertThat(HostFaults.unit("t2q9", "freeze_1.b")).isEqualTo("drillmaster-t2q9-freeze-1-b");
  }

  @Test
  void theMachineTellsWhen() {
    assertThat(HostScript.at("3f\ndrillmaster-at 1772615700.250000000\n"))
        .contains(UNTIL.plusMillis(250));
    assertThat(HostScript.at("3f\n")).isEmpty();
    assertThat(HostScript.at("drillmaster-at 99999999999999999999.000000000\n")).isEmpty();
  }
}
