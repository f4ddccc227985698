package io.drillmaster.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WitnessTest {

  @Test
  void isKnownByItsName() {
    for (Witness part : Witness.values()) {
      assertThat(Witness.of(part.name(7) + "-a")).contains(part);
    }
    assertThat(Witness.of("s0001-p1")).isEqualTo(Optional.empty());
    assertThat(Witness.STOIC.name(3)).isEqualTo("stoic-3");
  }

  @Test
  void isOwedServiceOnlyIfItMeansToStay() {
    assertThat(Witness.values()).filteredOn(Witness::isOwedService).containsExactly(Witness.CANARY);
  }

  @Test
  void sitsInAnEvenSampleOfTheSessions() {
    assertThat(Witnesses.sampleForStoics(sessions(0))).isEmpty();
    assertThat(Witnesses.sampleForStoics(sessions(1))).containsExactly("s0");
    assertThat(Witnesses.sampleForStoics(sessions(12))).containsExactly("s0", "s4", "s8");
    assertThat(Witnesses.sampleForStoics(sessions(250)))
        .containsExactly("s0", "s25", "s50", "s75", "s100", "s125", "s150", "s175", "s200", "s225");
  }

  private static List<String> sessions(int count) {
    return IntStream.range(0, count).mapToObj(number -> "s" + number).toList();
  }

  @Test
  void expectsASessionToBeTouchedThroughItsOwnerOrAnyMembersEntry() {
    Load load =
        new Load(
            "Conference",
            250,
            4,
            Duration.ZERO,
            Duration.ZERO,
            true,
            0,
            ClientPolicy.OPENVIDU_BROWSER);
    Fault crash = new Fault.Crash("crash-1", Role.MASTER, new Selector.One());
    Fault media = new Fault.Crash("crash-1", Role.MEDIA_NODE, new Selector.One());

    assertThat(Witnesses.touched(ExpectedBlast.of(crash, 3, load), Role.MASTER, load))
        .isEqualTo(217); // 250 (1 - (2/3)^5)
    assertThat(Witnesses.touched(ExpectedBlast.of(media, 2, load), Role.MEDIA_NODE, load))
        .isEqualTo(125);
    assertThat(Witnesses.joining(0)).isEqualTo(Duration.ZERO);
    assertThat(Witnesses.joining(217)).isEqualTo(Duration.ofSeconds(5));
  }
}
