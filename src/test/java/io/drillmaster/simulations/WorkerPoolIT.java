package io.drillmaster.simulations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.history.Event;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.HistoryFile;
import io.drillmaster.history.HistoryRecorder;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import io.drillmaster.run.port.LoadGenerator.Command;
import io.drillmaster.run.port.LoadOrder;
import io.drillmaster.simulations.stub.StubCluster;
import io.drillmaster.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real worker processes against the stub cluster. */
@Timeout(180)
final class WorkerPoolIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void joinsSignalsNoticesACutAtOnceResumesAndLeaves() throws Exception {
    int upgrades;
    try (StubCluster cluster = new StubCluster();
        WorkerPool pool = new WorkerPool(Orders.launch(), null)) {
      pool.prepare(Orders.order(folder, cluster.url(), Orders.load("Conference", 50, 4, 0)));
      assertThat(cluster.upgrades()).as("nobody joins before the start").isZero();

      pool.say(Command.START);
      await(() -> cluster.members() == 200);
      await(() -> cluster.delivered() > 3_000);
      assertThat(ForeignSockets.of(ProcessHandle.current()))
          .as("sockets that leave loopback")
          .isEmpty();

      // On a starved machine a join may time out and be repeated: count from here.
      int joining = cluster.upgrades();
      upgrades = joining + 200;
      cluster.cutSockets();
      await(
          () -> cluster.upgrades() == joining + 200 && cluster.sockets() == 200,
          () ->
              "%d upgrades after %d, %d sockets, %d members"
                  .formatted(cluster.upgrades(), joining, cluster.sockets(), cluster.members()));
      long before = cluster.delivered();
      await(() -> cluster.delivered() > before + 3_000);

      pool.say(Command.QUIET);
      pool.say(Command.LEAVE);
      assertThat(pool.awaitEnd(PATIENCE)).isTrue();

      assertThat(pool.failures()).isEmpty();
      assertThat(cluster.members()).isZero();
      assertThat(cluster.peers()).allMatch(peer -> peer.startsWith("/127.0.0.1:"));
      assertThat(pool.gatlingReport())
          .hasValueSatisfying(page -> assertThat(folder.resolve(page)).isRegularFile());
    }
    List<Event> events = completeHistory("worker-1");
    assertThat(of(events, MemberEvent.Joined.class)).hasSize(200);
    assertThat(of(events, SocketEvent.Closed.class))
        .filteredOn(closed -> !closed.willing())
        .hasSize(200)
        .allMatch(closed -> closed.code() == 1006 && closed.by() == SocketEvent.By.NETWORK);
    assertThat(of(events, MemberEvent.Reconnected.class)).hasSize(200);
    assertThat(of(events, SocketEvent.Opened.class))
        .hasSize(upgrades)
        .allMatch(opened -> opened.local().startsWith("127.0.0.1:"));
    assertThat(of(events, SignalEvent.Received.class)).hasSizeGreaterThan(6_000);
    assertThat(of(events, HarnessEvent.Fitness.class)).isNotEmpty();
    assertThat(noticedWithin(events)).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void aKilledWorkerIsNamedAndItsHistoryReadsToTheLastFlush() throws Exception {
    try (StubCluster cluster = new StubCluster();
        WorkerPool pool = new WorkerPool(Orders.launch(), null)) {
      pool.prepare(Orders.order(folder, cluster.url(), Orders.load("Conference", 4, 2, 2)));
      pool.say(Command.START);
      await(() -> cluster.members() == 8);
      await(() -> cluster.delivered() > 50);

      pool.processes().get(0).find().orElseThrow().destroyForcibly();
      await(() -> !pool.failures().isEmpty());

      assertThat(pool.failures()).singleElement().asString().contains("worker-1", "SIGKILL");
      pool.say(Command.LEAVE);
      assertThat(pool.awaitEnd(PATIENCE)).isTrue();
    }
    assertThat(completeHistory("worker-2")).isNotEmpty();
    try (HistoryFile cut = history("worker-1")) {
      List<Event> events = read(cut);
      assertThat(cut.isComplete()).isFalse();
      assertThat(of(events, MemberEvent.Joined.class)).hasSize(4);
    }
  }

  @Test
  void aWorkerWithoutHeartbeatLeavesByItself() throws Exception {
    try (StubCluster cluster = new StubCluster()) {
      LoadOrder order = Orders.order(folder, cluster.url(), Orders.load("ExampleWebinar", 2, 3, 0));
      WorkerPool pool = new WorkerPool(Orders.launch(), null);
      pool.prepare(order);
      pool.say(Command.START);
      await(() -> cluster.members() == 6);
      pool.stopHeart();

      assertThat(pool.awaitEnd(PATIENCE)).isTrue();

      assertThat(cluster.members()).isZero();
      pool.close();
    }
    assertThat(of(completeHistory("worker-1"), HarnessEvent.Note.class))
        .extracting(HarnessEvent.Note::text)
        .contains("no heartbeat for 10 s: worker-1 leaves by itself");
  }

  @Test
  void sigtermClosesTheHistoryWithItsFooter() throws Exception {
    try (StubCluster cluster = new StubCluster()) {
      WorkerPool pool = new WorkerPool(Orders.launch(), null);
      pool.prepare(Orders.order(folder, cluster.url(), Orders.load("Conference", 2, 2, 0)));
      pool.say(Command.START);
      await(() -> cluster.members() == 4);

      pool.close();

      await(() -> cluster.sockets() == 0);
    }
    assertThat(of(completeHistory("worker-1"), SocketEvent.Closed.class)).hasSize(4);
  }

  @Test
  void anUnknownSimulationIsRefusedBeforeAnythingStarts() {
    WorkerPool pool = new WorkerPool(Orders.launch(), null);
    LoadOrder order =
        Orders.order(
            folder, java.net.URI.create("http://127.0.0.1:1"), Orders.load("Conferense", 2, 2, 0));

    assertThatThrownBy(() -> pool.prepare(order))
        .hasMessage(
            "load.simulation: Conferense is not known; use Conference, ExampleWebinar or the full name of a class on the class path");
    assertThat(folder).isEmptyDirectory();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    await(condition, () -> "");
  }

  private static void await(BooleanSupplier condition, Supplier<String> state)
      throws InterruptedException {
    boolean held = Pause.until(condition, Duration.ofMillis(10), PATIENCE);
    assertThat(held).as(state).isTrue();
  }

  private HistoryFile history(String writer) {
    return HistoryFile.open(
        folder.resolve(HistoryRecorder.FOLDER).resolve(writer + HistoryRecorder.ENDING));
  }

  private static List<Event> read(HistoryFile file) {
    List<Event> events = new ArrayList<>();
    file.readToEnd(recorded -> events.add(recorded.event()));
    return events;
  }

  private List<Event> completeHistory(String writer) {
    try (HistoryFile file = history(writer)) {
      List<Event> events = read(file);
      assertThat(file.damages()).isEmpty();
      assertThat(file.isComplete()).isTrue();
      return events;
    }
  }

  private static <E extends Event> List<E> of(List<Event> events, Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** From the first noticed cut to the last. */
  private static Duration noticedWithin(List<Event> events) {
    var stamps =
        of(events, SocketEvent.Closed.class).stream()
            .filter(closed -> !closed.willing())
            .mapToLong(SocketEvent.Closed::at)
            .summaryStatistics();
    return Duration.ofNanos(stamps.getMax() - stamps.getMin());
  }
}
