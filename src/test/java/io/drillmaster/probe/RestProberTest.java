package io.drillmaster.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.openvidu.Settings;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Node;
import io.drillmaster.run.port.Prober;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestProberTest {
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();

  private RestProber prober() {
    return new RestProber(
        "r1",
        new Settings(
            "nonce", ProtocolClocks.REAL, ClientPolicy.OPENVIDU_BROWSER, ids::incrementAndGet, 42));
  }

  private static int post(URI url, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void recordsWebhooksAndAsksForOwnersAtEachCreation() throws Exception {
    try (FakeCluster cluster = new FakeCluster();
        RestProber prober = prober()) {
      cluster.prepare("GET /openvidu/api/sessions?brief=true", 200, "{\"content\":[]}");
      Node m1 =
          new Node(
              "m1", Role.MASTER, "m1#1", 1, List.of(cluster.address(), cluster.address()), true);
      prober.start(new ListRecorder(events), cluster.access(), () -> List.of(m1), 0);
      await().until(() -> events.stream().anyMatch(NodeEvent.Owns.class::isInstance));
      events.clear();
      String created = "{\"event\":\"sessionCreated\",\"sessionId\":\"s1\",\"timestamp\":17}";
      assertThat(post(prober.webhookUrl(), created)).isEqualTo(200);
      assertThat(post(prober.webhookUrl(), "no json")).isEqualTo(200);
      await()
          .atMost(Duration.ofMillis(900))
          .until(() -> events.stream().anyMatch(NodeEvent.Owns.class::isInstance));
      assertThat(events)
          .filteredOn(ProbeEvent.Webhook.class::isInstance)
          .extracting(event -> ((ProbeEvent.Webhook) event).session())
          .containsExactly("s1");
    }
  }

  @Test
  void makesEachAttemptOfACanarysBackEndAnOperationOfItsOwn() throws Exception {
    try (FakeCluster cluster = new FakeCluster();
        RestProber prober = prober()) {
      cluster.prepare("POST /openvidu/api/sessions", 503, "");
      prober.start(new ListRecorder(events), cluster.access(), List::of, 1);
      await().until(() -> completed().size() >= 3);
      assertThat(completed())
          .allMatch(
              operation ->
                  operation.kind() == OperationEvent.Kind.CREATE_SESSION
                      && operation.code() == 503
                      && operation.outcome() == io.drillmaster.history.Outcome.INFO);
    }
  }

  @Test
  void repeatsAReadInAnOutageUntilItIsAnsweredEachAttemptAnOperation() throws Exception {
    try (FakeCluster cluster = new FakeCluster();
        RestProber prober = prober()) {
      cluster.prepare("GET /openvidu/api/config", 503, "");
      prober.start(new ListRecorder(events), cluster.access(), List::of, 0);
      prober.outageBegins(Duration.ofSeconds(10));
      await().until(() -> reads(503).size() >= 2);
      cluster.prepare("GET /openvidu/api/config", 200, "{\"AWS_INSTANCE_ID\":\"i-1\"}");
      await().until(() -> !reads(200).isEmpty());
      prober.outageEnds();
      List<OperationEvent.Invoked> begun =
          events.stream()
              .filter(OperationEvent.Invoked.class::isInstance)
              .map(OperationEvent.Invoked.class::cast)
              .filter(each -> each.kind() == OperationEvent.Kind.REST_READ)
              .toList();
      long first = begun.get(0).op();
      assertThat(begun.get(0).parent()).isZero();
      assertThat(begun.get(1).parent()).isEqualTo(first);
      assertThat(begun.get(1).attempt()).isEqualTo(2);
      assertThat(reads(503))
          .allMatch(each -> each.outcome() == io.drillmaster.history.Outcome.INFO);
      assertThat(reads(200)).allMatch(each -> "i-1".equals(each.detail()));
    }
  }

  private List<OperationEvent.Completed> reads(int status) {
    return completed().stream()
        .filter(each -> each.kind() == OperationEvent.Kind.REST_READ && each.code() == status)
        .toList();
  }

  @Test
  void endsARoundOfJoinsThatNobodyLetsIn() throws Exception {
    try (FakeCluster cluster = new FakeCluster();
        RestProber prober = prober()) {
      cluster.prepare("POST /openvidu/api/sessions", 503, "");
      prober.start(new ListRecorder(events), cluster.access(), List::of, 0);
      Prober.Joins joins = prober.joinEach(IntStream.range(0, 40).mapToObj(i -> "s" + i).toList());
      await().until(() -> completed().size() >= 16);
      assertThat(joins.isOver()).isFalse();
      prober.quiet();
      await().until(joins::isOver);
      assertThat(joins.asked()).isEqualTo(40);
      assertThat(joins.proved()).isZero();
      assertThat(
              events.stream()
                  .filter(MemberEvent.Intends.class::isInstance)
                  .map(event -> ((MemberEvent.Intends) event).who())
                  .distinct())
          .hasSize(16)
          .contains("joiner-1", "joiner-16");
    }
  }

  private List<OperationEvent.Completed> completed() {
    return events.stream()
        .filter(OperationEvent.Completed.class::isInstance)
        .map(OperationEvent.Completed.class::cast)
        .toList();
  }

  @Test
  void endsWithinSecondsAndLeavesNoThreadWhenNobodyAnswers() {
    RestProber prober = prober();
    prober.start(
        new ListRecorder(events),
        new Access(URI.create("http://127.0.0.1:1"), "s3cret"),
        List::of,
        2);
    await().until(() -> events.stream().anyMatch(ProbeEvent.ReadFailed.class::isInstance));
    prober.quiet();
    prober.close();
    prober.close();
    await().atMost(Duration.ofSeconds(3)).until(() -> threads().isEmpty());
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("probe-"))
        .collect(Collectors.toSet());
  }

  @Test
  void isStartedOnceOnly() throws Exception {
    try (FakeCluster cluster = new FakeCluster();
        RestProber prober = prober()) {
      prober.start(new ListRecorder(events), cluster.access(), List::of, 0);
      assertThatThrownBy(
              () -> prober.start(new ListRecorder(events), cluster.access(), List::of, 0))
          .hasMessage("this prober was started already");
    }
  }
}
