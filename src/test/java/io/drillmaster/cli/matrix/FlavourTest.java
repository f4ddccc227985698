package io.drillmaster.cli.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.DrillLibrary;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlavourTest {
  private static final List<Flavour> ALL = Flavour.all(Duration.ofSeconds(5));

  @Test
  void everyKindOfFaultIsTriedOnEveryPartThatItCanBefall() {
    assertThat(ALL).extracting(Flavour::name).doesNotHaveDuplicates();
    for (FaultKind kind : FaultKind.values()) {
      for (Role role : Role.values()) {
        boolean isTried =
            ALL.stream()
                .map(Flavour::fault)
                .anyMatch(fault -> fault.kind() == kind && fault.role() == role);
        assertThat(isTried).as("%s of %s", kind, role).isEqualTo(kind.befalls(role));
      }
    }
  }

  @Test
  void silenceIsTriedShorterAndLongerThanALease() {
    assertThat(ALL)
        .filteredOn(each -> each.name().startsWith("freeze-master"))
        .extracting(Flavour::words)
        .containsExactly(
            "silence, comes back, for 2.5s",
            "silence, comes back, for 9.5s",
            "silence, comes back, for 1m");
    assertThat(ALL)
        .filteredOn(each -> each.name().startsWith("cut-off-mediaNode"))
        .as("names are kebab case")
        .isEmpty();
    assertThat(ALL)
        .filteredOn(each -> each.name().startsWith("cut-off-media-node"))
        .as("a media node talks to masters only")
        .extracting(Flavour::name)
        .containsExactly("cut-off-media-node-from-master", "cut-off-media-node-from-all");
  }

  @Test
  void eachIsAValidDrillWithTheLoadOfAnother() {
    Drill base =
        DrillLibrary.find("crash-one-master")
            .drill(new DrillFile.Overrides(List.of("target.twin.balancers=2"), "", ""));
    for (Flavour flavour : ALL) {
      Drill drill = flavour.drill(base);

      assertThat(DrillFile.read(drill.name() + ".yaml", DrillFile.write(drill)))
          .as(flavour.name())
          .isEqualTo(drill);
      assertThat(drill.load()).isEqualTo(base.load());
      assertThat(drill.target()).isEqualTo(base.target());
    }
  }
}
