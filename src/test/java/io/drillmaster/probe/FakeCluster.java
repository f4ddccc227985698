package io.drillmaster.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.drillmaster.run.port.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server with prepared answers, which remembers what it was asked. */
final class FakeCluster implements AutoCloseable {
  record Prepared(int status, String body) {}

  final List<String> asked = new CopyOnWriteArrayList<>();
  final Map<String, Prepared> answers = new ConcurrentHashMap<>();
  private final HttpServer server;

  FakeCluster() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext("/", this::answer);
    server.start();
  }

  void prepare(String request, int status, String body) {
    answers.put(request, new Prepared(status, body));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      asked.add(request);
      Prepared prepared =
          "Basic T1BFTlZJRFVBUFA6czNjcmV0".equals(authorization) // OPENVIDUAPP:s3cret
              ? answers.getOrDefault(request, new Prepared(403, ""))
              : new Prepared(401, "");
      byte[] body = prepared.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(prepared.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  Access access() {
    return new Access(URI.create("http://" + address()), "s3cret");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
