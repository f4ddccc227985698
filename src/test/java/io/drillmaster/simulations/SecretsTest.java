package io.drillmaster.simulations;

import static io.drillmaster.simulations.OpenVidu.openvidu;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.openvidu.RestRequest;
import io.drillmaster.openvidu.Settings;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Reach;
import io.drillmaster.simulations.crew.CrewPlan;
import io.drillmaster.simulations.crew.Seating;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SecretsTest {

  @Test
  void aClusterDoesNotTellItsSecret() {
    assertThat(openvidu.url("http://127.0.0.1:4443").secret("s3cret"))
        .hasToString("Cluster[baseUrl=http://127.0.0.1:4443, password=(hidden)]");
  }

  @Test
  void norDoesWhatTheParticipantsShare() {
    CrewPlan plan =
        new CrewPlan(
            Fronts.of(URI.create("http://127.0.0.1:4443")),
            RestRequest.authorization("s3cret"),
            new Settings("r", ProtocolClocks.REAL, ClientPolicy.OPENVIDU_BROWSER, () -> 1, 1),
            new Seating("r", 2, 3, 1, 1),
            Duration.ZERO,
            Duration.ZERO,
            true,
            Duration.ofSeconds(1),
            1,
            null,
            Reach.DIRECT);

    assertThat(plan.toString()).contains("participants=6").doesNotContain("Basic");
  }
}
