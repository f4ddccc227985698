package io.drillmaster.simulations.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.process.MachineLimits;
import io.drillmaster.simulations.Orders;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FleetTest {
  private static final URI LOOPBACK = URI.create("http://127.1.2.1:4443");

  private static MachineLimits descriptors(long descriptors) {
    return new MachineLimits(descriptors, 2, 8L << 30);
  }

  @ParameterizedTest
  @CsvSource({
    // sessions, per session, wished, descriptors -> workers
    "250, 4, 0, 20000, 1",
    "4500, 4, 0, 20000, 1",
    "4501, 4, 0, 20000, 2",
    "250, 4, 3, 20000, 3",
    "2, 4, 5, 20000, 2",
    "250, 4, 0, 1024, 3",
    "250, 4, 0, -1, 1",
    "10000, 4, 0, 1000000, 3",
  })
  void asManyWorkersAsTheLoadNeeds(
      int sessions, int participants, int wished, long descriptors, int workers) {
    Fleet fleet =
        Fleet.of(
            Orders.load("Conference", sessions, participants, wished),
            LOOPBACK,
            descriptors(descriptors));

    assertThat(fleet.workers()).isEqualTo(workers);
  }

  @Test
  void noRoomForOneSessionIsRefusedWithTheCure() {
    assertThatThrownBy(
            () -> Fleet.of(Orders.load("Conference", 1, 4, 0), LOOPBACK, descriptors(602)))
        .hasMessage(
            "a process may open 602 files here, which leaves no room for a session of 4; raise `ulimit -n` to 20000");
  }

  @Test
  void manyParticipantsComeFromSeveralAddresses() {
    Fleet small = Fleet.of(Orders.load("Conference", 6_000, 4, 2), LOOPBACK, descriptors(-1));
    Fleet large = Fleet.of(Orders.load("Conference", 7_000, 4, 2), LOOPBACK, descriptors(-1));
    Fleet elsewhere =
        Fleet.of(
            Orders.load("Conference", 7_000, 4, 2),
            URI.create("http://192.0.2.1:4443"),
            descriptors(-1));

    assertThat(small.source(1)).isNull();
    assertThat(large.source(1)).isEqualTo("127.0.0.2");
    assertThat(large.source(2)).isEqualTo("127.0.0.3");
    assertThat(elsewhere.source(1)).isNull();
  }

  @Test
  void theHeapGrowsWithTheParticipants() {
    Fleet fleet = Fleet.of(Orders.load("Conference", 4_500, 4, 0), LOOPBACK, descriptors(-1));

    assertThat(fleet.heapMegabytes()).isEqualTo(200 + 246);
    assertThat(fleet.jvmOptions())
        .contains("-Xmx446m", "-Xmn136m", "-Dio.netty.eventLoopThreads=1")
        .doesNotContain("-XX:TieredStopAtLevel=1");
  }

  @Test
  void halfTheCoresTurnLoops() {
    Fleet fleet =
        Fleet.of(
            Orders.load("Conference", 10, 4, 2), LOOPBACK, new MachineLimits(-1, 16, 8L << 30));

    assertThat(fleet.loops()).isEqualTo(4);
  }

  @Test
  void aSmallLoadIsCompiledQuicklyAndWorkersShareTheCores() {
    Fleet fleet = Fleet.of(Orders.load("Conference", 250, 4, 2), LOOPBACK, descriptors(-1));

    assertThat(fleet.jvmOptions())
        .contains("-Dio.netty.eventLoopThreads=1", "-XX:TieredStopAtLevel=1");
  }
}
