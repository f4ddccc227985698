package io.drillmaster.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Node;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterReaderTest {
  private static final String LIST =
      """
      {"numberOfElements":1,"content":[{"sessionId":"drill-r1-s1","createdAt":17,
       "connections":{"numberOfElements":0,"content":[]}}]}""";

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final AtomicLong clock = new AtomicLong();
  private FakeCluster cluster;
  private RestClient rest;

  @BeforeEach
  void begin() throws IOException {
    cluster = new FakeCluster();
    rest = new RestClient(new Access(URI.create("http://127.0.0.1:1"), "s3cret"), () -> 5);
  }

  @AfterEach
  void end() {
    rest.close();
    cluster.close();
  }

  private ClusterReader reader(Access access) {
    List<Node> nodes =
        List.of(
            new Node(
                "m1", Role.MASTER, "m1#1", 1, List.of(cluster.address(), cluster.address()), true),
            new Node("m2", Role.MASTER, "m2#1", 2, List.of("127.0.0.1:1", "127.0.0.1:1"), false),
            new Node("n1", Role.MEDIA_NODE, "n1#1", 3, List.of("127.0.0.1:1"), true));
    return new ClusterReader(rest, access, () -> nodes, events::add);
  }

  private void awaitEvents(int count) {
    await().until(() -> events.size() >= count);
  }

  @Test
  void readsListsHealthAndWhoOwnsWhat() {
    cluster.prepare("GET /openvidu/api/sessions", 200, LIST);
    cluster.prepare("GET /openvidu/api/sessions?brief=true", 200, LIST);
    cluster.prepare(
        "GET /openvidu/api/media-nodes?sessions=true",
        200,
        "{\"content\":[{\"id\":\"media_1\",\"ip\":\"192.0.2.1\",\"uri\":\"u\",\"status\":\"running\"}]}");
    cluster.prepare("GET /openvidu/api/health", 409, "{\"clusterStatus\":\"UNSTABLE\"}");
    cluster.prepare("GET /openvidu/health", 200, "");
    reader(cluster.access()).readNext();
    awaitEvents(5);
    assertThat(events)
        .containsExactlyInAnyOrder(
            new ProbeEvent.SessionsRead(
                5,
                5,
                "prober",
                null,
                null,
                List.of(new ProbeEvent.SessionView("drill-r1-s1", 17, null, List.of()))),
            new ProbeEvent.MediaNodesRead(
                5,
                5,
                "prober",
                List.of(
                    new ProbeEvent.MediaNodeView(
                        "media_1", "192.0.2.1", "u", "running", List.of()))),
            new ProbeEvent.HealthRead(5, 5, null, 409, false, "UNSTABLE"),
            new ProbeEvent.HealthRead(5, 5, "m1", 200, true, ""),
            new NodeEvent.Owns(
                5, 5, NodeEvent.Source.NODE_PROBE, "m1", List.of("drill-r1-s1"), List.of(17L)));
  }

  @Test
  void recordsEveryReadThatFailed() {
    cluster.prepare("GET /openvidu/api/sessions", 503, "");
    cluster.prepare("GET /openvidu/api/sessions?brief=true", 503, "");
    cluster.prepare("GET /openvidu/api/media-nodes?sessions=true", 200, "<html>");
    reader(cluster.access()).readNext();
    awaitEvents(5);
    assertThat(events)
        .contains(
            new ProbeEvent.ReadFailed(5, 5, "prober", "GET /sessions", 503, "status 503"),
            new ProbeEvent.ReadFailed(5, 5, "prober", "GET /sessions of m1", 503, "status 503"),
            new ProbeEvent.HealthRead(5, 5, null, 403, false, "status 403"),
            new ProbeEvent.HealthRead(5, 5, "m1", 403, false, "status 403"))
        .filteredOn(ProbeEvent.ReadFailed.class::isInstance)
        .hasSize(3);
  }

  @Test
  void recordsThatNobodyAnswers() {
    Access nobody = new Access(URI.create("http://127.0.0.1:1"), "s3cret");
    reader(nobody).readNext();
    awaitEvents(5);
    assertThat(events)
        .filteredOn(event -> event instanceof ProbeEvent.HealthRead health && health.node() == null)
        .allMatch(event -> ((ProbeEvent.HealthRead) event).status() == 0)
        .hasSize(1);
  }

  @Test
  void deletesWhatIsLeftOfTheRunAndNothingElse() {
    cluster.prepare(
        "GET /openvidu/api/sessions",
        200,
        """
        {"content":[{"sessionId":"drill-r1-s1"},{"sessionId":"drill-r2-s1"},{"sessionId":"mine"}]}""");
    cluster.prepare("DELETE /openvidu/api/sessions/drill-r1-s1", 204, "");
    AtomicLong ids = new AtomicLong(40);
    Sweep sweep =
        new Sweep(
            rest,
            cluster.access().baseUrl(),
            new RestProber.Sink(new ListRecorder(events)),
            ids::incrementAndGet,
            () -> clock.addAndGet(1_000_000_000));
    int deleted = sweep.run("drill-r1-", java.time.Duration.ofSeconds(4));
    assertThat(deleted).isPositive();
    assertThat(cluster.asked)
        .filteredOn(request -> request.startsWith("DELETE"))
        .containsOnly("DELETE /openvidu/api/sessions/drill-r1-s1");
  }
}
