package io.drillmaster.chaos;

import io.drillmaster.drill.Role;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One look at a node from outside: whether it answers at its address. A master must say that it is
 * healthy; of the others any answer will do.
 */
public final class NodeLook {
  /** A node on another machine answers its health within milliseconds. */
  private static final Duration BOUND = Duration.ofSeconds(1);

  private static final int ANSWER_MAX = 512;

  private NodeLook() {}

  /** What a look shows. */
  public enum Sight {
    /** It answers as it should. */
    WELL,
    /** It answers, and not as it should. */
    ILL,
    /** The connection is taken, or not even that, and no answer comes. */
    SILENT,
    /** The connection is refused, or ended without an answer. */
    GONE
  }

  /**
   * What was seen.
   *
   * @param words e.g. "answers", "status 503", "refused"
   */
  public record Seen(Sight sight, String words) {
    /** Whether it answers as it should. */
    public boolean isWell() {
      return sight == Sight.WELL;
    }
  }

  /** Looks; takes two seconds at most. */
  public static Seen at(Role role, String address) {
    int colon = address.lastIndexOf(':');
    InetSocketAddress where =
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    try (Socket socket = new Socket()) {
      socket.setSoTimeout((int) BOUND.toMillis());
      socket.connect(where, (int) BOUND.toMillis());
      socket.getOutputStream().write(request(role, address).getBytes(StandardCharsets.US_ASCII));
      return judged(role, firstLine(socket.getInputStream()));
    } catch (SocketTimeoutException silent) {
      return new Seen(Sight.SILENT, "silent");
    } catch (IOException gone) {
      return new Seen(Sight.GONE, String.valueOf(gone.getMessage()));
    }
  }

  private static String request(Role role, String address) {
    return role == Role.STORE
        ? "PING\r\n"
        : "GET /openvidu/health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
            .formatted(address);
  }

  private static String firstLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < ANSWER_MAX) {
      int next = in.read();
      if (next < 0 || next == '\n') {
        break;
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  private static Seen judged(Role role, String line) {
    if (line.isEmpty()) {
      return new Seen(Sight.GONE, "ended without an answer");
    }
    if (role != Role.MASTER || line.matches("HTTP/1\\.\\d 200\\b.*")) {
      return new Seen(Sight.WELL, "answers");
    }
    return new Seen(Sight.ILL, "says " + line);
  }
}
