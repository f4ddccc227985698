package io.drillmaster.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.process.Ports;
import io.drillmaster.run.port.Node;
import io.drillmaster.time.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A witness that talks with a server of a few lines, which answers, falls silent, or ends. */
class TalkWitnessTest {
  private static final Duration SILENCE = Duration.ofMillis(300);

  private final Ticker ticker = Ticker.system();
  private ServerSocket server;
  private volatile boolean isSilent;
  private volatile @Nullable Socket taken;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::answer, "server");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private void answer() {
    try (Socket socket = server.accept()) {
      taken = socket;
      while (socket.getInputStream().read() >= 0) {
        if (!isSilent) {
          socket.getOutputStream().write("+PONG\r\n".getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException closed) {
      taken = null;
    }
  }

  private Node store() {
    return new Node(
        "store", Role.STORE, "store#1", 1, List.of("127.0.0.1:" + server.getLocalPort()), true);
  }

  @Test
  void oneThatAnswersShowsNothing() throws Exception {
    try (TalkWitness witness = TalkWitness.open(store(), SILENCE, ticker)) {
      long from = ticker.nanos();
      await()
          .during(Duration.ofMillis(500))
          .until(() -> witness.seen(from, ticker.nanos()).isEmpty());
    }
  }

  @Test
  void oneThatStopsAnsweringIsSilent() throws Exception {
    try (TalkWitness witness = TalkWitness.open(store(), SILENCE, ticker)) {
      isSilent = true;
      long from = ticker.nanos();
      assertThat(witness.seen(from, from)).isEmpty();
      await().until(() -> witness.seen(from, ticker.nanos()).isPresent());
      assertThat(ticker.nanos() - from).isGreaterThanOrEqualTo(SILENCE.toNanos());
      assertThat(witness.seen(from, ticker.nanos())).contains(Signature.SILENT);
    }
  }

  @Test
  void oneThatEndsIsCut() throws Exception {
    try (TalkWitness witness = TalkWitness.open(store(), SILENCE, ticker)) {
      Socket open = taken;
      assertThat(open).isNotNull();
      open.close();
      long from = ticker.nanos();
      await().until(() -> witness.seen(from, ticker.nanos()).isPresent());
      assertThat(witness.seen(from, ticker.nanos())).contains(Signature.CUT);
    }
  }

  @Test
  void nobodyThereIsToldWithTheAddress() throws Exception {
    String free = "127.0.0.1:" + Ports.free("127.0.0.1");
    Node gone = new Node("store", Role.STORE, "store#1", 1, List.of(free), true);
    assertThatThrownBy(() -> TalkWitness.open(gone, SILENCE, ticker))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("no probe connection to store at " + free);
  }
}
