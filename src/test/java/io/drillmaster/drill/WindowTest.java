package io.drillmaster.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final Window WINDOW = Window.parse("2026-03-04T10:00+01:00 to 2026-03-04T11:00Z");

  private static Instant at(String time) {
    return Instant.parse("2026-03-04T" + time + "Z");
  }

  @Test
  void readsTimesOfAnyZoneAndSaysThemInOne() {
    assertThat(WINDOW.text()).isEqualTo("2026-03-04T09:00:00Z to 2026-03-04T11:00:00Z");
    assertThat(Window.parse(WINDOW.text())).isEqualTo(WINDOW);
  }

  @Test
  void aRunMustBeginAndEndInIt() {
    Duration minute = Duration.ofMinutes(1);
    assertThat(WINDOW.refusal(at("09:00:00"), minute)).isEmpty();
    assertThat(WINDOW.refusal(at("10:59:00"), minute)).isEmpty();
    assertThat(WINDOW.refusal(at("08:59:59"), minute))
        .contains("it is 2026-03-04T08:59:59Z; wait until 2026-03-04T09:00:00Z");
    assertThat(WINDOW.refusal(at("10:59:00.001"), minute))
        .contains(
            "it is 2026-03-04T10:59:00Z, the drill takes about 60 s and must be over by"
                + " 2026-03-04T11:00:00Z; have a later window agreed");
  }

  @Test
  void whatIsNoWindowIsToldWithAnExample() {
    assertThatThrownBy(() -> Window.parse("2026-03-04T09:00Z"))
        .hasMessage(
            "'2026-03-04T09:00Z' is no window; use two times, e.g. 2026-03-04T09:00Z to"
                + " 2026-03-04T11:00Z");
    assertThatThrownBy(() -> Window.parse("2026-03-04T09:00 to 2026-03-04T11:00Z"))
        .hasMessageStartingWith("'2026-03-04T09:00' is no time with a zone; use two times");
    assertThatThrownBy(() -> Window.parse("2026-03-04T11:00Z to 2026-03-04T11:00Z"))
        .hasMessage(
            "the window ends at 2026-03-04T11:00:00Z, before it begins; turn the times round");
  }
}
