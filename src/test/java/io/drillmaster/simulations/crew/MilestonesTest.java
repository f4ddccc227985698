package io.drillmaster.simulations.crew;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.Observation.By;
import io.drillmaster.openvidu.Observation.Purpose;
import io.drillmaster.openvidu.Observation.Verdict;
import io.drillmaster.openvidu.Observation.Via;
import io.drillmaster.openvidu.Observation.Way;
import io.drillmaster.openvidu.OperationKind;
import io.drillmaster.openvidu.Outcome;
import io.drillmaster.openvidu.SignalPayload;
import io.drillmaster.openvidu.SocketEnd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MilestonesTest {
  private final List<String> drawn = new ArrayList<>();
  private final Chart chart =
      new Chart() {
        @Override
        public void ok(String event, long from, long to) {
          drawn.add("OK " + event + " " + from + ".." + to);
        }

        @Override
        public void ko(String event, long from, long to, String why) {
          drawn.add("KO " + event + " " + from + ".." + to + " " + why);
        }
      };
  private final Milestones milestones = new Milestones(chart, "s1-p1", true);

  private void joined() {
    milestones.note(new Observation.Intends(10, true));
    milestones.note(new Observation.Back(30, Way.JOINED, 10));
  }

  private static Observation.Closed cut(long at) {
    return new Observation.Closed(at, 1, By.NETWORK, SocketEnd.FIN, false, 0, 0, 0, 0);
  }

  private static Observation.Received heard(long at, String sender, Purpose purpose) {
    return new Observation.Received(
        at, 1, "con_1", "con_1", new SignalPayload("n", "s", sender, "con_1", 1L, 5, purpose, 40));
  }

  @Test
  void aJoinCountsFromTheIntention() {
    joined();

    assertThat(drawn).containsExactly("OK join 10..30");
  }

  @Test
  void anOutageIsDrawnByItsWayBackAndAsLost() {
    joined();
    milestones.note(cut(50));
    milestones.note(new Observation.Back(70, Way.RESUMED, 50));
    milestones.note(new Observation.Back(90, Way.REJOINED, 80));
    milestones.note(new Observation.Back(99, Way.REBUILT, 95));

    assertThat(drawn)
        .containsExactly(
            "OK join 10..30",
            "OK resume 50..70",
            "OK lost 50..70",
            "OK rejoin 80..90",
            "OK lost 80..90",
            "OK rebuild 95..99",
            "OK lost 95..99");
  }

  @Test
  void whoIsNotBackAtItsEndStaysLostFromTheFirstLoss() {
    joined();
    milestones.note(cut(50));
    milestones.note(
        new Observation.Told(60, 1, "con_1", 1L, Verdict.NODE_CRASHED, Via.CRASH_NOTIFICATION, ""));
    milestones.end(99, "left before it was back");
    milestones.end(100, "again");

    assertThat(drawn).containsExactly("OK join 10..30", "KO lost 50..99 left before it was back");
  }

  @Test
  void whoNeverGotInFailedToJoin() {
    milestones.note(new Observation.Intends(10, true));
    milestones.note(new Observation.Gone(40, "NETWORK_DISCONNECT"));

    assertThat(drawn).containsExactly("KO join 10..40 NETWORK_DISCONNECT");
  }

  @Test
  void leavingInGoodOrderDrawsNothing() {
    joined();
    milestones.note(new Observation.Intends(80, false));
    milestones.note(new Observation.Closed(82, 1, By.SELF, SocketEnd.FIN, true, 0, 0, 0, 0));
    milestones.end(82, "left before it was back");

    assertThat(drawn).containsExactly("OK join 10..30");
  }

  @Test
  void aSignalIsDrawnFromItsIntendedTimeToItsOwnReceipt() {
    milestones.note(heard(45, "s1-p1", Purpose.ROOM));
    milestones.note(heard(46, "s1-p2", Purpose.ROOM));
    milestones.note(heard(47, "s1-p1", Purpose.PROOF));

    assertThat(drawn).containsExactly("OK signal 40..45");
  }

  @Test
  void aSignalWithoutAnAckFailed() {
    milestones.note(new Observation.Sent(42, 7, 1, "con_1", 1L, 5, Purpose.ROOM, 40));
    milestones.note(
        new Observation.Completed(60, 7, OperationKind.SIGNAL, Outcome.INFO, 0, "socket lost"));
    milestones.note(new Observation.Completed(61, 8, OperationKind.SIGNAL, Outcome.INFO, 0, null));

    assertThat(drawn).containsExactly("KO signal 40..60 socket lost");
  }

  @Test
  void signalsOfWhoIsOutsideTheSampleAreNotDrawn() {
    Milestones silent = new Milestones(chart, "s1-p1", false);
    silent.note(heard(45, "s1-p1", Purpose.ROOM));

    assertThat(drawn).isEmpty();
  }
}
