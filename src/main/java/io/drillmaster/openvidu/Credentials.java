package io.drillmaster.openvidu;

import java.util.Locale;

/**
 * What lets a participant join once: the token of a connection made by REST.
 *
 * @param token the whole token URL, e.g. {@code ws://host:4443?sessionId=room&token=tok_...}; sent
 *     verbatim in joinRoom
 * @param con id of the connection, which joining keeps
 */
public record Credentials(String token, String con) {

  /** Why they are asked for. */
  public enum Kind {
    /** The first join. */
    JOIN,
    /** Back into a session that goes on, after networkDisconnect or a failed join. */
    REJOIN,
    /** Back into a session that must be created again first. */
    REBUILD
  }

  public Credentials {
    String scheme = token.toLowerCase(Locale.ROOT);
    if (!scheme.startsWith("ws://") && !scheme.startsWith("wss://")) {
      throw new IllegalArgumentException(
          "token: it must begin with ws:// or wss://, as OpenVidu 2 makes them");
    }
  }

  /**
   * The WebSocket address the SDK derives from the token: its scheme and authority, {@code
   * /openvidu} and the session (protocol file, section 1).
   */
  String socketUrl(String session) {
    int authority = token.indexOf("://") + 3;
    int end = authority;
    while (end < token.length() && "/?#".indexOf(token.charAt(end)) < 0) {
      end++;
    }
    return token.substring(0, end) + "/openvidu?sessionId=" + session;
  }

  @Override
  public String toString() {
    return "Credentials[token=(hidden), con=" + con + "]";
  }
}
