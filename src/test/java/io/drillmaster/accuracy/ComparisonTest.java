package io.drillmaster.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.accuracy.Comparison.Sample;
import io.drillmaster.accuracy.Comparison.What;
import io.drillmaster.accuracy.PcapFile.Segment;
import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import io.drillmaster.time.ClockAnchor;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A history of microseconds beside a capture whose wall clock began at 1,000 s. */
class ComparisonTest {

  private static final ClockAnchor ANCHOR = new ClockAnchor(0, Instant.ofEpochSecond(1_000));
  private static final String CLIENT = "127.0.0.1:50000";
  private static final String AGAIN = "127.0.0.1:50001";

  private final Wire wire = new Wire(ANCHOR);
  private final Comparison comparison = new Comparison(wire);

  private static final String BALANCER = "127.7.0.1:4443";

  private void captured(long micros, String to, boolean isFin, String text) {
    captured(micros, BALANCER, to, isFin, text);
  }

  private void captured(long micros, String from, String to, boolean isFin, String text) {
    wire.accept(new Segment(1_000_000_000_000L + micros * 1_000, from, to, isFin, false, text));
  }

  private void recorded(Event event) {
    comparison.accept(new Recorded("worker-1", 0, event));
  }

  private static SocketEvent.Opened opened(long micros, long epoch, String local) {
    return new SocketEvent.Opened(
        micros * 1_000, 1, "p1", "room", epoch, local, BALANCER, null, false);
  }

  private static SocketEvent.Closed cut(long micros, long epoch) {
    return new SocketEvent.Closed(
        micros * 1_000,
        "p1",
        "room",
        epoch,
        SocketEvent.By.NETWORK,
        SocketEvent.Ending.FIN,
        false,
        1006,
        "",
        0,
        0,
        0,
        0);
  }

  private static SignalEvent.Received proof(long micros, long seq) {
    return new SignalEvent.Received(
        micros * 1_000,
        "p1",
        "room",
        2,
        "con_1",
        "con_1",
        "p1",
        "room",
        "con_1",
        7L,
        seq,
        SignalEvent.Purpose.PROOF,
        0);
  }

  private static String frame(long seq) {
    return "\u0081~\u0001{\"method\":\"sendMessage\",\"params\":{\"data\":\"nonce room p1 con_1 7 "
        + seq
        + " P 12\",\"type\":\"signal:drill\"}}";
  }

  private void struck() {
    comparison.accept(
        new Recorded(
            "harness",
            0,
            new FaultEvent.Injecting(
                0, "crash-1", FaultKind.CRASH, Role.MASTER, List.of("m1"), List.of("m1#1"))));
  }

  @Test
  void theEndOfASocketIsComparedWithTheFirstFinOfItsPort() {
    captured(5, CLIENT, true, "");
    captured(100, CLIENT, true, "");
    captured(130, CLIENT, true, "");

    recorded(opened(10, 1, CLIENT));
    recorded(cut(140, 1));

    assertThat(comparison.samples()).containsExactly(new Sample(What.CUT, "p1", 140_000, 100_000));
  }

  @Test
  void theClosingProofIsTheFirstOneAfterTheOutageBegan() {
    captured(50, CLIENT, false, frame(1));
    captured(100, CLIENT, true, "");
    captured(300, AGAIN, false, frame(2) + frame(3));
    recorded(opened(10, 1, CLIENT));
    recorded(proof(51, 1));
    struck();
    recorded(cut(140, 1));
    recorded(opened(200, 2, AGAIN));

    recorded(proof(302, 2));
    recorded(proof(303, 3));

    assertThat(comparison.samples())
        .containsExactly(
            new Sample(What.CUT, "p1", 140_000, 100_000),
            new Sample(What.SERVED, "p1", 302_000, 300_000),
            new Sample(What.PROOF, "p1", 302_000, 300_000),
            new Sample(What.PROOF, "p1", 303_000, 300_000));
    assertThat(comparison.edgesP99Millis()).isEqualTo(0.04);
  }

  @Test
  void aCrashNoticeIsComparedOnItsOwnSocket() {
    captured(100, CLIENT, false, "{\"method\":\"masterNodeCrashedNotification\",\"params\":{}}");
    recorded(opened(10, 1, CLIENT));

    recorded(
        new MemberEvent.Told(
            103_000,
            "p1",
            "room",
            1,
            "con_1",
            7L,
            MemberEvent.Verdict.NODE_CRASHED,
            MemberEvent.Via.CRASH_NOTIFICATION,
            ""));

    assertThat(comparison.samples()).containsExactly(new Sample(What.TOLD, "p1", 103_000, 100_000));
  }

  @Test
  void anotherRunOnTheSameHostIsNotTakenForThisOne() {
    captured(90, "127.8.0.1:4443", CLIENT, true, "");
    captured(100, CLIENT, true, "");
    captured(110, "127.8.0.1:4443", AGAIN, false, frame(2).replace("nonce room", "other hall"));
    captured(300, AGAIN, false, frame(2));
    recorded(opened(10, 1, CLIENT));
    recorded(cut(140, 1));

    recorded(proof(302, 2));

    assertThat(comparison.samples())
        .containsExactly(
            new Sample(What.CUT, "p1", 140_000, 100_000),
            new Sample(What.SERVED, "p1", 302_000, 300_000));
  }

  @Test
  void whatTheCaptureLacksIsCountedAndNotGuessed() {
    recorded(opened(10, 1, CLIENT));
    recorded(cut(140, 1));

    assertThat(comparison.samples()).isEmpty();
    assertThat(comparison.missing(What.CUT)).isEqualTo(1);
    assertThat(comparison.lines().get(0)).contains("1 not in the capture");
  }
}
