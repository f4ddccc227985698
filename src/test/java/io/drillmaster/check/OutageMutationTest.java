package io.drillmaster.check;

import static io.drillmaster.check.MutationTest.caught;

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

  private static OperationEvent.Completed refused(OperationEvent.Completed completed) {
    return new OperationEvent.Completed(
        completed.at(), completed.op(), completed.who(), completed.kind(), Outcome.INFO, 503, null);
  }
}
