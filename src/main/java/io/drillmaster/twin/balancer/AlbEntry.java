package io.drillmaster.twin.balancer;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A WebSocket that ended, as an application load balancer of AWS logs it: one line of 30 fields, in
 * the order of <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html">its
 * documentation</a>, written when the connection is closed.
 *
 * @param closed when it ended
 * @param created when the request for the upgrade came
 * @param balancer its name
 * @param client ip:port
 * @param target ip:port
 * @param receivedBytes from the client
 * @param sentBytes to the client
 * @param request method, URL without a query (it holds a token) and version
 */
record AlbEntry(
    Instant closed,
    Instant created,
    String balancer,
    String client,
    String target,
    long receivedBytes,
    long sentBytes,
    String request) {

  private static final String FILE = "alb-access.log";

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Where it is written: beside the balancers' evidence. */
  static Path fileBeside(Path evidence) {
    return evidence.resolveSibling(FILE);
  }

  static String request(String method, String path) {
    return method + " http://twin:80" + path + " HTTP/1.1";
  }

  /** The line, without its end. */
  String text() {
    return String.join(
        " ",
        "ws",
        MICROS.format(closed),
        "app/" + balancer + "/0",
        client,
        target,
        "0.000 0.001 0.000 101 101",
        Long.toString(receivedBytes),
        Long.toString(sentBytes),
        quoted(request),
        "\"-\" - - - \"-\" \"-\" \"-\" 0",
        MICROS.format(created),
        "\"forward\" \"-\" \"-\"",
        quoted(target),
        "\"101\" \"-\" \"-\" -");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "%22") + '"';
  }
}
