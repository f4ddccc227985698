package io.drillmaster.check;

import static io.drillmaster.check.MutationTest.caught;

import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.SocketEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As {@link MutationTest}, for the checks of what an outage does to others and leaves behind. */
class OutageMutationTest {

  @Test
  void aBystanderThatLosesItsSocketIsCaught() {
    caught(
        Checks.BLAST_RADIUS,
        (event, valid) ->
            event instanceof SocketEvent.Closed closed
                    && closed.willing()
                    && closed.who().equals(valid.bystander().name)
                ? List.of(lostAt(3, closed))
                : List.of(event));
  }

  private static SocketEvent.Closed lostAt(double seconds, SocketEvent.Closed closed) {
    return new SocketEvent.Closed(
        Histories.nanos(seconds),
        closed.who(),
        closed.session(),
        closed.epoch(),
        SocketEvent.By.NETWORK,
        SocketEvent.Ending.RST,
        false,
        1006,
        "",
        0,
        0,
        0,
        0);
  }

  @Test
  void aNewSessionThatIsNeverServedIsCaught() {
    caught(
        Checks.SURVIVORS_SERVE,
        (event, valid) ->
            event instanceof OperationEvent.Completed completed
                    && completed.who().equals("newcomer")
                    && completed.code() == 200
                ? List.of(refused(completed))
                : List.of(event));
  }

  @Test
  void aBalancerThatGoesOnSendingToTheDeadIsCaught() {
    caught(
        Checks.CAPACITY_RESTORED,
        (event, valid) ->
            event instanceof NodeEvent.Unreached vain
                ? List.of(vain, later(vain))
                : List.of(event));
  }

  private static NodeEvent.Unreached later(NodeEvent.Unreached vain) {
    return new NodeEvent.Unreached(
        Histories.nanos(20),
        Histories.nanos(19.9),
        vain.source(),
        vain.balancer(),
        vain.local(),
        vain.node(),
        vain.incarnation(),
        vain.status());
  }

  @Test
  void aReplacementThatNobodySeesServingIsCaught() {
    caught(
        Checks.CAPACITY_RESTORED,
        (event, valid) ->
            event instanceof NodeEvent.Rotation turned && turned.node().equals("m4")
                ? List.of()
                : List.of(event));
  }

  @Test
  void aBalancerWithAFavouriteIsCaught() {
    caught(
        Checks.BALANCED,
        (event, valid) ->
            event instanceof NodeEvent.EntryOf entry
                    && entry.at() > Histories.nanos(8)
                    && !entry.node().equals("m4")
                ? List.of(new NodeEvent.EntryOf(entry.at(), entry.source(), entry.local(), "m4"))
                : List.of(event));
  }

  @Test
  void aSessionThatOutlivesItsMembersIsCaught() {
    caught(
        Checks.CLEAN_END,
        (event, valid) ->
            event instanceof NodeEvent.StoreRead store
                ? List.of(store, leftIn(store), stillOwned(valid))
                : List.of(event));
  }

  private static NodeEvent.StoreRead leftIn(NodeEvent.StoreRead store) {
    return new NodeEvent.StoreRead(
        store.at(), List.of(new NodeEvent.StoreKeys("ov:sess", 1, 0, List.of("ov:sess:s1"))));
  }

  private static NodeEvent.Owns stillOwned(ValidHistories valid) {
    long at = Histories.nanos(ValidHistories.LEAVE_AT + 40);
    return new NodeEvent.Owns(
        at,
        at,
        NodeEvent.Source.NODE_PROBE,
        "m4",
        List.of(valid.rooms.get(0).session),
        List.of(1_001L));
  }

  private static OperationEvent.Completed refused(OperationEvent.Completed completed) {
    return new OperationEvent.Completed(
        completed.at(), completed.op(), completed.who(), completed.kind(), Outcome.INFO, 503, null);
  }
}
