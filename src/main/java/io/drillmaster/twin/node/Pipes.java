package io.drillmaster.twin.node;

import io.drillmaster.twin.role.MasterInput;
import io.drillmaster.twin.role.MasterOutput;
import io.drillmaster.twin.wire.Dialer;
import io.drillmaster.twin.wire.Link;
import io.drillmaster.twin.wire.LinkEvents;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pipes that this entry dialled to owners, one per client socket. */
final class Pipes {

  /** The bound that the role is promised for an attempt. */
  private static final Duration DIAL_BOUND = Duration.ofSeconds(1);

  private static final int NO_STATUS = 1005;

  private final MasterIo io;
  private final Dialer dialer;
  private final Map<Long, Pipe> pipes = new HashMap<>();

  Pipes(MasterIo io, Dialer dialer) {
    this.io = io;
    this.dialer = dialer;
  }

  /** Dials. */
  void dial(MasterOutput.DialPipe dial) {
    Pipe pipe = new Pipe(dial.pipe());
    pipes.put(dial.pipe(), pipe);
    dialer.dial(
        URI.create("ws://" + dial.address() + PeerFront.PIPE),
        Map.of(PeerFront.INCARNATION, dial.incarnation(), "X-Real-IP", dial.ip()),
        DIAL_BOUND,
        pipe,
        pipe::opened);
  }

  /** The link of an open pipe. */
  @Nullable Link link(long number) {
    Pipe pipe = pipes.get(number);
    return pipe == null ? null : pipe.link;
  }

  /** Every open pipe. */
  Collection<Link> links() {
    List<Link> open = new ArrayList<>(pipes.size());
    for (Pipe pipe : pipes.values()) {
      if (pipe.link != null) {
        open.add(pipe.link);
      }
    }
    return open;
  }

  /** Ends a pipe; nothing more is told about it. */
  void end(MasterOutput.EndPipe end) {
    Pipe pipe = pipes.remove(end.pipe());
    if (pipe == null) {
      return;
    }
    pipe.isWanted = false;
    if (pipe.link != null) {
      end(pipe.link, end);
    }
  }

  private static void end(Link link, MasterOutput.EndPipe end) {
    if (!end.closeFrame()) {
      link.reset();
    } else if (end.reason().isEmpty()) {
      link.close(NO_STATUS, "");
    } else {
      link.close(1000, end.reason());
    }
  }

  private final class Pipe implements LinkEvents {
    private final long number;
    private @Nullable Link link;
    private boolean isWanted = true;

    Pipe(long number) {
      this.number = number;
    }

    void opened(Link opened) {
      link = opened;
      if (isWanted) {
        io.feed(new MasterInput.PipeOpened(number));
      } else {
        opened.reset();
      }
    }

    @Override
    public void text(String text) {
      if (isWanted) {
        io.feed(new MasterInput.PipeText(number, text));
      }
    }

    @Override
    public void ended(boolean closeFrame, int code, String reason) {
      if (pipes.remove(number) != null) {
        io.feed(
            closeFrame
                ? new MasterInput.PipeClosed(number, code, reason)
                : new MasterInput.PipeCut(number));
      }
    }
  }
}
