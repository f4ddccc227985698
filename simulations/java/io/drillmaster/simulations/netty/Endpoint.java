package io.drillmaster.simulations.netty;

import java.util.Locale;

/**
 * Where a URL of the schemes ws, wss, http or https leads.
 *
 * @param tls whether the connection is encrypted
 * @param host name or address
 * @param port the URL's port, else 443 or 80
 * @param target path and query, from the first slash on; {@code /} when the URL has none
 */
public record Endpoint(boolean tls, String host, int port, String target) {

  private static final int TLS_PORT = 443;
  private static final int PLAIN_PORT = 80;
  private static final int PORT_MAX = 65_535;

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException when scheme, host or port is not usable
   */
  public static Endpoint of(String url) {
    int colon = url.indexOf("://");
    boolean tls =
        switch (colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT)) {
          case "ws", "http" -> false;
          case "wss", "https" -> true;
          default ->
              throw new IllegalArgumentException(
                  "URL '" + url + "' is not usable; begin it with ws, wss, http or https and ://");
        };
    int start = colon + "://".length();
    int end = start;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String rest = url.substring(end);
    String target = rest.startsWith("/") ? rest : "/" + rest;
    String authority = url.substring(start, end);
    int portColon = authority.lastIndexOf(':');
    boolean hasPort = portColon > authority.lastIndexOf(']');
    String host = hasPort ? authority.substring(0, portColon) : authority;
    if (host.isEmpty()) {
      throw new IllegalArgumentException("URL '" + url + "' names no host");
    }
    int port = hasPort ? port(authority.substring(portColon + 1), url) : defaultPort(tls);
    return new Endpoint(tls, host, port, target);
  }

  private static int defaultPort(boolean tls) {
    return tls ? TLS_PORT : PLAIN_PORT;
  }

  private static int port(String text, String url) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= PORT_MAX) {
        return port;
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw new IllegalArgumentException(
        "URL '" + url + "': port '" + text + "' is not allowed; use 1 to " + PORT_MAX);
  }

  /** The Host header: without the port where it is the scheme's own. */
  public String authority() {
    return port == defaultPort(tls) ? host : host + ":" + port;
  }
}
