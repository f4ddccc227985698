package io.drillmaster.simulations.crew;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeatingTest {

  @Test
  void membersOfASessionSitTogether() {
    Seating seats = new Seating("r7", 2, 2, 1, 1);

    assertThat(seats.next()).contains(new Seat("drill-r7-0001", "s0001-p1", 1, 0));
    assertThat(seats.next()).contains(new Seat("drill-r7-0001", "s0001-p2", 2, 1));
    assertThat(seats.next()).contains(new Seat("drill-r7-0002", "s0002-p1", 1, 2));
    assertThat(seats.next()).contains(new Seat("drill-r7-0002", "s0002-p2", 2, 3));
    assertThat(seats.next()).isEmpty();
    assertThat(seats.next()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "10, 3", "250, 2", "7, 7", "100000, 64"})
  void slicesAreDisjointCompleteAndNearlyEqual(int sessions, int workers) {
    Set<String> seen = new HashSet<>();
    for (int index = 1; index <= workers; index++) {
      Seating slice = new Seating("r", sessions, 1, index, workers);
      assertThat(slice.sessions()).isBetween(sessions / workers, sessions / workers + 1);
      for (int ordinal = 0; ordinal < slice.participants(); ordinal++) {
        assertThat(seen.add(slice.seat(ordinal).session())).isTrue();
      }
    }
    assertThat(seen).hasSize(sessions);
  }

  @Test
  void aWorkerOutsideTheCountIsRefused() {
    assertThatThrownBy(() -> new Seating("r", 10, 4, 3, 2))
        .hasMessage("worker 3 of 2 is not allowed; use 1 to the number of workers");
  }
}
