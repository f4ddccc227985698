package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.time.Pause;
import io.drillmaster.time.Ticker;
import io.drillmaster.twin.wire.Transport;
import io.openvidu.java.client.Connection;
import io.openvidu.java.client.ConnectionProperties;
import io.openvidu.java.client.OpenVidu;
import io.openvidu.java.client.OpenViduHttpException;
import io.openvidu.java.client.OpenViduJavaClientException;
import io.openvidu.java.client.OpenViduRole;
import io.openvidu.java.client.Session;
import io.openvidu.java.client.SessionProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The published Java client, unmodified, through the balancer: all its calls, and while a master
 * dies.
 */
@Timeout(90)
class TwinJavaClientIT {

  private static final Duration RETRY_EVERY = Duration.ofMillis(100);
  private static final Duration EACH_MAX = Duration.ofSeconds(20);
  private static final Duration SOON = Duration.ofSeconds(5);
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

  @Test
  void everySessionAndConnectionCallIsAnsweredAsItExpects() throws Exception {
    TwinSpec spec = new TwinSpec(2, 1, TwinClocks.FAST, List.of(), 7, folder, 100, List.of());
    try (Transport transport = Transport.open("clients");
        Twin twin = Twin.start(spec, TwinTestMain.launch(), TwinWatch.NONE)) {
      OpenVidu client = new OpenVidu(twin.baseUrl().toString(), twin.secret());
      Session own = client.createSession();
      assertThat(own.getSessionId()).matches("ses_\\w{10}");
      SessionProperties named = new SessionProperties.Builder().customSessionId("room").build();
      Session room = client.createSession(named);
      assertThat(client.createSession(named).createdAt()).isEqualTo(room.createdAt());

      pendingConnections(room);
      activeConnections(client, room, transport, twin);

      assertThat(statusOf(() -> client.startRecording("room"))).isEqualTo(501);
      own.close();
      assertThat(statusOf(own::close)).isEqualTo(404);
      assertThat(statusOf(own::createConnection)).isEqualTo(404);
    }
  }

  private static void pendingConnections(Session room) throws Exception {
    Connection connection =
        room.createConnection(
            new ConnectionProperties.Builder()
                .role(OpenViduRole.MODERATOR)
                .data("back end")
                .record(false)
                .build());
    assertThat(connection.getStatus()).isEqualTo("pending");
    assertThat(connection.getRole()).isEqualTo(OpenViduRole.MODERATOR);
    assertThat(connection.getServerData()).isEqualTo("back end");
    assertThat(connection.record()).isFalse();
    assertThat(connection.getToken()).contains("?sessionId=room&token=tok_");
    assertThat(room.generateToken()).contains("?sessionId=room&token=tok_");
    assertThat(room.fetch()).isTrue();
    assertThat(room.getConnections()).hasSize(2);
    assertThat(room.getActiveConnections()).isEmpty();
    ConnectionProperties other = new ConnectionProperties.Builder().record(true).build();
    // Only the Pro edition changes a connection.
    assertThat(statusOf(() -> room.updateConnection(connection.getConnectionId(), other)))
        .isEqualTo(403);
    room.forceDisconnect(connection);
    assertThat(room.getConnections()).hasSize(1);
    assertThat(statusOf(() -> room.forceDisconnect(connection.getConnectionId()))).isEqualTo(404);
  }

  private static void activeConnections(
      OpenVidu client, Session room, Transport transport, Twin twin) throws Exception {
    Connection connection = room.createConnection();
    TestClient member = TestClient.open(transport, twin.baseUrl(), "room", false);
    member.join("room", connection.getToken());
    String stream = member.publish().get("id").asString();
    assertThat(client.fetch()).isTrue();
    assertThat(client.fetch()).isFalse();
    Session fetched = client.getActiveSession("room");
    Connection active = fetched.getConnection(connection.getConnectionId());
    assertThat(active.getStatus()).isEqualTo("active");
    assertThat(active.getPublishers().get(0).getStreamId()).isEqualTo(stream);
    fetched.forceUnpublish(active.getPublishers().get(0));
    assertThat(member.await("participantUnpublished", SOON).get("reason").asString())
        .isEqualTo("forceUnpublishByServer");
    assertThat(statusOf(() -> fetched.forceUnpublish(stream))).isEqualTo(404);
    fetched.forceDisconnect(active);
    assertThat(member.await("participantEvicted", SOON).get("reason").asString())
        .isEqualTo("forceDisconnectByServer");
    // The last active member has left, and the session with him.
    assertThat(statusOf(room::fetch)).isEqualTo(404);
  }

  /** A call of the client. */
  private interface Call {
    void run() throws Exception;
  }

  private static int statusOf(Call call) throws Exception {
    try {
      call.run();
    } catch (OpenViduHttpException refused) {
      return refused.getStatus();
    }
    return 200;
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
