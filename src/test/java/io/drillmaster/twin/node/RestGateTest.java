package io.drillmaster.twin.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.role.RestRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestGateTest {

  private static final String GOOD = RestGate.basic("s3cret");

  private final RestGate gate =
      new RestGate("s3cret", "http://127.0.0.1:4443/", () -> "0123456789ABCDEF0123456789ABCDEF");

  private static RestGate.Asked asked(String method, String path, String authorization) {
    return new RestGate.Asked(method, path, "a=b", authorization, "", "application/json", "{}");
  }

  private int status(RestGate.Asked asked) {
    return ((RestGate.Decision.Refuse) gate.decide(asked)).status();
  }

  @Test
  void letsTheSecretPassToTheRole() {
    assertThat(gate.decide(asked("POST", "/openvidu/api/sessions", GOOD)))
        .isEqualTo(
            new RestGate.Decision.Pass(
                new RestRequest(
                    "POST", "/openvidu/api/sessions", "a=b", "application/json", "{}")));
  }

  @Test
  void challengesEverybodyElseAndGivesThemACookie() {
    for (String wrong : new String[] {"", RestGate.basic("other"), "Bearer s3cret"}) {
      RestGate.Decision.Refuse refuse =
          (RestGate.Decision.Refuse) gate.decide(asked("GET", "/openvidu/api/config", wrong));

      assertThat(refuse.status()).isEqualTo(401);
      assertThat(refuse.body()).isEmpty();
      assertThat(refuse.headers())
          .containsEntry("WWW-Authenticate", "Basic realm=\"Realm\"")
          .containsEntry("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate")
          .containsEntry(
              "Set-Cookie", "OVJSESSIONID=0123456789ABCDEF0123456789ABCDEF; Path=/; HttpOnly")
          .doesNotContainKey("Server");
    }
  }

  @Test
  void setsNoSecondCookie() {
    RestGate.Asked asked =
        new RestGate.Asked("GET", "/openvidu/api/config", "", "", "OVJSESSIONID=AB", "", "");

    assertThat(((RestGate.Decision.Refuse) gate.decide(asked)).headers())
        .doesNotContainKey("Set-Cookie");
  }

  @Test
  void answersWhatNeedsNoCluster() {
    assertThat(gate.decide(asked("GET", "/openvidu/api/config/openvidu-publicurl", "")))
        .extracting("status", "body")
        .containsExactly(200, "http://127.0.0.1:4443/");
    assertThat(status(asked("OPTIONS", "/openvidu/api/sessions", ""))).isEqualTo(200);
    assertThat(status(asked("GET", "/openvidu/cdr", GOOD))).isEqualTo(200);
    assertThat(status(asked("GET", "/elsewhere", GOOD))).isEqualTo(403);
    assertThat(status(asked("GET", "/elsewhere", ""))).isEqualTo(401);
  }

  @Test
  void namesJsonOnlyWhereThereIsABody() {
    assertThat(RestGate.headersFor("{}")).containsEntry("Content-Type", "application/json");
    assertThat(RestGate.headersFor("")).doesNotContainKey("Content-Type");
  }

  @Test
  void aNodeFileAndAReadyLineSurviveTheirFormat(@TempDir Path folder) {
    NodeFile file =
        new NodeFile(folder.resolve("n/node.properties"), Map.of("name", "m1", "port", "5"));
    file.write();
    NodeReady ready = new NodeReady("m1#3", "i-0", Map.of("entry", "127.0.0.11:4443"));

    assertThat(NodeFile.read(file.path())).isEqualTo(file);
    assertThat(file.number("port")).isEqualTo(5);
    assertThat(NodeReady.Codec.read(NodeReady.Codec.write(ready))).isEqualTo(ready);
  }

  @Test
  void secretsDoNotShowInText() {
    assertThat(new NodeSecrets("s3cret", "st0re").toString())
        .doesNotContain("s3cret")
        .doesNotContain("st0re");
  }
}
