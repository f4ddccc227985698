package io.drillmaster.twin;

import static io.drillmaster.twin.LooseCluster.BUSY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.twin.LooseCluster.Master;
import io.drillmaster.twin.role.Bug;
import io.drillmaster.twin.wire.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bug {@code ignores-sigterm} is what it says, beside a master without it. */
@Timeout(120)
class StubbornMasterIT {

  private static final int REAL = 1;

  private final Transport transport = Transport.open("clients");

  @TempDir private Path folder;

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void itServesOnBeyondItsLeaseWhereAHealthyOneStopsAtOnce() throws Exception {
    try (LooseCluster cluster = LooseCluster.start(folder, transport, REAL)) {
      Master stubborn = cluster.boot(List.of(Bug.IGNORES_SIGTERM), "m1").get(0);
      Master healthy = cluster.boot("m2").get(0);
      assertThat(cluster.create(stubborn, "room")).isEqualTo(200);
      LooseMember member = cluster.join(stubborn, "room");

      for (Master master : List.of(healthy, stubborn)) {
        assertThat(Signals.system().send(master.id(), Signal.TERM)).isTrue();
      }

      assertThat(healthy.process().awaitEnd(BUSY)).isTrue();
      assertThat(healthy.process().exitStatus()).hasValue(0);
      Duration lease = cluster.clocks().lease().plus(cluster.clocks().sweepEvery());
      await()
          .during(lease)
          .atMost(lease.plus(BUSY))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> stubborn.process().isAlive() && !cluster.isSealed(stubborn));
      member.prove("still served");
      assertThat(cluster.create(stubborn, "another")).isEqualTo(200);
    }
  }
}
