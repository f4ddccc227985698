package io.drillmaster.twin.node;

import io.drillmaster.twin.media.IceListener;
import io.drillmaster.twin.media.MediaEngine;
import io.drillmaster.twin.media.MediaMessage;
import io.drillmaster.twin.media.MediaServer;
import io.drillmaster.twin.wire.Transport;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The main of a media node's process: it ends only by a signal. */
final class MediaProcess {

  private final NodeFile file;
  private final Consumer<NodeReady> ready;

  MediaProcess(NodeFile file, Consumer<NodeReady> ready) {
    this.file = file;
    this.ready = ready;
  }

  /** Serves until the end. */
  int run() throws InterruptedException {
    byte[] bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    String processId = HexFormat.of().formatHex(bytes);
    String id = file.text("mediaNodeId");
    Transport transport = Transport.ofNode("media", file.text("media"));
    InetSocketAddress address = Transport.address(file.text("media"));
    int port = IceListener.listen(transport, onAnyPort(address)).getPort();
    MediaServer server =
        new MediaServer(
            new MediaEngine(file.text("advertised"), port), new MediaMessage.Hello(id, processId));
    InetSocketAddress bound = server.listen(transport, address);
    ready.accept(
        new NodeReady(
            file.text("name") + "#" + processId, id, Map.of("media", Transport.text(bound))));
    new CountDownLatch(1).await();
    return 0;
  }

  private static InetSocketAddress onAnyPort(InetSocketAddress address) {
    return new InetSocketAddress(address.getAddress(), 0);
  }
}
