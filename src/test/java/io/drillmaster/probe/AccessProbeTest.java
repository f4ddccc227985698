package io.drillmaster.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.drillmaster.run.port.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

class AccessProbeTest {

  private static final String BASIC_OF_RIGHT = "Basic T1BFTlZJRFVBUFA6cmlnaHQ=";

  @Test
  void tellsTheRightSecretFromAWrongOneAndSilenceFromBoth() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/openvidu/api/config",
        exchange -> {
          boolean right =
              BASIC_OF_RIGHT.equals(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.sendResponseHeaders(right ? 200 : 401, -1);
          exchange.close();
        });
    server.start();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try {
      assertThat(AccessProbe.refusal(new Access(url, "right"))).isEmpty();
      assertThat(AccessProbe.refusal(new Access(url, "wrong")))
          .contains(
              url + " refuses the secret (status 401); give the one that it was started with");
    } finally {
      server.stop(0);
    }
    assertThat(AccessProbe.refusal(new Access(url, "right")).orElseThrow())
        .startsWith(url + " cannot be used: ")
        .endsWith("; see that the cluster is up and reachable from here");
  }
}
