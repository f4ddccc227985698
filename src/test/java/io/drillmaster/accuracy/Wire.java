package io.drillmaster.accuracy;

import io.drillmaster.accuracy.PcapFile.Segment;
import io.drillmaster.openvidu.Observation.Purpose;
import io.drillmaster.openvidu.SignalPayload;
import io.drillmaster.time.ClockAnchor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a capture shows of what clients were sent, on the monotonic clock of the history: the ends
 * of their connections, notices of a crash, and their proofs coming back. What servers send is not
 * masked, so a frame can be read as it stands. Other runs on the same host are told apart by the
 * server's address and the session's name.
 */
final class Wire {

  private static final String NOTICE = "masterNodeCrashedNotification";
  private static final String DATA = "\"data\":\"";

  private final ClockAnchor anchor;
  private final Map<String, List<Long>> ends = new HashMap<>();
  private final Map<String, List<Long>> notices = new HashMap<>();
  private final Map<String, Long> proofs = new HashMap<>();

  /** A reading of captures whose stamps the anchor turns into the history's. */
  Wire(ClockAnchor anchor) {
    this.anchor = anchor;
  }

  /** Takes the next segment that a server sent to a client. */
  void accept(Segment segment) {
    long at = anchor.nanosAt(Instant.ofEpochSecond(0, segment.wallNanos()));
    if (segment.isFin() || segment.isRst()) {
      ends.computeIfAbsent(flow(segment.from(), segment.to()), key -> new ArrayList<>(1)).add(at);
    }
    if (segment.payload().contains(NOTICE)) {
      notices
          .computeIfAbsent(flow(segment.from(), segment.to()), key -> new ArrayList<>(1))
          .add(at);
    }
    proofs(segment.payload(), at);
  }

  private void proofs(String text, long at) {
    for (int from = text.indexOf(DATA); from >= 0; from = text.indexOf(DATA, from + 1)) {
      int begin = from + DATA.length();
      int end = text.indexOf('"', begin);
      int space = text.indexOf(' ', begin);
      if (end > 0 && space > 0 && space < end) {
        SignalPayload payload =
            SignalPayload.parse(text.substring(begin, end), text.substring(begin, space));
        if (payload != null && payload.purpose() == Purpose.PROOF) {
          proofs.putIfAbsent(key(payload.session(), payload.sender(), payload.seq()), at);
        }
      }
    }
  }

  private static String flow(String server, String client) {
    return server + " " + client;
  }

  private static String key(String session, String sender, long seq) {
    return session + " " + sender + " " + seq;
  }

  /** When the server's FIN or RST was on its way to a client, first after a moment; by ip:port. */
  OptionalLong end(String server, String client, long after) {
    return first(ends, flow(server, client), after);
  }

  /** When a notice of a crash was on its way to a client, first after a moment; by ip:port. */
  OptionalLong notice(String server, String client, long after) {
    return first(notices, flow(server, client), after);
  }

  private static OptionalLong first(Map<String, List<Long>> of, String flow, long after) {
    return of.getOrDefault(flow, List.of()).stream()
        .mapToLong(Long::longValue)
        .filter(at -> at >= after)
        .min();
  }

  /** When a proof of that session, sender and number was on its way back. */
  OptionalLong proof(String session, String sender, long seq) {
    Long at = proofs.get(key(session, sender, seq));
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }
}
