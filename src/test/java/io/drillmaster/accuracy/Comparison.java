package io.drillmaster.accuracy;

import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import io.drillmaster.stats.Quantiles;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The stamps of a history's load beside those of a capture of the same run. */
final class Comparison {

  /** What both have seen. */
  enum What {
    /** An outage began: the connection ended without a close frame. */
    CUT("outage begins: FIN or RST"),
    /** An outage began: the entry said that the owner crashed. */
    TOLD("outage begins: crash notice"),
    /** An outage ended: the closing proof came back. */
    SERVED("outage ends: closing proof"),
    /** Any proof that came back after the first fault. */
    PROOF("every proof after the fault");

    private final String words;

    What(String words) {
      this.words = words;
    }
  }

  /** One thing that both have seen, in monotonic nanoseconds. */
  record Sample(What what, String who, long recordedAt, long capturedAt) {

    /** How much later it was recorded than captured. */
    long errorNanos() {
      return recordedAt - capturedAt;
    }
  }

  private record Open(String remote, String local, long at) {}

  private final Wire wire;
  private final Map<Long, Open> sockets = new HashMap<>();
  private final Set<String> out = new HashSet<>();
  private final List<Sample> samples = new ArrayList<>();
  private final Map<What, Integer> missing = new EnumMap<>(What.class);
  private boolean hasStruck;

  Comparison(Wire wire) {
    this.wire = wire;
  }

  /** Takes the next event; those of load processes count. */
  void accept(Recorded recorded) {
    Event event = recorded.event();
    if (event instanceof FaultEvent.Injecting) {
      hasStruck = true;
    } else if (recorded.writer().startsWith("worker")) {
      if (event instanceof SocketEvent.Opened opened) {
        sockets.put(opened.epoch(), new Open(opened.remote(), opened.local(), opened.at()));
      } else if (event instanceof SocketEvent.Closed closed) {
        closed(closed);
      } else if (event instanceof MemberEvent.Told told) {
        told(told);
      } else if (event instanceof SignalEvent.Received received) {
        received(received);
      }
    }
  }

  private void closed(SocketEvent.Closed closed) {
    Open socket = sockets.remove(closed.epoch());
    if (socket != null && closed.by() == SocketEvent.By.NETWORK && !closed.willing()) {
      out.add(closed.who());
      sample(
          What.CUT,
          closed.who(),
          closed.at(),
          wire.end(socket.remote(), socket.local(), socket.at()));
    }
  }

  private void told(MemberEvent.Told told) {
    out.add(told.who());
    Open socket = sockets.get(told.epoch());
    if (socket != null && told.via() == MemberEvent.Via.CRASH_NOTIFICATION) {
      sample(
          What.TOLD,
          told.who(),
          told.at(),
          wire.notice(socket.remote(), socket.local(), socket.at()));
    }
  }

  private void received(SignalEvent.Received received) {
    if (received.purpose() != SignalEvent.Purpose.PROOF
        || !received.sender().equals(received.who())) {
      return;
    }
    OptionalLong captured = wire.proof(received.senderSession(), received.who(), received.seq());
    if (out.remove(received.who())) {
      sample(What.SERVED, received.who(), received.at(), captured);
    }
    if (hasStruck) {
      sample(What.PROOF, received.who(), received.at(), captured);
    }
  }

  private void sample(What what, String who, long recordedAt, OptionalLong captured) {
    if (captured.isPresent()) {
      samples.add(new Sample(what, who, recordedAt, captured.getAsLong()));
    } else {
      missing.merge(what, 1, Integer::sum);
    }
  }

  /** Everything that both have seen. */
  List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** How many of a kind the history has and the capture has not. */
  int missing(What what) {
    return missing.getOrDefault(what, 0);
  }

  /** The distribution of the error of these kinds together, in milliseconds; empty = no sample. */
  static String line(String name, List<Sample> of, int missing) {
    double[] errors = of.stream().mapToDouble(each -> Math.abs(each.errorNanos()) / 1e6).toArray();
    if (errors.length == 0) {
      return String.format(Locale.ROOT, "%-28s none; %d not in the capture", name, missing);
    }
    double early = of.stream().mapToDouble(each -> each.errorNanos() / 1e6).min().orElse(0);
    return String.format(
        Locale.ROOT,
        "%-28s %,7d; error p50 %.3f ms, p99 %.3f ms, max %.3f ms; earliest %+.3f ms; %d not in the"
            + " capture",
        name,
        errors.length,
        quantile(errors, 0.5),
        quantile(errors, 0.99),
        quantile(errors, 1),
        early,
        missing);
  }

  /** One line for each kind. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (What what : What.values()) {
      lines.add(line(what.words, of(what), missing(what)));
    }
    return lines;
  }

  private List<Sample> of(What what) {
    return samples.stream().filter(each -> each.what() == what).toList();
  }

  /** Whether at least one outage was seen to begin and one to end. */
  boolean hasStartsAndEnds() {
    return !of(What.SERVED).isEmpty() && of(What.CUT).size() + of(What.TOLD).size() > 0;
  }

  /** The 99th percentile of the error of outage starts and ends, in milliseconds; 0 without any. */
  double edgesP99Millis() {
    double[] errors =
        samples.stream()
            .filter(each -> each.what() != What.PROOF)
            .mapToDouble(each -> Math.abs(each.errorNanos()) / 1e6)
            .toArray();
    return quantile(errors, 0.99);
  }

  private static double quantile(double[] errors, double share) {
    return Quantiles.of(errors, share).orElse(0);
  }
}
