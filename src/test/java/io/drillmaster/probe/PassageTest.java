package io.drillmaster.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drillmaster.TlsFront;
import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Reach;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The prober's two client stacks at a cluster that has a certificate, and a name that leads
 * nowhere.
 */
class PassageTest {
  private static final String NAME = "video.example.test";
  private static final String CONFIG = "/openvidu/api/config";

  @TempDir Path folder;
  private FakeCluster cluster;
  private TlsFront front;

  @BeforeEach
  void begin() throws Exception {
    cluster = new FakeCluster();
    cluster.prepare("GET " + CONFIG, 200, "{}");
    front = TlsFront.named(NAME, folder).before(cluster.access().baseUrl());
  }

  @AfterEach
  void end() {
    front.close();
    cluster.close();
  }

  private Access access(String name, String ca, boolean insecure) {
    return new Access(
        Fronts.of(URI.create("https://" + name + ":" + front.port())),
        "s3cret",
        new Reach("127.0.0.1:" + front.port(), ca, insecure));
  }

  private String ca() {
    return front.authority().toString();
  }

  @Test
  void theNameIsProvedWhereverItLeads() {
    assertThat(AccessProbe.refusal(access(NAME, ca(), false))).isEmpty();
    assertThat(cluster.asked).containsExactly("GET " + CONFIG);
  }

  @Test
  void whoeverDoesNotProveItselfIsSentNothing() {
    Optional<String> unknown = AccessProbe.refusal(access(NAME, "", false));
    assertThat(unknown.orElseThrow())
        .startsWith("https://video.example.test:" + front.port() + " cannot be used: ")
        .contains("its certificate does not prove that it is this cluster: give its authority's");
    Optional<String> misnamed = AccessProbe.refusal(access("other.example.test", ca(), false));
    assertThat(misnamed.orElseThrow()).contains("other.example.test", "does not prove");
    assertThat(cluster.asked).isEmpty();
  }

  @Test
  void anybodyIsBelievedOnDemand() {
    assertThat(AccessProbe.refusal(access("other.example.test", "", true))).isEmpty();
  }

  @Test
  void aNameThatNobodyAnswersForIsNoAnswer() {
    Access nobody =
        new Access(
            Fronts.of(URI.create("https://" + NAME)),
            "s3cret",
            new Reach("127.0.0.1:1", "", false));
    assertThat(AccessProbe.refusal(nobody).orElseThrow()).contains("cannot be used");
  }

  @Test
  void webSocketsTakeTheSameWay() {
    assertThat(upgrade(access(NAME, ca(), false))).isEqualTo("refused 401");
    assertThat(upgrade(access(NAME, "", false))).startsWith("failed");
    assertThat(upgrade(access("other.example.test", ca(), false))).startsWith("failed");
    assertThat(upgrade(access("other.example.test", "", true))).isEqualTo("refused 401");
    assertThat(cluster.asked).hasSize(2).allMatch(asked -> asked.startsWith("GET /openvidu"));
  }

  /** What a WebSocket hears of this cluster, which answers every upgrade with 401. */
  private String upgrade(Access access) {
    Ear ear = new Ear();
    try (Passage passage = new Passage(access)) {
      String url = "wss://" + access.baseUrl().getAuthority() + "/openvidu?sessionId=a";
      new CanarySocket(url, ear, () -> 7, passage).connect();
      await().atMost(Duration.ofSeconds(10)).until(() -> !ear.heard.isEmpty());
    }
    return ear.heard.get(0);
  }

  private static final class Ear implements CanarySocket.Listener {
    final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public void upgraded(SocketFacts facts, long at) {
      heard.add("upgraded");
    }

    @Override
    public void refused(int status, String detail, long at) {
      heard.add("refused " + status);
    }

    @Override
    public void failed(String why, long at) {
      heard.add("failed " + why);
    }

    @Override
    public void frame(String text, long at) {
      heard.add("frame");
    }

    @Override
    public void closed(SocketEnd end, long at) {
      heard.add("closed");
    }
  }
}
