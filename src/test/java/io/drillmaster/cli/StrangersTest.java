package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.drill.Safety;
import io.drillmaster.run.port.Access;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StrangersTest {

  private static final Safety ALLOWED =
      DrillFile.read(
              "small.yaml",
              "drill: small\nproves: x\ntimeline: [ { steady: 1s } ]\nsafety: { foreignSessions: allow }\n")
          .safety();

  private static String line(Optional<List<String>> listed, Safety safety) {
    return Strangers.finding(listed, safety).line();
  }

  @Test
  void sessionsOfOthersAreCountedNamedAndRefused() {
    assertThat(line(Optional.of(List.of()), Safety.TWIN))
        .isEqualTo("pass    sessions     none of others");
    assertThat(line(Optional.of(List.of("meeting")), Safety.TWIN))
        .isEqualTo(
            "refuse  sessions     1 session of others is open (meeting); wait until they are over, or"
                + " write safety: { foreignSessions: allow } in the drill");
    assertThat(line(Optional.of(List.of("a", "b", "c", "d")), Safety.TWIN))
        .startsWith("refuse  sessions     4 sessions of others are open (a, b, c, ...);");
  }

  @Test
  void aDrillMayAllowForThem() {
    assertThat(line(Optional.of(List.of("meeting")), ALLOWED))
        .isEqualTo(
            "warn    sessions     1 session of others is open (meeting); safety.foreignSessions allows"
                + " it");
  }

  @Test
  void notToKnowIsNotToHaveNone() {
    assertThat(line(Optional.empty(), Safety.TWIN))
        .isEqualTo(
            "refuse  sessions     the cluster does not list its sessions, so those of others are not"
                + " known; see that GET /openvidu/api/sessions answers, or write safety: {"
                + " foreignSessions: allow } in the drill");
    assertThat(line(Optional.empty(), ALLOWED)).startsWith("warn ");
  }

  @Test
  void theClustersListIsAskedAndOurOwnAreNoStrangers() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4);
    server.createContext(
        "/openvidu/api/sessions",
        exchange -> {
          byte[] body =
              "{\"numberOfElements\":2,\"content\":[{\"sessionId\":\"drill-r1-0001\"},{\"sessionId\":\"standup\"}]}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      assertThatThrownBy(() -> Strangers.check(new Access(url, "secret"), Safety.TWIN))
          .isInstanceOf(BadInput.class)
          .hasMessage(
              "1 session of others is open (standup); wait until they are over, or write safety: {"
                  + " foreignSessions: allow } in the drill");
      Strangers.check(new Access(url, "secret"), ALLOWED);
    } finally {
      server.stop(0);
    }
  }
}
