package io.drillmaster.check;

import io.drillmaster.history.Event;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** As {@link MutationTest}, for members who lose their entry three times in a row. */
class FlapMutationTest {

  private static final String ROOM = "flap-3";
  private static final String FLAPPER = FlapHistory.name(ROOM, 0);
  private static final String CON = FlapHistory.con(ROOM, 0);

  private static void caught(String check, String words, Function<Event, List<Event>> change) {
    for (long seed = 0; seed < Planted.SEEDS; seed++) {
      Planted.in(seed, new FlapHistory(seed).histories, change).isCaught(check, words);
    }
  }

  private static boolean isProofOfFlapper(Event event, double from, double to) {
    return event instanceof SignalEvent.Received received
        && received.purpose() == SignalEvent.Purpose.PROOF
        && received.who().equals(FLAPPER)
        && event.at() > Histories.nanos(from)
        && event.at() < Histories.nanos(to);
  }

  /** Evicted 10 s after the first loss, though it was back in between. */
  @Test
  @Tag(Checks.TOLD_THE_TRUTH)
  void aWindowFromTheFirstLossIsCaught() {
    caught(
        Checks.TOLD_THE_TRUTH,
        "had left (networkDisconnect), only",
        event ->
            event instanceof SocketEvent.Closed closed
                    && closed.who().equals(FLAPPER)
                    && closed.at() < Histories.nanos(1)
                ? List.of(event, left(Histories.nanos(10.03)))
                : List.of(event));
  }

  private static MemberEvent.Noticed left(long at) {
    return new MemberEvent.Noticed(
        at,
        FlapHistory.name(ROOM, 1),
        ROOM,
        0,
        FlapHistory.con(ROOM, 1),
        MemberEvent.Change.LEFT,
        CON,
        null,
        "networkDisconnect");
  }

  @Test
  @Tag(Checks.EVERYONE_RECONNECTED)
  void whoIsNotServedAfterTheThirdLossIsCaught() {
    caught(
        Checks.EVERYONE_RECONNECTED,
        FLAPPER + " lost its socket at +14.",
        event -> isProofOfFlapper(event, 14, 60) ? List.of() : List.of(event));
  }

  @Test
  @Tag(Checks.OBJECTIVES)
  void anObjectiveOfAllIsMissedByOne() {
    caught(
        Checks.OBJECTIVES,
        "objective \"back >= 100 %\" does not hold",
        event -> isProofOfFlapper(event, 14, 60) ? List.of() : List.of(event));
  }

  /** The third return of everybody is proven only a dozen seconds after the loss. */
  @Test
  @Tag(Checks.OBJECTIVES)
  void aReturnThatIsProvenLateIsCaught() {
    caught(
        Checks.OBJECTIVES,
        "objective \"rto p95 <= 10s\" does not hold",
        event ->
            event instanceof SignalEvent.Received received
                    && received.purpose() == SignalEvent.Purpose.PROOF
                    && received.who().startsWith("flap-")
                    && received.who().endsWith("-a")
                    && event.at() > Histories.nanos(14)
                    && event.at() < Histories.nanos(26)
                ? List.of()
                : List.of(event));
  }

  /** The flapper stays listed by a name that nobody has. */
  @Test
  @Tag(Checks.MEMBERSHIP_AGREES)
  void aListThatTradesTheFlapperForAnotherIsCaught() {
    caught(
        Checks.MEMBERSHIP_AGREES,
        "does not show it active",
        event ->
            event instanceof ProbeEvent.SessionsRead read && event.at() > Histories.nanos(40)
                ? List.of(
                    Altered.with(
                        read,
                        "sessions",
                        read.sessions().stream().map(FlapMutationTest::renamed).toList()))
                : List.of(event));
  }

  private static ProbeEvent.SessionView renamed(ProbeEvent.SessionView view) {
    return new ProbeEvent.SessionView(
        view.session(),
        view.createdAt(),
        view.mediaNode(),
        view.connections().stream()
            .map(
                each ->
                    new ProbeEvent.ConnectionView(
                        each.con().equals(CON) ? "con-nobody" : each.con(),
                        each.active(),
                        each.publishers()))
            .toList());
  }
}
