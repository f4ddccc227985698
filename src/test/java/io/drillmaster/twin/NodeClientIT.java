package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.twin.browser.NpmPackages;
import io.drillmaster.twin.wire.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The published Node client, unmodified: all its session and connection calls. */
@Timeout(90)
class NodeClientIT {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final long SCRIPT_SECONDS_MAX = 40;

  @TempDir private Path folder;

  @Test
  void everySessionAndConnectionCallIsAnsweredAsItExpects() throws Exception {
    Path node = NpmPackages.program("node", "openvidu-node-client");
    Path modules = NpmPackages.installed("openvidu-node-client");
    TwinSpec spec = new TwinSpec(2, 1, TwinClocks.FAST, List.of(), 7, folder, 100, List.of());
    try (Transport transport = Transport.open("clients");
        Twin twin = Twin.start(spec, TwinTestMain.launch(), TwinWatch.NONE)) {
      TestBackend backend = new TestBackend(twin);
      backend.session("live");
      TestClient member = TestClient.open(transport, twin.baseUrl(), "live", false);
      member.join("live", backend.token("live"));
      member.publish();

      assertThat(said(node, modules, twin))
          .isEqualTo(
              """
              {"what":"generated id","value":true}
              {"what":"named","value":"node"}
              {"what":"again","value":"node"}
              {"what":"connection","value":["pending","MODERATOR","back end","WEBRTC"]}
              {"what":"token","value":true}
              {"what":"old token","value":true}
              {"what":"update","value":"403"}
              {"what":"pending","value":[true,2,0]}
              {"what":"disconnected","value":[false,1]}
              {"what":"unknown","value":"404"}
              {"what":"changed","value":true}
              {"what":"unchanged","value":false}
              {"what":"member","value":["PUBLISHER","{}",1]}
              {"what":"unpublished","value":[false,0]}
              {"what":"gone","value":"404"}
              {"what":"recording","value":"501"}
              {"what":"closed twice","value":"404"}
              {"what":"joined nowhere","value":"404"}
              """);
      assertThat(member.await("participantUnpublished", SOON).get("reason").asString())
          .isEqualTo("forceUnpublishByServer");
      assertThat(member.await("participantEvicted", SOON).get("reason").asString())
          .isEqualTo("forceDisconnectByServer");
    }
  }

  private String said(Path node, Path modules, Twin twin) throws Exception {
    Path script = folder.resolve("node-client.js");
    try (var in = NodeClientIT.class.getResourceAsStream("/sdk/node-client.js")) {
      Files.copy(in, script);
    }
    Path out = folder.resolve("node.out");
    ProcessBuilder builder =
        new ProcessBuilder(node.toString(), script.toString())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("node.err").toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    builder.environment().put("NODE_PATH", modules.toString());
    builder.environment().put("OPENVIDU_URL", twin.baseUrl().toString());
    builder.environment().put("OPENVIDU_SECRET", twin.secret());
    Process process = builder.start();
    if (!process.waitFor(SCRIPT_SECONDS_MAX, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(
          "node did not end within " + SCRIPT_SECONDS_MAX + " s; " + Files.readString(out));
    }
    return Files.readString(out);
  }
}
