package io.drillmaster.openvidu;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP attempt the application back end wants made.
 *
 * @param op its operation; the answer names it
 * @param method {@code POST} or {@code DELETE}
 * @param path below the base URL, e.g. {@code /openvidu/api/sessions}
 * @param body JSON; null = none
 * @param timeout after which the host gives the attempt up
 */
public record RestRequest(
    long op, String method, String path, @Nullable String body, Duration timeout) {

  /** The {@code Authorization} header of every request, sent without waiting for a challenge. */
  public static String authorization(String secret) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString(("OPENVIDUAPP:" + secret).getBytes(StandardCharsets.UTF_8));
  }
}
