package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.DrillFile.Overrides;
import io.drillmaster.drill.DrillLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which checks a drill must be able to judge. */
class RequiredTest {

  private static final String NOT_BALANCED = "Balanced";

  private static List<String> notRequired(String drill, String... settings) {
    Overrides overrides = new Overrides(List.of(settings), "", "");
    List<String> left = new ArrayList<>(Checks.all().stream().map(Checks.About::name).toList());
    left.removeAll(Required.of(DrillLibrary.find(drill).drill(overrides)));
    return left;
  }

  /** After a fault, chance decides how many placements the replacement sees. */
  @Test
  void shippedDrillsMustJudgeAllThatTheyGiveEvidenceFor() {
    Map<String, List<String>> left = new TreeMap<>();
    DrillLibrary.names().forEach(name -> left.put(name, notRequired(name)));

    assertThat(left)
        .containsEntry("crash-one-master", List.of(NOT_BALANCED))
        .containsEntry("shutdown-one-master", List.of(NOT_BALANCED))
        .containsEntry("crash-media-node", List.of(NOT_BALANCED))
        .containsEntry("freeze-entry-owner", List.of(NOT_BALANCED))
        .containsEntry("vanish-one-master", List.of("MembershipAgrees", NOT_BALANCED))
        .containsEntry("freeze-one-master", List.of("MembershipAgrees", NOT_BALANCED))
        .containsEntry("crash-owner-and-entry", List.of("MembershipAgrees", NOT_BALANCED))
        .containsEntry("busy-room", List.of("MembershipAgrees", NOT_BALANCED))
        .containsEntry("smoke", List.of("MembershipAgrees", NOT_BALANCED, "Objectives"))
        .containsEntry(
            "quiet-room",
            List.of("MembershipAgrees", "SignalsDelivered", "SurvivorsServe", NOT_BALANCED))
        .containsEntry(
            "silent-second-loss",
            List.of("MembershipAgrees", "SignalsDelivered", "SurvivorsServe", NOT_BALANCED))
        .containsEntry("flap-masters", List.of("SignalsDelivered", "SurvivorsServe", NOT_BALANCED))
        .containsEntry(
            "no-fault", List.of("EveryoneReconnected", "SurvivorsServe", "CapacityRestored"));
  }

  @Test
  void aLoadTooSmallForAPopulationIsNotAskedForIt() {
    assertThat(notRequired("crash-one-master", "load.sessions=6"))
        .contains("SurvivorsServe", "Objectives", "BlastRadius");
    assertThat(notRequired("crash-one-master", "load.participantsPerSession=1"))
        .contains("OneLife", "SignalsDelivered", "SurvivorsServe");
  }

  @Test
  void whatTheDrillNamesIsAllThatIsRequiredBesideTheHarness() {
    assertThat(notRequired("smoke", "require=[OneLife]"))
        .hasSize(Checks.all().size() - 2)
        .doesNotContain("OneLife", "HarnessHonest");
  }
}
