package io.drillmaster.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.chaos.NodeLook.Sight;
import io.drillmaster.drill.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NodeLookTest {

  /** What a look at a node shows that answers with this and ends. */
  private static NodeLook.Seen answered(Role role, String answer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread node =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().read();
                  socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                  socket.shutdownOutput();
                  socket.getInputStream().readAllBytes();
                } catch (IOException ended) {
                  // the look is over
                }
              });
      node.setDaemon(true);
      node.start();
      return NodeLook.at(role, "127.0.0.1:" + server.getLocalPort());
    }
  }

  @Test
  void aMasterMustSayThatItIsHealthyOfOthersAnyAnswerWillDo() throws Exception {
    assertThat(answered(Role.MASTER, "HTTP/1.1 200 OK\r\n\r\n").sight()).isEqualTo(Sight.WELL);
    NodeLook.Seen ill = answered(Role.MASTER, "HTTP/1.1 503 Service Unavailable\r\n\r\n");
    assertThat(ill.sight()).isEqualTo(Sight.ILL);
    assertThat(ill.words()).isEqualTo("says HTTP/1.1 503 Service Unavailable");
    assertThat(answered(Role.MEDIA_NODE, "HTTP/1.1 426 Upgrade\r\n").sight()).isEqualTo(Sight.WELL);
    assertThat(answered(Role.STORE, "-NOAUTH\r\n").sight()).isEqualTo(Sight.WELL);
    assertThat(answered(Role.STORE, "").sight()).isEqualTo(Sight.GONE);
  }

  @Test
  void silenceIsToldFromRefusal() throws Exception {
    int port;
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = mute.getLocalPort();
      assertThat(NodeLook.at(Role.MASTER, "127.0.0.1:" + port).sight()).isEqualTo(Sight.SILENT);
    }
    assertThat(NodeLook.at(Role.MASTER, "127.0.0.1:" + port).sight()).isEqualTo(Sight.GONE);
  }
}
