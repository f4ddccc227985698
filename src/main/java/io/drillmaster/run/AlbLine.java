package io.drillmaster.run;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One line of an access log of an application load balancer of AWS, as far as it says where a
 * client's socket went. Format: <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html">its
 * documentation</a>; fields are added at the end, so there may be more than are known here.
 *
 * @param type http, https, h2, grpcs, ws, wss, or what may come
 * @param closed when it was answered; of a WebSocket, when it was closed
 * @param created when the request came
 * @param client ip:port
 * @param target ip:port; "-" = it was passed on to none
 */
record AlbLine(String type, Instant closed, Instant created, String client, String target) {

  private static final int TIME = 1;
  private static final int CLIENT = 3;
  private static final int TARGET = 4;
  private static final int CREATED = 21;
  private static final String NONE = "-";
  private static final Set<String> WEB_SOCKETS = Set.of("ws", "wss");

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException when it is none; the message says why
   */
  static AlbLine parse(String line) {
    List<String> fields = fields(line);
    if (fields.size() <= CREATED) {
      throw new IllegalArgumentException(
          "has %d fields, an entry has at least %d".formatted(fields.size(), CREATED + 1));
    }
    String client = fields.get(CLIENT);
    String target = fields.get(TARGET);
    port(client, "client");
    if (!target.equals(NONE)) {
      port(target, "target");
    }
    return new AlbLine(
        fields.get(0),
        instant(fields.get(TIME), "time"),
        instant(fields.get(CREATED), "request_creation_time"),
        client,
        target);
  }

  /** Split at spaces, but for those between quotes; a backslash takes the next character along. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && isQuoted && i + 1 < line.length()) {
        i++;
        field.append(line.charAt(i));
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == ' ' && !isQuoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (isQuoted) {
      throw new IllegalArgumentException("has a quote that does not end");
    }
    fields.add(field.toString());
    return fields;
  }

  private static Instant instant(String text, String field) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("%s '%s' is no time".formatted(field, text), e);
    }
  }

  private static int port(String address, String field) {
    int colon = address.lastIndexOf(':');
    try {
      int port = Integer.parseInt(address.substring(colon + 1));
      if (colon > 0 && port > 0) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s '%s' is no ip:port".formatted(field, address), e);
    }
    throw new IllegalArgumentException("%s '%s' is no ip:port".formatted(field, address));
  }

  /** Whether it is about a WebSocket that a target accepted or was asked for. */
  boolean isSocket() {
    return WEB_SOCKETS.contains(type) && !target.equals(NONE);
  }

  int clientPort() {
    return port(client, "client");
  }

  String clientHost() {
    return host(client);
  }

  static String host(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 ? address : address.substring(0, colon);
  }
}
