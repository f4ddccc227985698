package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.history.Event;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.Recorder;
import io.drillmaster.history.SocketEvent;
import io.drillmaster.openvidu.Settings;
import io.drillmaster.probe.RestProber;
import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Fronts;
import io.drillmaster.run.port.Prober;
import io.drillmaster.time.Pause;
import io.drillmaster.twin.balancer.AccessLine;
import io.drillmaster.twin.balancer.BalancerCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two balancers before one cluster: both serve, each minds its own rotation, and both are told. */
@Timeout(60)
class TwoBalancersIT {

  private static final Duration SOON = Duration.ofSeconds(15);
  private static final List<String> BOTH = List.of("b1", "b2");

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Recorder recorder =
      new Recorder() {
        @Override
        public void record(Event event) {
          events.add(event);
        }

        @Override
        public void close() {}
      };

  @Test
  void bothServeAndAreToldApart(@TempDir Path folder) throws Exception {
    TwinSpec spec = new TwinSpec(2, 1, 2, TwinClocks.FAST, List.of(), 7, folder, 100, List.of());
    AtomicLong ids = new AtomicLong();
    Settings settings =
        new Settings(
            "n", ProtocolClocks.FAST, ClientPolicy.OPENVIDU_BROWSER, ids::incrementAndGet, 7);
    try (Twin twin = Twin.start(spec, TwinTestMain.launch(), TwinWatch.NONE);
        Prober prober = new RestProber("two", settings)) {
      List<URI> fronts = twin.fronts();
      assertThat(fronts).hasSize(2).doesNotHaveDuplicates().startsWith(twin.baseUrl());
      assertThat(Twin.attach(folder).fronts()).isEqualTo(fronts);
      prober.start(recorder, new Access(new Fronts(fronts), twin.secret()), List::of, 3);
      for (int i = 0; i < 2; i++) {
        servesThrough(twin, BOTH.get(i), fronts.get(i).getAuthority());
      }
      Signals.system().send(twin.node("m1").orElseThrow().process(), Signal.KILL);
      for (String balancer : BOTH) {
        await(() -> has(twin, AccessLine.Kind.UNHEALTHY, balancer, "m1"));
      }
      prober.quiet();
    }
  }

  private void servesThrough(Twin twin, String balancer, String front) throws Exception {
    await(() -> of(SocketEvent.Opened.class).anyMatch(socket -> socket.remote().equals(front)));
    await(
        () ->
            of(ProbeEvent.HealthRead.class)
                .anyMatch(read -> read.via().equals(front) && read.good()));
    await(
        () ->
            of(SocketEvent.Opened.class)
                .filter(socket -> socket.remote().equals(front))
                .allMatch(socket -> isPlacedBy(twin, balancer, socket)));
  }

  private static boolean isPlacedBy(Twin twin, String balancer, SocketEvent.Opened socket) {
    return lines(twin)
        .anyMatch(
            line ->
                line.kind() == AccessLine.Kind.UPGRADE
                    && line.balancer().equals(balancer)
                    && line.client().equals(socket.local())
                    && line.front().equals(socket.remote()));
  }

  private static boolean has(Twin twin, AccessLine.Kind kind, String balancer, String node) {
    return lines(twin)
        .anyMatch(
            line ->
                line.kind() == kind
                    && line.balancer().equals(balancer)
                    && line.node().equals(node));
  }

  /** Every line of both is whole. */
  private static Stream<AccessLine> lines(Twin twin) {
    try {
      return Files.readAllLines(twin.accessLog()).stream().map(BalancerCodec::readLine);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private <E extends Event> Stream<E> of(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast);
  }

  private static void await(BooleanSupplier wanted) throws InterruptedException {
    assertThat(Pause.until(wanted, Duration.ofMillis(50), SOON)).isTrue();
  }
}
