package io.drillmaster.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.history.Event;
import io.drillmaster.history.MediaEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.OperationKind;
import io.drillmaster.openvidu.Outcome;
import io.drillmaster.openvidu.SignalPayload;
import io.drillmaster.openvidu.SocketEnd;
import io.drillmaster.openvidu.SocketFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ChronicleTest {
  private static final Chronicle CHRONICLE = new Chronicle("s1-p1", "room");

  /** One of each kind, and the event it becomes; empty for conclusions. */
  private static Map<Observation, Optional<Event>> table() {
    Map<Observation, Optional<Event>> table = new LinkedHashMap<>();
    memberships(table);
    table.put(
        new Observation.Invoked(1, 7, 6, 2, 5, OperationKind.UPGRADE),
        Optional.of(
            new OperationEvent.Invoked(
                1, 7, 6, 2, "s1-p1", "room", 5, OperationEvent.Kind.UPGRADE)));
    table.put(
        new Observation.Completed(2, 7, OperationKind.UPGRADE, Outcome.INFO, 503, "Server: x"),
        Optional.of(
            new OperationEvent.Completed(
                2,
                7,
                "s1-p1",
                OperationEvent.Kind.UPGRADE,
                io.drillmaster.history.Outcome.INFO,
                503,
                "Server: x")));
    table.put(
        new Observation.Opened(
            3, 7, 5, new SocketFacts("127.0.0.1:40000", "127.0.0.1:4443", null), true),
        Optional.of(
            new SocketEvent.Opened(
                3, 7, "s1-p1", "room", 5, "127.0.0.1:40000", "127.0.0.1:4443", null, true)));
    table.put(
        new Observation.Closed(4, 5, Observation.By.NETWORK, SocketEnd.RST, false, 10, 11, 12, 13),
        Optional.of(
            new SocketEvent.Closed(
                4,
                "s1-p1",
                "room",
                5,
                SocketEvent.By.NETWORK,
                SocketEvent.Ending.RST,
                false,
                1006,
                "",
                10,
                11,
                12,
                13)));
    signals(table);
    table.put(new Observation.Back(8, Observation.Way.RESUMED, 4), Optional.empty());
    table.put(new Observation.Gone(9, "policy"), Optional.empty());
    table.put(new Observation.NoCredentials(9, "504"), Optional.empty());
    return table;
  }

  private static void signals(Map<Observation, Optional<Event>> table) {
    table.put(
        new Observation.Sent(5, 9, 5, "con_1", 3L, 21, Observation.Purpose.ROOM, 4),
        Optional.of(
            new SignalEvent.Sent(
                5, 9, "s1-p1", "room", 5, "con_1", 3L, 21, SignalEvent.Purpose.ROOM, 4)));
    table.put(
        new Observation.Received(
            6,
            5,
            "con_1",
            "con_2",
            new SignalPayload(
                "n", "room", "s1-p2", "con_2", null, 22, Observation.Purpose.PROOF, 4)),
        Optional.of(
            new SignalEvent.Received(
                6,
                "s1-p1",
                "room",
                5,
                "con_1",
                "con_2",
                "s1-p2",
                "room",
                "con_2",
                null,
                22,
                SignalEvent.Purpose.PROOF,
                4)));
    table.put(
        new Observation.Addresses(
            7, 5, "con_1", Observation.Where.CANDIDATE, "str_1", List.of("192.0.2.1")),
        Optional.of(
            new MediaEvent.Addresses(
                7,
                "s1-p1",
                "room",
                5,
                "con_1",
                MediaEvent.Where.CANDIDATE,
                "str_1",
                List.of("192.0.2.1"))));
  }

  private static void memberships(Map<Observation, Optional<Event>> table) {
    table.put(
        new Observation.Intends(1, false),
        Optional.of(new MemberEvent.Intends(1, "s1-p1", "room", MemberEvent.Intention.LEAVE)));
    table.put(
        new Observation.Joined(
            2, 8, 5, "con_1", "ab", 3L, List.of(new Observation.Peer("con_2", List.of("str_2")))),
        Optional.of(
            new MemberEvent.Joined(
                2,
                8,
                "s1-p1",
                "room",
                5,
                "con_1",
                "ab",
                3L,
                List.of(new MemberEvent.Peer("con_2", List.of("str_2"))))));
    table.put(
        new Observation.Reconnected(3, 8, 6, "con_1", "ab", null),
        Optional.of(new MemberEvent.Reconnected(3, 8, "s1-p1", "room", 6, "con_1", "ab", null)));
    table.put(
        new Observation.LifeTold(4, 8, "con_1", 4L),
        Optional.of(new MemberEvent.LifeTold(4, 8, "s1-p1", "room", "con_1", 4L)));
    table.put(
        new Observation.Told(
            5,
            6,
            "con_1",
            3L,
            Observation.Verdict.NODE_CRASHED,
            Observation.Via.SESSION_STATUS,
            ""),
        Optional.of(
            new MemberEvent.Told(
                5,
                "s1-p1",
                "room",
                6,
                "con_1",
                3L,
                MemberEvent.Verdict.NODE_CRASHED,
                MemberEvent.Via.SESSION_STATUS,
                "")));
    table.put(
        new Observation.Noticed(
            6, 6, "con_1", Observation.Change.LEFT, "con_2", null, "networkDisconnect"),
        Optional.of(
            new MemberEvent.Noticed(
                6,
                "s1-p1",
                "room",
                6,
                "con_1",
                MemberEvent.Change.LEFT,
                "con_2",
                null,
                "networkDisconnect")));
  }

  @Test
  void everyObservationBecomesItsEventOrNone() {
    table()
        .forEach(
            (observation, event) ->
                assertThat(CHRONICLE.event(observation)).as("%s", observation).isEqualTo(event));
  }

  @Test
  void theTableKnowsEveryKindOfObservation() {
    assertThat(table().keySet())
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(Observation.class.getPermittedSubclasses());
  }

  @Test
  void everyWordHasItsNamesake() {
    assertNamesakes(OperationKind.values(), Namesake::of);
    assertNamesakes(Outcome.values(), Namesake::of);
    assertNamesakes(Observation.By.values(), Namesake::of);
    assertNamesakes(SocketEnd.Ending.values(), Namesake::of);
    assertNamesakes(Observation.Verdict.values(), Namesake::of);
    assertNamesakes(Observation.Via.values(), Namesake::of);
    assertNamesakes(Observation.Change.values(), Namesake::of);
    assertNamesakes(Observation.Purpose.values(), Namesake::of);
    assertNamesakes(Observation.Where.values(), Namesake::of);
  }

  private static <W extends Enum<W>> void assertNamesakes(
      W[] words, Function<W, ? extends Enum<?>> namesake) {
    for (W word : words) {
      assertThat(namesake.apply(word).name()).isEqualTo(word.name());
    }
  }
}
