package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineFitTest {

  @Test
  void isBoundByTheScarcestOfCoresMemoryAndDescriptors() {
    assertThat(MachineFit.of(2, 16_000, 65_536).room()).isEqualTo(5_000);
    assertThat(MachineFit.of(2, 16_000, 65_536).bound()).isEqualTo("cores");
    assertThat(MachineFit.of(2, 16_000, 4_096).room()).isEqualTo(1_798);
    assertThat(MachineFit.of(2, 16_000, 4_096).bound()).isEqualTo("descriptors");
    assertThat(MachineFit.of(8, 1_700, 65_536).room()).isEqualTo(682);
    assertThat(MachineFit.of(8, 1_700, 65_536).bound()).isEqualTo("memory");
  }

  @Test
  void hasNoRoomAtAllRatherThanNegativeRoom() {
    assertThat(MachineFit.of(1, 500, 100).room()).isZero();
  }

  @Test
  void saysWhatItFoundAndWhetherItFits() {
    MachineFit fit = MachineFit.of(2, 7_782, 65_536);

    assertThat(fit.line(1_000))
        .isEqualTo(
            "2 cores, 7.6 GB free, 65,536 descriptors: room for 5,000 (cores), asked for 1,000:"
                + " fit");
    assertThat(fit.line(9_000))
        .endsWith("asked for 9,000: TOO MUCH, the verdict may become unknown");
  }
}
