package io.drillmaster.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.Event;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.OperationKind;
import io.drillmaster.openvidu.SignalPayload;
import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChronicleTest {
  private static final Chronicle CHRONICLE = new Chronicle("canary-1-a", "drill-r1-canary-1");
  private static final SignalPayload PAYLOAD =
      new SignalPayload(
          "nonce",
          "drill-r1-canary-1",
          "canary-1-b",
          "con_b",
          7L,
          3,
          Observation.Purpose.PROOF,
          90);

  private static final List<Observation> ONE_OF_EACH =
      List.of(
          new Observation.Intends(1, true),
          new Observation.Invoked(1, 2, 0, 1, 0, OperationKind.UPGRADE),
          new Observation.Completed(
              1, 2, OperationKind.UPGRADE, io.drillmaster.openvidu.Outcome.INFO, 502, "bad"),
          new Observation.Opened(1, 2, 3, new SocketFacts("a:1", "b:2", null), false),
          new Observation.Closed(
              1, 3, Observation.By.PEER, SocketEnd.frame(1000, "bye"), false, 4, 5, 6, 0),
          new Observation.Joined(
              1, 2, 3, "con_a", "rpc", 7L, List.of(new Observation.Peer("con_b", List.of("s")))),
          new Observation.Reconnected(1, 2, 3, "con_a", "rpc", null),
          new Observation.LifeTold(1, 2, "con_a", null),
          new Observation.Told(
              1,
              3,
              "con_a",
              7L,
              Observation.Verdict.NODE_CRASHED,
              Observation.Via.CRASH_NOTIFICATION,
              ""),
          new Observation.Noticed(
              1, 3, "con_a", Observation.Change.LEFT, "con_b", null, "disconnect"),
          new Observation.Sent(1, 2, 3, "con_a", 7L, 3, Observation.Purpose.ROOM, 90),
          new Observation.Received(1, 3, "con_a", "con_b", PAYLOAD),
          new Observation.Addresses(
              1, 3, "con_a", Observation.Where.CANDIDATE, "s", List.of("192.0.2.1")),
          new Observation.Back(1, Observation.Way.JOINED, 0),
          new Observation.Gone(1, "policy"),
          new Observation.NoCredentials(1, "late"));

  @Test
  void knowsEveryKindOfObservation() {
    assertThat(ONE_OF_EACH.stream().map(Object::getClass))
        .containsExactlyInAnyOrder(
            Arrays.stream(Observation.class.getPermittedSubclasses()).toArray(Class<?>[]::new));
    assertThat(ONE_OF_EACH.stream().map(CHRONICLE::event).flatMap(Optional::stream))
        .hasSize(ONE_OF_EACH.size() - 3)
        .allMatch(event -> event.at() == 1);
  }

  @Test
  void addsWhoAndWhichSession() {
    assertThat(CHRONICLE.event(ONE_OF_EACH.get(4)))
        .contains(
            new SocketEvent.Closed(
                1,
                "canary-1-a",
                "drill-r1-canary-1",
                3,
                SocketEvent.By.PEER,
                SocketEvent.Ending.FRAME,
                false,
                1000,
                "bye",
                4,
                5,
                6,
                0));
    assertThat(CHRONICLE.event(ONE_OF_EACH.get(11)))
        .contains(
            new SignalEvent.Received(
                1,
                "canary-1-a",
                "drill-r1-canary-1",
                3,
                "con_a",
                "con_b",
                "canary-1-b",
                "drill-r1-canary-1",
                "con_b",
                7L,
                3,
                SignalEvent.Purpose.PROOF,
                90));
  }

  @Test
  void hasTheSameWordsOnBothSides() {
    assertSameWords(OperationEvent.Kind.class, OperationKind.class);
    assertSameWords(io.drillmaster.history.Outcome.class, io.drillmaster.openvidu.Outcome.class);
    assertSameWords(SocketEvent.By.class, Observation.By.class);
    assertSameWords(SocketEvent.Ending.class, SocketEnd.Ending.class);
    assertSameWords(MemberEvent.Verdict.class, Observation.Verdict.class);
    assertSameWords(MemberEvent.Via.class, Observation.Via.class);
    assertSameWords(MemberEvent.Change.class, Observation.Change.class);
    assertSameWords(SignalEvent.Purpose.class, Observation.Purpose.class);
    assertSameWords(io.drillmaster.history.MediaEvent.Where.class, Observation.Where.class);
  }

  private static void assertSameWords(
      Class<? extends Enum<?>> event, Class<? extends Enum<?>> observation) {
    assertThat(names(event)).as("%s", event).containsAll(names(observation));
  }

  private static List<String> names(Class<? extends Enum<?>> type) {
    return Stream.of(type.getEnumConstants()).map(Enum::name).toList();
  }

  @Test
  void leavesOutWhatOnlyChartsWantToKnow() {
    Optional<Event> none = CHRONICLE.event(new Observation.Back(1, Observation.Way.RESUMED, 0));
    assertThat(none).isEmpty();
  }
}
