package io.drillmaster.simulations.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "ws://127.0.0.1:4443/openvidu?sessionId=a, false, 127.0.0.1, 4443, /openvidu?sessionId=a, 127.0.0.1:4443",
    "wss://example.test/openvidu, true, example.test, 443, /openvidu, example.test",
    "http://example.test, false, example.test, 80, /, example.test",
    "https://[::1]:8443?x=1, true, [::1], 8443, /?x=1, [::1]:8443",
  })
  void urlsAreTakenApart(
      String url, boolean tls, String host, int port, String target, String authority) {
    Endpoint endpoint = Endpoint.of(url);

    assertThat(endpoint).isEqualTo(new Endpoint(tls, host, port, target));
    assertThat(endpoint.authority()).isEqualTo(authority);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ftp://x/   | is not usable; begin it with ws, wss, http or https and ://
          http://:80/| names no host
          http://x:0/| port '0' is not allowed; use 1 to 65535
          http://x:y/| port 'y' is not allowed; use 1 to 65535
          """)
  void unusableUrlsAreRefused(String url, String message) {
    assertThatThrownBy(() -> Endpoint.of(url))
        .hasMessageStartingWith("URL '" + url + "'")
        .hasMessageEndingWith(message);
  }

  @Test
  void theAcceptValueIsThatOfTheRfc() {
    assertThat(Handshake.expected("dGhlIHNhbXBsZSBub25jZQ=="))
        .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  }
}
