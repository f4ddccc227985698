package io.drillmaster.twin.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BalancerCodecTest {

  @Test
  void writesALineOfEvidenceAndReadsItBack() {
    AccessLine line =
        new AccessLine(
            AccessLine.Kind.UPGRADE,
            12345L,
            12000L,
            "b1",
            "127.0.0.1:50001",
            "127.1.2.1:4443",
            "m1",
            "m1#3",
            "");

    String text = BalancerCodec.write(line);

    assertThat(text)
        .isEqualTo(
            "{\"kind\":\"upgrade\",\"at\":12345,\"passed\":12000,\"balancer\":\"b1\",\"client\":\"127.0.0.1:50001\","
                + "\"front\":\"127.1.2.1:4443\",\"node\":\"m1\",\"incarnation\":\"m1#3\",\"detail\":\"\"}");
    assertThat(BalancerCodec.readLine(text)).isEqualTo(line);
  }

  @Test
  void writesTargetsAndStandingsAndReadsThemBack() {
    Target target = new Target("m1", "m1#3", "127.0.0.11:4443");
    Rotation.Standing standing = new Rotation.Standing(target, Rotation.Health.UNHEALTHY);

    assertThat(BalancerCodec.readTargets(BalancerCodec.writeTargets(List.of(target))))
        .containsExactly(target);
    assertThat(BalancerCodec.readStandings(BalancerCodec.writeStandings(List.of(standing))))
        .containsExactly(standing);
  }
}
