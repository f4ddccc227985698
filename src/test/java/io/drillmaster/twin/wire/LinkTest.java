package io.drillmaster.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two links over a real socket: how each end of one is told at the other. */
class LinkTest {

  private static final int TEXT_BYTES_MAX = 51_200;

  private final Transport transport = Transport.open("test");
  private final End server = new End();
  private final End client = new End();

  @BeforeEach
  void connect() throws Exception {
    InetSocketAddress bound =
        transport.listen(
            new InetSocketAddress("127.0.0.1", 0),
            HttpServerHandler.pipeline(
                exchange -> exchange.upgrade(Map.of(), TEXT_BYTES_MAX, server, server.link::add)));
    URI uri = URI.create("ws://" + Transport.text(bound) + "/");
    on(
        () ->
            new Dialer(transport)
                .dial(uri, Map.of(), Duration.ofSeconds(5), client, client.link::add));
    server.opened = take(server.link);
    client.opened = take(client.link);
  }

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void textsComeInOrderAndOnlyWhenFlushed() throws Exception {
    on(
        () -> {
          client.opened.send("one");
          client.opened.send("two");
          client.opened.flush();
        });

    assertThat(take(server.heard)).isEqualTo("one");
    assertThat(take(server.heard)).isEqualTo("two");
  }

  @Test
  void aCloseFrameIsToldWithCodeAndReason() throws Exception {
    on(() -> client.opened.close(4102, "Connection closed by client"));

    assertThat(take(server.heard)).isEqualTo("ended true 4102 Connection closed by client");
    assertThat(take(client.heard)).isEqualTo("ended true 4102 Connection closed by client");
  }

  @Test
  void aCloseFrameWithoutCodeStaysOne() throws Exception {
    on(() -> client.opened.close(1005, ""));

    assertThat(take(server.heard)).isEqualTo("ended true 1005 ");
  }

  @Test
  void aResetIsToldAsNoCloseFrame() throws Exception {
    on(() -> client.opened.reset());

    assertThat(take(server.heard)).isEqualTo("ended false 1006 ");
    assertThat(take(client.heard)).isEqualTo("ended false 1006 ");
  }

  @Test
  void aTextTooBigIsAnsweredWith1009() throws Exception {
    on(
        () -> {
          client.opened.send("x".repeat(TEXT_BYTES_MAX));
          client.opened.send("x".repeat(TEXT_BYTES_MAX + 1));
          client.opened.flush();
        });

    assertThat(take(server.heard)).hasSize(TEXT_BYTES_MAX);
    assertThat(take(client.heard))
        .startsWith("ended true 1009 The decoded text message was too big for the output buffer");
    assertThat(take(server.heard)).startsWith("ended ");
  }

  @Test
  void aDialThatIsRefusedIsToldAsAnEnd() throws Exception {
    End nobody = new End();
    on(
        () ->
            new Dialer(transport)
                .dial(
                    URI.create("ws://127.0.0.1:1/"),
                    Map.of(),
                    Duration.ofSeconds(5),
                    nobody,
                    nobody.link::add));

    assertThat(take(nobody.heard)).isEqualTo("ended false 1006 ");
    assertThat(nobody.link).isEmpty();
  }

  private void on(Runnable task) {
    transport.loop().execute(task);
  }

  private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
    T taken = queue.poll(5, TimeUnit.SECONDS);
    assertThat(taken).isNotNull();
    return taken;
  }

  private static final class End implements LinkEvents {
    private final BlockingQueue<Link> link = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private Link opened;

    @Override
    public void text(String text) {
      heard.add(text);
    }

    @Override
    public void ended(boolean closeFrame, int code, String reason) {
      heard.add("ended " + closeFrame + " " + code + " " + reason);
    }
  }
}
