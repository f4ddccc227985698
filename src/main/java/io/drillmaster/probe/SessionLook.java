package io.drillmaster.probe;

import io.drillmaster.history.ProbeEvent;
import io.drillmaster.run.port.Access;
import io.drillmaster.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A look at the sessions of a cluster that others use, too. */
public final class SessionLook {

  private static final Duration BOUND = Duration.ofSeconds(5);

  private SessionLook() {}

  /**
   * Names of the sessions that no run of this program made, in order.
   *
   * @return empty = the cluster does not list its sessions
   */
  public static Optional<List<String>> ofOthers(Access access) {
    try (RestClient client = new RestClient(access, Ticker.system())) {
      RestClient.Answer answer =
          client
              .attempt("GET", access.baseUrl().resolve("/openvidu/api/sessions"), null, BOUND)
              .join();
      return answer.isOk()
          ? Optional.of(
              ProbeCodec.sessions(answer.body()).stream()
                  .map(ProbeEvent.SessionView::session)
                  .filter(session -> !session.startsWith(RestProber.PREFIX))
                  .sorted()
                  .toList())
          : Optional.empty();
    } catch (ProbeCodec.Malformed malformed) {
      return Optional.empty();
    }
  }
}
