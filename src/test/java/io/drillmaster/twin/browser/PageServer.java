package io.drillmaster.twin.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.drillmaster.twin.TwinNode;
import io.drillmaster.twin.TwinRole;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Serves the test's page and the SDK as npm brought it, on 127.0.0.1: a secure origin. */
public final class PageServer implements AutoCloseable {

  private static final List<String> OURS = List.of("/page.html", "/page.js", "/network.js");
  private static final String SDK = "openvidu-browser/static/js/openvidu-browser-2.32.2.min.js";

  private final HttpServer server;

  private PageServer(HttpServer server) {
    this.server = server;
  }

  /** Serves the SDK found in this folder of modules. */
  public static PageServer start(Path modules) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> serve(exchange, modules));
    server.start();
    return new PageServer(server);
  }

  private static void serve(HttpExchange exchange, Path modules) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = new byte[0];
    if (path.equals("/openvidu-browser.js")) {
      body = Files.readAllBytes(modules.resolve(SDK));
    } else if (OURS.contains(path)) {
      try (var in = PageServer.class.getResourceAsStream("/sdk" + path)) {
        body = in.readAllBytes();
      }
    }
    try (exchange) {
      String type = path.endsWith(".html") ? "text/html" : "text/javascript";
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(
          body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The page, told where the media nodes' advertised addresses really lead. */
  public URI page(List<TwinNode> nodes) {
    String route =
        nodes.stream()
            .filter(node -> node.role() == TwinRole.MEDIA_NODE)
            .map(node -> "[\"%s\",\"%s\"]".formatted(node.advertised(), host(node)))
            .collect(Collectors.joining(",", "[", "]"));
    String hash = URLEncoder.encode(route, StandardCharsets.UTF_8);
    return URI.create(
        "http://127.0.0.1:%d/page.html#%s".formatted(server.getAddress().getPort(), hash));
  }

  private static String host(TwinNode node) {
    String address = node.address(TwinNode.MEDIA).orElseThrow();
    return address.substring(0, address.lastIndexOf(':'));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
