package io.drillmaster.probe;

import io.drillmaster.run.port.Access;
import io.drillmaster.time.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A look at a cluster before anything is started: does it answer, and take the secret? */
public final class AccessProbe {

  /** A healthy balancer answers within milliseconds; one with a dead target retries once. */
  private static final Duration BOUND = Duration.ofSeconds(5);

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private static final Pattern DISBELIEF = Pattern.compile("(?i)PKIX|certificate|subject altern");

  private AccessProbe() {}

  /** Why the cluster cannot be used through one of its balancers, with the cure; empty = it can. */
  public static Optional<String> refusal(Access access) {
    try (RestClient client = new RestClient(access, Ticker.system())) {
      for (URI front : access.fronts().urls()) {
        RestClient.Answer answer =
            client.attempt("GET", front.resolve("/openvidu/api/config"), null, BOUND).join();
        Optional<String> refusal = words(front, answer);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
      return Optional.empty();
    }
  }

  private static Optional<String> words(URI front, RestClient.Answer answer) {
    return switch (answer.status()) {
      case OK -> Optional.empty();
      case UNAUTHORIZED, FORBIDDEN ->
          Optional.of(
              "%s refuses the secret (status %d); give the one that it was started with"
                  .formatted(front, answer.status()));
      default ->
          Optional.of(
              "%s cannot be used: %s; %s".formatted(front, answer.detail(), cure(answer.detail())));
    };
  }

  /** What Java says of a certificate that it does not believe names one of these. */
  private static String cure(String detail) {
    return DISBELIEF.matcher(detail).find()
        ? "its certificate does not prove that it is this cluster: give its authority's as ca:, and"
            + " the name in it as url: (with connectTo: where that name leads elsewhere)"
        : "see that the cluster is up and reachable from here";
  }
}
