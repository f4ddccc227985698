package io.drillmaster.run.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrontsTest {

  private static final URI FIRST = URI.create("http://127.1.2.1:4443");
  private static final URI SECOND = URI.create("http://127.1.2.3:4443");
  private static final Fronts TWO = new Fronts(List.of(FIRST, SECOND));

  @Test
  void whoeverAsksAgainIsGivenTheNext() {
    for (String who : List.of("s0001-p1", "s0001-p2", "prober")) {
      URI first = TWO.of(who, 0);
      assertThat(TWO.of(who, 0)).isEqualTo(first);
      assertThat(TWO.of(who, 1)).isNotEqualTo(first);
      assertThat(TWO.of(who, 2)).isEqualTo(first);
    }
  }

  @Test
  void theMembersOfAllRoomsSpreadEvenly() {
    for (int balancers = 1; balancers <= 4; balancers++) {
      Fronts fronts =
          new Fronts(
              IntStream.rangeClosed(1, balancers)
                  .mapToObj(host -> URI.create("http://127.1.2." + host + ":4443"))
                  .toList());
      long[] counts = new long[balancers];
      for (int seat = 0; seat < 400; seat++) {
        counts[fronts.place("s%04d-p%d".formatted(seat / 4, 1 + seat % 4), 0)]++;
      }
      long fair = 400 / balancers;
      assertThat(LongStream.of(counts)).allMatch(count -> Math.abs(count - fair) <= fair / 5);
    }
  }

  @Test
  void theClustersOwnUrlsAreRoutedAndNoOthers() {
    String own = "ws://127.1.2.1:4443?sessionId=a&token=tok_x";
    assertThat(List.of(TWO.route(own, "p", 0), TWO.route(own, "p", 1)))
        .containsExactlyInAnyOrder(own, "ws://127.1.2.3:4443?sessionId=a&token=tok_x");
    assertThat(TWO.route("ws://127.1.2.1:44430/x", "p", 0)).isEqualTo("ws://127.1.2.1:44430/x");
    assertThat(TWO.route("ws://elsewhere:4443/x", "p", 1)).isEqualTo("ws://elsewhere:4443/x");
    assertThat(Fronts.of(FIRST).route(own, "p", 1)).isEqualTo(own);
  }

  @Test
  void aClusterHasAnAddress() {
    assertThatThrownBy(() -> new Fronts(List.of()))
        .hasMessage("a cluster without any address; give at least one URL");
  }
}
