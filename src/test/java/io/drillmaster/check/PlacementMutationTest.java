package io.drillmaster.check;

import static io.drillmaster.check.Planted.caught;

import io.drillmaster.history.Event;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link MutationTest}, for where new sockets and sessions go, and what replaces the dead. */
class PlacementMutationTest {

  private static boolean late(Event event, double seconds) {
    return event.at() > Histories.nanos(seconds);
  }

  @Test
  @Tag(Checks.CAPACITY_RESTORED)
  void aBalancerThatGoesOnSendingToTheDeadIsCaught() {
    caught(
        Checks.CAPACITY_RESTORED,
        "attempts told were sent to m",
        (event, valid) ->
            event instanceof NodeEvent.Unreached vain
                ? List.of(
                    vain,
                    Altered.with(
                        vain, "at", Histories.nanos(45), "passedAt", Histories.nanos(44.9)))
                : List.of(event));
  }

  @Test
  @Tag(Checks.CAPACITY_RESTORED)
  void aReplacementThatNobodySeesServingIsCaught() {
    caught(
        Checks.CAPACITY_RESTORED,
        "m5 was seen, but does not serve",
        (event, valid) ->
            event instanceof NodeEvent.Rotation turned && turned.node().equals("m5")
                ? List.of()
                : List.of(event));
  }

  @Test
  @Tag(Checks.CAPACITY_RESTORED)
  void aPlaceThatStaysEmptyIsCaught() {
    caught(
        Checks.CAPACITY_RESTORED,
        "no new node was seen",
        (event, valid) ->
            event instanceof NodeEvent.Seen seen && seen.node().equals("m5")
                ? List.of()
                : List.of(event));
  }

  @Test
  @Tag(Checks.CAPACITY_RESTORED)
  void aReplacementThatGetsNoSocketIsCaught() {
    caught(
        Checks.CAPACITY_RESTORED,
        "m5 has been in rotation since",
        (event, valid) ->
            event instanceof NodeEvent.EntryOf entry && entry.node().equals("m5")
                ? List.of(Altered.with(entry, "node", "m4"))
                : List.of(event));
  }

  @Test
  @Tag(Checks.CAPACITY_RESTORED)
  void aClusterThatNeverCallsItselfWholeAgainIsCaught() {
    caught(
        Checks.CAPACITY_RESTORED,
        "the cluster's health was good at most",
        (event, valid) ->
            event instanceof ProbeEvent.HealthRead read && read.node() == null && late(event, 20)
                ? List.of(Altered.with(read, "good", false, "detail", "DOWN"))
                : List.of(event));
  }

  @Test
  @Tag(Checks.BALANCED)
  void aBalancerWithAFavouriteIsCaught() {
    caught(
        Checks.BALANCED,
        "sockets placed",
        (event, valid) ->
            event instanceof NodeEvent.EntryOf entry && late(event, 8) && !late(event, 20)
                ? List.of(Altered.with(entry, "node", "m4"))
                : List.of(event));
  }

  @Test
  @Tag(Checks.BALANCED)
  void aBalancerThatSparesOneIsCaught() {
    caught(
        Checks.BALANCED,
        "m5 got ",
        (event, valid) -> {
          String other = valid.survivors().get(0);
          return event instanceof NodeEvent.EntryOf entry && entry.node().equals("m5")
              ? List.of(Altered.with(entry, "node", other))
              : List.of(event);
        });
  }
}
