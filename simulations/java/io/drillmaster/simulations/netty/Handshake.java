package io.drillmaster.simulations.netty;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The opening handshake of RFC 6455, section 4, from the client's side. */
final class Handshake {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // section 1.3
  private static final int KEY_BYTES = 16; // section 4.1

  private Handshake() {}

  static String newKey() {
    byte[] nonce = new byte[KEY_BYTES];
    ThreadLocalRandom.current().nextBytes(nonce); // a nonce against caches, not a secret
    return Base64.getEncoder().encodeToString(nonce);
  }

  static FullHttpRequest request(Endpoint to, String key) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, to.target());
    request
        .headers()
        .set(HttpHeaderNames.HOST, to.authority())
        .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.SEC_WEBSOCKET_KEY, key)
        .set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13");
    return request;
  }

  static boolean accepts(HttpResponse response, String key) {
    return expected(key).equals(response.headers().get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT));
  }

  /** The accept value that answers this key. */
  static String expected(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-1", impossible);
    }
  }

  static @Nullable String server(HttpResponse response) {
    return response.headers().get(HttpHeaderNames.SERVER);
  }

  /** The Server header of a refusal, which tells a balancer's own 50x from a master's. */
  static String whoRefused(HttpResponse response) {
    String server = server(response);
    return server == null ? "" : "Server: " + server;
  }
}
