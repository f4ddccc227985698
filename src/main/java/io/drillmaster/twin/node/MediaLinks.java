package io.drillmaster.twin.node;

import io.drillmaster.time.Ticker;
import io.drillmaster.twin.media.MediaCodec;
import io.drillmaster.twin.media.MediaMessage;
import io.drillmaster.twin.role.MasterInput;
import io.drillmaster.twin.role.MasterOutput;
import io.drillmaster.twin.role.MediaCommand;
import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.wire.Dialer;
import io.drillmaster.twin.wire.Link;
import io.drillmaster.twin.wire.LinkEvents;
import io.drillmaster.twin.wire.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This master's connections to the media nodes. A lost one is dialled again every 500 ms, an
 * attempt is bounded by 3 s (openvidu-protocol.md 8.6); a silent one counts as lost after 3 s.
 *
 * <p>The store may place a session on a new media node before this master has met it: what is asked
 * of a node that was never connected waits for the first connection as long as an attempt may take.
 */
final class MediaLinks {

  private static final Logger LOG = LoggerFactory.getLogger(MediaLinks.class);
  private static final Duration RETRY_EVERY = Duration.ofMillis(500);
  private static final Duration DIAL_BOUND = Duration.ofSeconds(3);
  private static final Duration PING_EVERY = Duration.ofSeconds(1);
  private static final Duration SILENCE_MAX = Duration.ofSeconds(3);

  private final MasterIo io;
  private final Dialer dialer;
  private final Transport transport;
  private final Map<String, MediaLink> links = new HashMap<>();

  /** Asked of nodes that were never connected, in order. */
  private final Map<String, List<MasterOutput.AskMedia>> early = new HashMap<>();

  MediaLinks(MasterIo io, Dialer dialer, Transport transport) {
    this.io = io;
    this.dialer = dialer;
    this.transport = transport;
  }

  /** Holds a connection to this node from now on. */
  void connect(StoreAnswer.MediaNode node) {
    MediaLink known = links.get(node.id());
    if (known != null && known.uri.equals(node.uri())) {
      return;
    }
    disconnect(node.id());
    MediaLink link = new MediaLink(node.id(), node.uri());
    links.put(node.id(), link);
    link.dial();
  }

  /** Lets go of this node for good; nothing more is told about it. */
  void disconnect(String id) {
    MediaLink link = links.remove(id);
    if (link != null) {
      link.drop();
    }
  }

  /** Sends a command; it fails at once when the connection was lost. */
  void ask(MasterOutput.AskMedia ask) {
    MediaLink link = links.get(ask.mediaNode());
    if (link == null || !link.wasConnected) {
      early.computeIfAbsent(ask.mediaNode(), id -> new ArrayList<>()).add(ask);
      transport.later(DIAL_BOUND, () -> giveUp(ask));
    } else if (link.link == null) {
      fail(ask);
    } else {
      link.send(link.link, ask);
    }
  }

  private void giveUp(MasterOutput.AskMedia ask) {
    List<MasterOutput.AskMedia> waiting = early.get(ask.mediaNode());
    if (waiting != null && waiting.remove(ask)) {
      fail(ask);
    }
  }

  private void fail(MasterOutput.AskMedia ask) {
    io.feed(new MasterInput.MediaFailed(ask.ask(), "no connection to " + ask.mediaNode()));
  }

  private final class MediaLink implements LinkEvents {
    private final String id;
    private final String uri;
    private final Set<Long> unanswered = new HashSet<>();
    private @Nullable Link link;
    private boolean wasConnected;
    private boolean isUp;
    private boolean isWanted = true;

    MediaLink(String id, String uri) {
      this.id = id;
      this.uri = uri;
    }

    void dial() {
      if (isWanted) {
        dialer.dial(URI.create(uri), Map.of(), DIAL_BOUND, this, this::opened);
      }
    }

    void opened(Link opened) {
      link = opened;
      wasConnected = true;
      List<MasterOutput.AskMedia> waiting = early.remove(id);
      if (waiting != null) {
        waiting.forEach(ask -> send(opened, ask));
      }
      watch(opened);
    }

    private void watch(Link watched) {
      if (watched != link || !isWanted) {
        return;
      }
      if (Ticker.system().nanos() - watched.heardNanos() > SILENCE_MAX.toNanos()) {
        watched.reset();
        return;
      }
      watched.ping();
      transport.later(PING_EVERY, () -> watch(watched));
    }

    void send(Link to, MasterOutput.AskMedia ask) {
      if (isAnswered(ask.command())) {
        unanswered.add(ask.ask());
      }
      to.send(MediaCodec.write(new MediaCodec.Numbered(ask.ask(), ask.command())));
      to.flush();
    }

    private static boolean isAnswered(MediaCommand command) {
      return command instanceof MediaCommand.Offer
          || command instanceof MediaCommand.PrepareOffer
          || command instanceof MediaCommand.Answer;
    }

    @Override
    public void text(String text) {
      if (!isWanted) {
        return;
      }
      MediaMessage message = MediaCodec.readMessage(text);
      if (message instanceof MediaMessage.Hello hello) {
        hello(hello);
      } else if (message instanceof MediaMessage.Answered answered) {
        unanswered.remove(answered.ask());
        io.feed(new MasterInput.MediaAnswered(answered.ask(), answered.sdp()));
      } else if (message instanceof MediaMessage.Refused refused) {
        unanswered.remove(refused.ask());
        io.feed(new MasterInput.MediaFailed(refused.ask(), refused.why()));
      } else if (message instanceof MediaMessage.Candidate c) {
        io.feed(
            new MasterInput.MediaCandidate(
                c.sessionId(),
                c.life(),
                c.endpoint(),
                c.candidate(),
                c.sdpMid(),
                c.sdpMLineIndex()));
      } else {
        throw new IllegalArgumentException("unknown media message " + message.getClass());
      }
    }

    private void hello(MediaMessage.Hello hello) {
      if (!hello.id().equals(id)) {
        LOG.warn("{} answers as {}; not {}", uri, hello.id(), id);
        return;
      }
      isUp = true;
      io.feed(new MasterInput.MediaUp(id, hello.processId()));
    }

    @Override
    public void ended(boolean closeFrame, int code, String reason) {
      link = null;
      if (!isWanted) {
        return;
      }
      if (isUp) {
        isUp = false;
        io.feed(new MasterInput.MediaDown(id));
      }
      failUnanswered();
      transport.later(RETRY_EVERY, this::dial);
    }

    private void failUnanswered() {
      Set<Long> failed = Set.copyOf(unanswered);
      unanswered.clear();
      failed.forEach(ask -> io.feed(new MasterInput.MediaFailed(ask, "lost " + id)));
    }

    void drop() {
      isWanted = false;
      if (link != null) {
        link.reset();
      }
      failUnanswered();
    }
  }
}
