package io.drillmaster.twin.media;

import io.drillmaster.twin.wire.HttpExchange;
import io.drillmaster.twin.wire.HttpServerHandler;
import io.drillmaster.twin.wire.Link;
import io.drillmaster.twin.wire.LinkEvents;
import io.drillmaster.twin.wire.Transport;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The media node's listener: one link per master at {@code /kurento}. */
public final class MediaServer {

  /** Where masters connect, as on a real media node. */
  public static final String PATH = "/kurento";

  private static final Logger LOG = LoggerFactory.getLogger(MediaServer.class);
  private static final int COMMAND_BYTES_MAX = 1 << 20;

  private final MediaEngine engine;
  private final MediaMessage.Hello hello;

  /** A server of this engine that introduces itself so. */
  public MediaServer(MediaEngine engine, MediaMessage.Hello hello) {
    this.engine = engine;
    this.hello = hello;
  }

  /** Listens and gives where. */
  public InetSocketAddress listen(Transport transport, InetSocketAddress address) {
    return transport.listen(address, HttpServerHandler.pipeline(this::route));
  }

  private void route(HttpExchange exchange) {
    if (exchange.wantsUpgrade() && exchange.path().equals(PATH)) {
      Master master = new Master();
      exchange.upgrade(Map.of(), COMMAND_BYTES_MAX, master, master::opened);
    } else {
      exchange.respond(404, Map.of(), "");
    }
  }

  /** The link of one master. */
  private final class Master implements LinkEvents {
    private @Nullable Link link;

    void opened(Link opened) {
      link = opened;
      tell(List.of(hello));
    }

    @Override
    public void text(String text) {
      MediaCodec.Numbered numbered;
      try {
        numbered = MediaCodec.readCommand(text);
      } catch (RuntimeException malformed) {
        LOG.warn("a master sent what is no command: {}", malformed.getMessage());
        return;
      }
      tell(engine.execute(numbered.ask(), numbered.command()));
    }

    private void tell(List<? extends MediaMessage> messages) {
      Link to = link;
      if (to != null) {
        messages.forEach(message -> to.send(MediaCodec.write(message)));
        to.flush();
      }
    }

    @Override
    public void ended(boolean closeFrame, int code, String reason) {
      link = null;
    }
  }
}
