package io.drillmaster.check;

import static io.drillmaster.check.Planted.caught;

import io.drillmaster.history.Event;
import io.drillmaster.history.SignalEvent;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link MutationTest}, for room signals: lost, twice, out of order, and from somebody else. */
class SignalMutationTest {

  private static final long AFTER_THE_NEXT_ONES = 25_000_000_000L;

  /** A receipt of a room signal between two times. */
  private static boolean isReceipt(Event event, double from, double to) {
    return event instanceof SignalEvent.Received received
        && received.purpose() == SignalEvent.Purpose.ROOM
        && event.at() > Histories.nanos(from)
        && event.at() < Histories.nanos(to);
  }

  @Test
  @Tag(Checks.SIGNALS_DELIVERED)
  void aSignalDeliveredTwiceIsCaught() {
    caught(
        Checks.SIGNALS_DELIVERED,
        " a second time",
        (event, valid) ->
            isReceipt(event, 25, 40)
                ? List.of(event, Altered.with(event, "at", event.at() + 1_000_000))
                : List.of(event));
  }

  @Test
  @Tag(Checks.SIGNALS_DELIVERED)
  void aSignalThatOvertakesAnotherIsCaught() {
    caught(
        Checks.SIGNALS_DELIVERED,
        " after signal ",
        (event, valid) ->
            isReceipt(event, 20, 24)
                ? List.of(Altered.with(event, "at", event.at() + AFTER_THE_NEXT_ONES))
                : List.of(event));
  }

  @Test
  @Tag(Checks.SIGNALS_DELIVERED)
  void aDeafPairIsCaught() {
    caught(
        Checks.SIGNALS_DELIVERED,
        "never reached",
        (event, valid) ->
            isReceipt(event, 20, ValidHistories.LEAVE_AT)
                    && event instanceof SignalEvent.Received received
                    && received.who().endsWith("p1")
                    && received.sender().endsWith("p2")
                ? List.of()
                : List.of(event));
  }

  @Test
  @Tag(Checks.SIGNALS_DELIVERED)
  void aSignalUnderAnotherNameIsCaught() {
    caught(
        Checks.SIGNALS_DELIVERED,
        "that claims to be from somebody-else",
        (event, valid) ->
            isReceipt(event, 25, 40)
                ? List.of(Altered.with(event, "from", "somebody-else"))
                : List.of(event));
  }

  @Test
  @Tag(Checks.SIGNALS_DELIVERED)
  void aSignalFromAnotherSessionIsCaught() {
    caught(
        Checks.SIGNALS_DELIVERED,
        "of session elsewhere",
        (event, valid) ->
            isReceipt(event, 25, 40)
                ? List.of(Altered.with(event, "senderSession", "elsewhere"))
                : List.of(event));
  }

  @Test
  @Tag(Checks.SIGNALS_DELIVERED)
  void aSignalFromAnotherLifeIsCaught() {
    caught(
        Checks.SIGNALS_DELIVERED,
        "of life 9",
        (event, valid) ->
            isReceipt(event, 25, 40) ? List.of(Altered.with(event, "life", 9L)) : List.of(event));
  }
}
