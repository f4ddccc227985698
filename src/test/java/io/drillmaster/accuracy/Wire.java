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
 * masked, so a frame can be read as it stands.
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
      ends.computeIfAbsent(segment.to(), key -> new ArrayList<>(1)).add(at);
    }
    if (segment.payload().contains(NOTICE)) {
      notices.computeIfAbsent(segment.to(), key -> new ArrayList<>(1)).add(at);
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
          proofs.putIfAbsent(key(payload.sender(), payload.seq()), at);
        }
      }
    }
  }

  private static String key(String sender, long seq) {
    return sender + " " + seq;
  }

  /** When the server's FIN or RST was on its way to a client's ip:port, first after a moment. */
  OptionalLong end(String client, long after) {
    return first(ends, client, after);
  }

  /** When a notice of a crash was on its way to a client's ip:port, first after a moment. */
  OptionalLong notice(String client, long after) {
    return first(notices, client, after);
  }

  private static OptionalLong first(Map<String, List<Long>> of, String client, long after) {
    return of.getOrDefault(client, List.of()).stream()
        .mapToLong(Long::longValue)
        .filter(at -> at >= after)
        .min();
  }

  /** When a proof of that sender and number was on its way back. */
  OptionalLong proof(String sender, long seq) {
    Long at = proofs.get(key(sender, seq));
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }
}
