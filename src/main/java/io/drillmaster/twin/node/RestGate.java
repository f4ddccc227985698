package io.drillmaster.twin.node;

import io.drillmaster.twin.role.RestRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Who may pass to the REST interface, and the headers and answers that do not depend on the
 * cluster's state, as captured (openvidu-protocol.md 2.1, 2.2). Without I/O.
 */
final class RestGate {

  /** What is to be done with a request. */
  sealed interface Decision {
    /** The role answers it. */
    record Pass(RestRequest call) implements Decision {}

    /** This is the answer. */
    record Refuse(int status, Map<String, String> headers, String body) implements Decision {
      public Refuse {
        headers = Map.copyOf(headers);
      }
    }
  }

  /** The parts of a request that matter here. */
  record Asked(
      String method,
      String path,
      String query,
      String authorization,
      String cookie,
      String contentType,
      String body) {}

  /** The name of the session cookie. */
  static final String COOKIE = "OVJSESSIONID";

  private static final String API = "/openvidu/api/";

  private static final Map<String, String> COMMON =
      Map.of(
          "Cache-Control", "no-cache, no-store, max-age=0, must-revalidate",
          "Pragma", "no-cache",
          "Expires", "0",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "X-XSS-Protection", "0",
          "Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");

  private final String expected;
  private final String publicUrl;
  private final Supplier<String> cookies;

  /**
   * A gate.
   *
   * @param secret the password of OPENVIDUAPP
   * @param publicUrl answered without credentials
   * @param cookies makes values for the session cookie: 32 hexadecimal digits
   */
  RestGate(String secret, String publicUrl, Supplier<String> cookies) {
    this.expected = basic(secret);
    this.publicUrl = publicUrl;
    this.cookies = cookies;
  }

  /** The value of the Authorization header for a secret. */
  static String basic(String secret) {
    byte[] credentials = ("OPENVIDUAPP:" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(credentials);
  }

  /** The headers of every answer. */
  static Map<String, String> commonHeaders() {
    return COMMON;
  }

  /** The common headers and those of a JSON body, if there is one. */
  static Map<String, String> headersFor(String body) {
    return body.isEmpty() ? COMMON : with("Content-Type", "application/json");
  }

  /** Decides. */
  Decision decide(Asked asked) {
    if (asked.method().equals("OPTIONS")) {
      return new Decision.Refuse(200, preflight(), "");
    }
    if (asked.path().equals(API + "config/openvidu-publicurl")) {
      return new Decision.Refuse(200, with("Content-Type", "text/plain;charset=UTF-8"), publicUrl);
    }
    if (!asked.authorization().equals(expected)) {
      return new Decision.Refuse(401, challenge(asked.cookie()), "");
    }
    if (asked.path().startsWith(API)) {
      return new Decision.Pass(
          new RestRequest(
              asked.method(), asked.path(), asked.query(), asked.contentType(), asked.body()));
    }
    if (asked.path().equals("/openvidu/cdr")) {
      return new Decision.Refuse(200, headersFor("[]"), "[]");
    }
    return new Decision.Refuse(403, COMMON, "");
  }

  /** A new session cookie, unless the client sent one. */
  Map<String, String> cookieFor(String cookie) {
    return cookie.contains(COOKIE + "=")
        ? Map.of()
        : Map.of("Set-Cookie", COOKIE + "=" + cookies.get() + "; Path=/; HttpOnly");
  }

  private Map<String, String> challenge(String cookie) {
    Map<String, String> headers = with("WWW-Authenticate", "Basic realm=\"Realm\"");
    headers.putAll(cookieFor(cookie));
    return headers;
  }

  private static Map<String, String> preflight() {
    Map<String, String> headers = with("Access-Control-Allow-Origin", "*");
    headers.put("Access-Control-Allow-Methods", "GET,POST,PUT,PATCH,DELETE");
    headers.put("Access-Control-Allow-Headers", "authorization, content-type");
    return headers;
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> headers = new LinkedHashMap<>(COMMON);
    headers.put(name, value);
    return headers;
  }
}
