package io.drillmaster.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A twin that tells no places, in drill files. */
class HiddenTargetTest {

  private static String drill(String step) {
    return """
    drill: hidden
    proves: What can be judged from outside.
    target: { twin: { masters: 3, mediaNodes: 2, tells: nothing } }
    timeline:
      - steady: 2s
      - %s
      - until: recovered
    """
        .formatted(step);
  }

  private static String problems(String text) {
    try {
      DrillFile.read("hidden.yaml", text);
    } catch (InvalidDrill invalid) {
      return String.valueOf(invalid.getMessage());
    }
    return "none";
  }

  @Test
  void isReadAndWrittenBack() {
    Drill drill = DrillFile.read("hidden.yaml", drill("crash: { master: one }"));
    assertThat(drill.target())
        .isEqualTo(
            new TargetSpec.Twin(
                3, 2, 1, InfrastructureClocks.FAST, ProtocolClocks.REAL, List.of(), false));
    assertThat(DrillFile.write(drill)).contains("    tells: nothing\n");
    assertThat(DrillFile.read("hidden.yaml", DrillFile.write(drill))).isEqualTo(drill);
  }

  @Test
  void tellsPlacesUnlessItIsSaid() {
    assertThat(
            DrillFile.read(
                    "hidden.yaml", drill("crash: { master: one }").replace(", tells: nothing", ""))
                .target()
                .tellsPlaces())
        .isTrue();
  }

  @Test
  void refusesToChooseByPlacesThatAreNotTold() {
    assertThat(problems(drill("crash: { master: owner-of busiest session }")))
        .contains(
            "hidden.yaml:6: timeline[2]: 'owner-of busiest session' chooses by entries or owners,"
                + " and target.twin.tells is nothing; use one, name the node, or tell places");
    assertThat(problems(drill("crash: { master: entry-of room-1 }"))).contains("'entry-of room-1'");
    assertThat(problems(drill("crash: { master: busiest }"))).contains("'busiest'");
    assertThat(problems(drill("crash: { mediaNode: busiest }"))).isEqualTo("none");
    assertThat(problems(drill("crash: { master: m2 }"))).isEqualTo("none");
  }

  @Test
  void namesTheWordsThatItKnows() {
    assertThatThrownBy(
            () ->
                DrillFile.read(
                    "hidden.yaml",
                    drill("crash: { master: one }").replace("tells: nothing", "tells: all")))
        .isInstanceOf(InvalidDrill.class)
        .hasMessageContaining("target.twin.tells")
        .hasMessageContaining("places");
  }
}
