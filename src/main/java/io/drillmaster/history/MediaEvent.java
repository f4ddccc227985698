package io.drillmaster.history;

import java.util.List;

/** Media addresses were seen in signalling. */
public sealed interface MediaEvent extends Event {

  /** Where they stood. */
  enum Where {
    /** In an SDP answer of the server. */
    ANSWER,
    /** In an SDP offer of the server. */
    OFFER,
    /** In a trickled candidate. */
    CANDIDATE
  }

  /**
   * Addresses of host and server-reflexive candidates or of the connection line, without ports,
   * 0.0.0.0 left out.
   *
   * @param con own connection
   * @param stream the stream they belong to
   */
  record Addresses(
      long at,
      String who,
      String session,
      long epoch,
      String con,
      Where where,
      String stream,
      List<String> addresses)
      implements MediaEvent {
    public Addresses {
      addresses = List.copyOf(addresses);
    }
  }
}
