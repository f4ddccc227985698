package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import io.openvidu.java.client.ConnectionProperties;
import io.openvidu.java.client.OpenVidu;
import io.openvidu.java.client.OpenViduHttpException;
import io.openvidu.java.client.OpenViduJavaClientException;
import io.openvidu.java.client.Session;
import io.openvidu.java.client.SessionProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The published Java client, unmodified, works through the balancer while a master dies. */
@Timeout(90)
class TwinJavaClientIT {

  private static final Duration RETRY_EVERY = Duration.ofMillis(100);
  private static final Duration EACH_MAX = Duration.ofSeconds(20);
  private static final int SESSIONS = 40;

  @TempDir private Path folder;

  @Test
  void createsSessionsAndConnectionsWhileAMasterDies() throws Exception {
    TwinSpec spec = new TwinSpec(2, 1, TwinClocks.FAST, List.of(), 7, folder, 100, List.of());
    try (Twin twin = Twin.start(spec, TwinTestMain.launch(), TwinWatch.NONE)) {
      OpenVidu client = new OpenVidu(twin.baseUrl().toString(), twin.secret());
      for (int i = 0; i < SESSIONS; i++) {
        if (i == SESSIONS / 4) {
          TwinNode victim = twin.node("m1").orElseThrow();
          assertThat(Signals.system().send(victim.process(), Signal.KILL)).isTrue();
        }
        assertThat(connectionOf(client, "java-" + i)).startsWith("con_");
      }
    }
  }

  /** As the documentation asks: again on 500 to 504, and on 404 of a session just destroyed. */
  private static String connectionOf(OpenVidu client, String session) throws Exception {
    long deadline = Ticker.system().nanos() + EACH_MAX.toNanos();
    while (Ticker.system().nanos() < deadline) {
      Optional<String> made = tryConnection(client, session);
      if (made.isPresent()) {
        return made.get();
      }
      Pause.of(RETRY_EVERY);
    }
    throw new AssertionError(session + " got no connection within " + EACH_MAX);
  }

  private static Optional<String> tryConnection(OpenVidu client, String session)
      throws OpenViduJavaClientException {
    try {
      Session created =
          client.createSession(new SessionProperties.Builder().customSessionId(session).build());
      return Optional.of(
          created.createConnection(new ConnectionProperties.Builder().build()).getConnectionId());
    } catch (OpenViduHttpException refused) {
      int status = refused.getStatus();
      assertThat(status).matches(s -> s == 404 || (s >= 500 && s <= 504));
      return Optional.empty();
    }
  }
}
