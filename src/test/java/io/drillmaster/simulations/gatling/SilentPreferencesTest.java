package io.drillmaster.simulations.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.prefs.Preferences;
import org.junit.jupiter.api.Test;

final class SilentPreferencesTest {

  @Test
  void gatlingBelievesThatItHasJustLookedForANewerVersion() {
    Preferences node = new SilentPreferences().userRoot().node("/io/gatling/latestVersion");

    // gatling-commons 3.15.1, LatestGatlingRelease: a failure is valid for this many milliseconds
    long age = System.currentTimeMillis() - node.getLong("lastCheckTimestamp", 0);
    assertThat(age).isLessThan(3_600);
    assertThat(node.getBoolean("lastCheckSuccess", false)).isFalse();
  }
}
