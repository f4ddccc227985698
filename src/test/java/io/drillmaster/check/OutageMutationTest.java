package io.drillmaster.check;

import static io.drillmaster.check.Planted.caught;

import io.drillmaster.history.Event;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link MutationTest}, for what an outage does to others and leaves behind. */
class OutageMutationTest {

  private static boolean isLeavingOf(Event event, String name) {
    return event instanceof SocketEvent.Closed closed
        && closed.willing()
        && closed.who().equals(name);
  }

  private static Event lostAt(double seconds, Event closed) {
    return Altered.with(
        closed,
        "at",
        Histories.nanos(seconds),
        "by",
        SocketEvent.By.NETWORK,
        "ending",
        SocketEvent.Ending.RST,
        "willing",
        false,
        "lastFrameAt",
        0L,
        "lastPingAt",
        0L,
        "lastPongAt",
        0L);
  }

  @Test
  @Tag(Checks.BLAST_RADIUS)
  void aBystanderThatLosesItsSocketIsCaught() {
    caught(
        Checks.BLAST_RADIUS,
        "lost its socket at +3.000 s, and depended on nothing",
        (event, valid) ->
            isLeavingOf(event, valid.bystander().name)
                ? List.of(lostAt(3, event))
                : List.of(event));
  }

  @Test
  @Tag(Checks.BLAST_RADIUS)
  void aLossThatNoFaultExplainsIsCaught() {
    caught(
        Checks.BLAST_RADIUS,
        "lost its socket at +22.000 s, and no fault explains it",
        (event, valid) ->
            isLeavingOf(event, valid.untouched().name)
                ? List.of(lostAt(22, event))
                : List.of(event));
  }

  @Test
  @Tag(Checks.BLAST_RADIUS)
  void aBystanderWhoseOwnSignalFailsIsCaught() {
    caught(
        Checks.BLAST_RADIUS,
        "had its own signal answered 503",
        (event, valid) ->
            event instanceof ProbeEvent.HealthRead
                    && event.at() < Histories.nanos(4)
                    && isDuring(event)
                ? List.of(
                    event,
                    new OperationEvent.Completed(
                        event.at() + 1_000_000,
                        90_000,
                        valid.bystander().name,
                        Kind.SIGNAL,
                        Outcome.INFO,
                        503,
                        null))
                : List.of(event));
  }

  private static boolean isDuring(Event event) {
    return event.at() > Histories.nanos(0);
  }

  @Test
  @Tag(Checks.SURVIVORS_SERVE)
  void aNewSessionThatIsNeverServedIsCaught() {
    caught(
        Checks.SURVIVORS_SERVE,
        "not granted by",
        (event, valid) -> List.of(isGrantedToNewcomer(event) ? refused(event, 503) : event));
  }

  private static boolean isGrantedToNewcomer(Event event) {
    return event instanceof OperationEvent.Completed completed
        && completed.who().equals("newcomer")
        && completed.code() == 200;
  }

  private static Event refused(Event completed, int code) {
    Outcome outcome = code < 500 ? Outcome.FAIL : Outcome.INFO;
    return Altered.with(completed, "outcome", outcome, "code", code);
  }

  /** It exists for who creates it, and every connection is refused, at first and much later. */
  @Test
  @Tag(Checks.SURVIVORS_SERVE)
  void aWedgedSessionIsCaught() {
    caught(
        Checks.SURVIVORS_SERVE,
        "session new is wedged",
        (event, valid) -> {
          if (!isGrantedToNewcomer(event)) {
            return List.of(event);
          }
          OperationEvent.Completed completed = (OperationEvent.Completed) event;
          if (completed.kind() == Kind.CREATE_SESSION) {
            return List.of(refused(event, 409));
          }
          long again = Histories.nanos(18);
          return List.of(
              refused(event, 503),
              new OperationEvent.Invoked(
                  again, 90_000, 0, 2, "newcomer", "new", 0, Kind.CREATE_CONNECTION),
              new OperationEvent.Completed(
                  again + 1, 90_000, "newcomer", Kind.CREATE_CONNECTION, Outcome.INFO, 503, null));
        });
  }

  /** No good read of health from the fault until the lists are read again. */
  @Test
  @Tag(Checks.SURVIVORS_SERVE)
  void aReadThatIsAnsweredLateIsCaught() {
    caught(
        Checks.SURVIVORS_SERVE,
        ", first tried at ",
        (event, valid) ->
            event instanceof ProbeEvent.HealthRead read
                    && read.node() == null
                    && isDuring(event)
                    && event.at() < Histories.nanos(20)
                ? List.of(Altered.with(read, "status", 504, "good", false))
                : List.of(event));
  }

  @Test
  @Tag(Checks.SURVIVORS_SERVE)
  void aSignalOfTheUntouchedThatWaitsForTheOutageIsCaught() {
    caught(
        Checks.SURVIVORS_SERVE,
        "though neither depended on",
        (event, valid) ->
            event instanceof SignalEvent.Received received
                    && received.purpose() == SignalEvent.Purpose.ROOM
                    && received.session().equals(valid.roomOf(valid.bystander()).session)
                    && isDuring(event)
                    && event.at() < Histories.nanos(6)
                ? List.of(Altered.with(received, "at", received.at() + 6_000_000_000L))
                : List.of(event));
  }

  @Test
  @Tag(Checks.CLEAN_END)
  void aSessionThatItsOwnerKeepsIsCaught() {
    caught(
        Checks.CLEAN_END,
        "m5 says it owns it",
        (event, valid) ->
            event instanceof NodeEvent.StoreRead store
                ? List.of(store, stillOwned(valid))
                : List.of(event));
  }

  private static NodeEvent.Owns stillOwned(ValidHistories valid) {
    long at = Histories.nanos(ValidHistories.LEAVE_AT + 40);
    return new NodeEvent.Owns(
        at,
        at,
        NodeEvent.Source.NODE_PROBE,
        "m5",
        List.of(valid.rooms.get(0).session),
        List.of(1_001L));
  }

  @Test
  @Tag(Checks.CLEAN_END)
  void aSessionThatTheListKeepsIsCaught() {
    caught(
        Checks.CLEAN_END,
        "the session list shows it",
        (event, valid) -> {
          long at = Histories.nanos(ValidHistories.LEAVE_AT + 40);
          return event instanceof NodeEvent.StoreRead
              ? List.of(
                  event,
                  new ProbeEvent.SessionsRead(
                      at,
                      at - 1,
                      "prober",
                      null,
                      null,
                      List.of(Histories.view(valid.rooms.get(0).session, 1_001, "media_1"))))
              : List.of(event);
        });
  }

  @Test
  @Tag(Checks.CLEAN_END)
  void aSessionLeftInTheStoreIsCaught() {
    caught(
        Checks.CLEAN_END,
        "the store kept of its keys ov:sess 1 that should be gone",
        (event, valid) ->
            event instanceof NodeEvent.StoreRead
                ? List.of(event, Altered.with(event, "families", keys("ov:sess", 1, 0)))
                : List.of(event));
  }

  private static List<NodeEvent.StoreKeys> keys(String family, long keys, long expiring) {
    return List.of(new NodeEvent.StoreKeys(family, keys, expiring, List.of(family + ":s1")));
  }

  @Test
  @Tag(Checks.CLEAN_END)
  void aLifeCounterForEverIsCaught() {
    caught(
        Checks.CLEAN_END,
        "ov:life 2 that never expire",
        (event, valid) ->
            event instanceof NodeEvent.StoreRead
                ? List.of(Altered.with(event, "families", keys("ov:life", 14, 12)))
                : List.of(event));
  }
}
