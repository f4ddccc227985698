package io.drillmaster.check;

import io.drillmaster.history.Event;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.SignalEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One violation planted per clause of checks.md 3, each caught by the check it is meant for. */
class ClauseMutationTest {

  private static void caught(String check, String words, Function<Event, List<Event>> mutator) {
    Planted.caught(check, words, (event, valid) -> mutator.apply(event));
  }

  private static boolean late(Event event, double seconds) {
    return event.at() > Histories.nanos(seconds);
  }

  private static boolean isLeaving(Event event, String con) {
    return event instanceof MemberEvent.Noticed noticed
        && noticed.subject().equals(con)
        && (noticed.change() == MemberEvent.Change.LEFT
            || noticed.change() == MemberEvent.Change.EVICTED);
  }

  private static MemberEvent.Noticed left(long at, String by, String con, String reason) {
    return new MemberEvent.Noticed(
        at, by, Incidents.CASCADE, 0, "", MemberEvent.Change.LEFT, con, null, reason);
  }

  @Test
  @Tag(Checks.TOLD_THE_TRUTH)
  void aWindowThatIsTooShort() {
    String con = Incidents.con(Incidents.CASCADE, 0);
    caught(
        Checks.TOLD_THE_TRUTH,
        "had left (networkDisconnect), only",
        event ->
            isLeaving(event, con)
                ? List.of(
                    left(event.at(), ((MemberEvent.Noticed) event).who(), con, "networkDisconnect"))
                : List.of(event));
  }

  @Test
  @Tag(Checks.MEMBERSHIP_AGREES)
  void aLeaveThatOneMemberHearsOnlyAsAnEviction() {
    String con = Incidents.con(Incidents.CASCADE, 0);
    String mate = Incidents.name(Incidents.CASCADE, 2);
    caught(
        Checks.MEMBERSHIP_AGREES,
        "was never told that it left",
        event ->
            isLeaving(event, con)
                    && ((MemberEvent.Noticed) event).who().equals(mate)
                    && ((MemberEvent.Noticed) event).change() == MemberEvent.Change.LEFT
                ? List.of()
                : List.of(event));
  }

  @Test
  @Tag(Checks.TOLD_THE_TRUTH)
  void aMemberDeclaredGoneThatIsServed() {
    caught(
        Checks.TOLD_THE_TRUTH,
        "had left (no reason), yet",
        event ->
            event instanceof ProbeEvent.HealthRead && event.at() == Histories.nanos(30)
                ? List.of(
                    event,
                    left(
                        event.at(),
                        Incidents.name(Incidents.CASCADE, 3),
                        Incidents.con(Incidents.CASCADE, 2),
                        ""))
                : List.of(event));
  }

  @Test
  @Tag(Checks.TOLD_THE_TRUTH)
  void aHollowResumeOfWhichNobodyWasTold() {
    String con = Incidents.con(Incidents.CASCADE, 0);
    caught(
        Checks.TOLD_THE_TRUTH,
        "hollow, closed by the server, and nobody was told",
        event -> isLeaving(event, con) ? List.of() : List.of(event));
  }

  @Test
  @Tag(Checks.TOLD_THE_TRUTH)
  void aCrashNoticeToThoseWhoHaveRebuilt() {
    String who = Incidents.name(Incidents.FENCED, 0);
    caught(
        Checks.TOLD_THE_TRUTH,
        "after the last fault on any master that could own it",
        event -> {
          if (event instanceof ProbeEvent.HealthRead && event.at() == Histories.nanos(29)) {
            return List.of(event, crash(event.at(), who, "life2-a", 2L));
          }
          boolean isService =
              (event instanceof SignalEvent signal && signal.session().equals(Incidents.FENCED))
                  || (event instanceof MemberEvent.Joined joined
                      && joined.session().equals(Incidents.FENCED));
          return isService && late(event, 28) ? List.of() : List.of(event);
        });
  }

  private static MemberEvent.Told crash(long at, String who, String con, long life) {
    return new MemberEvent.Told(
        at,
        who,
        Incidents.FENCED,
        0,
        con,
        life,
        MemberEvent.Verdict.NODE_CRASHED,
        MemberEvent.Via.CRASH_NOTIFICATION,
        "");
  }

  @Test
  @Tag(Checks.ONE_LIFE)
  void aRoomThatIsSplitAtTheNextJoin() {
    caught(
        Checks.ONE_LIFE,
        "joined at",
        event ->
            event instanceof MemberEvent.Joined joined
                    && joined.who().equals("joiner-" + Incidents.RELAPSE)
                ? List.of(
                    new MemberEvent.Joined(
                        joined.at(),
                        joined.op(),
                        joined.who(),
                        joined.session(),
                        joined.epoch(),
                        joined.con(),
                        joined.rpc(),
                        joined.life(),
                        joined.peers().subList(0, 2)))
                : List.of(event));
  }

  @Test
  @Tag(Checks.ONE_LIFE)
  void anOldLifeThatServesItsStoicCanary() {
    caught(
        Checks.ONE_LIFE,
        "stoic-2 was still served on life 1",
        event ->
            event instanceof SignalEvent.Sent sent && sent.who().equals("stoic-2") && late(event, 6)
                ? List.of(event, back(sent))
                : List.of(event));
  }

  private static SignalEvent.Received back(SignalEvent.Sent sent) {
    return new SignalEvent.Received(
        sent.at() + 2_000_000,
        sent.who(),
        sent.session(),
        sent.epoch(),
        sent.con(),
        sent.con(),
        sent.who(),
        sent.session(),
        sent.con(),
        sent.life(),
        sent.seq(),
        SignalEvent.Purpose.PROOF,
        sent.at());
  }

  @Test
  @Tag(Checks.EVERYONE_RECONNECTED)
  void aRelapseThatIsNotOvercome() {
    String who = Incidents.name(Incidents.RELAPSE, 0);
    caught(
        Checks.EVERYONE_RECONNECTED,
        "flapping: not served by",
        event ->
            event instanceof SignalEvent.Received received
                    && received.who().equals(who)
                    && late(event, 1.9)
                ? List.of()
                : List.of(event));
  }

  @Test
  @Tag(Checks.SIGNALS_DELIVERED)
  void aSignalWithoutAnswerThatReachesHalfTheRoom() {
    caught(
        Checks.SIGNALS_DELIVERED,
        "was received by another at",
        event -> {
          if (event instanceof OperationEvent.Completed completed
              && completed.kind() == OperationEvent.Kind.SIGNAL) {
            return List.of(with(completed, Outcome.INFO));
          }
          boolean isDeaf =
              event instanceof SignalEvent.Received received
                  && received.purpose() == SignalEvent.Purpose.ROOM
                  && received.who().endsWith("p1")
                  && received.sender().endsWith("p2");
          return isDeaf && late(event, 20) ? List.of() : List.of(event);
        });
  }

  @Test
  @Tag(Checks.SIGNALS_DELIVERED)
  void aRefusedSignalThatArrives() {
    caught(
        Checks.SIGNALS_DELIVERED,
        "was refused at",
        event ->
            event instanceof OperationEvent.Completed completed
                    && completed.kind() == OperationEvent.Kind.SIGNAL
                    && late(event, 25)
                ? List.of(with(completed, Outcome.FAIL))
                : List.of(event));
  }

  private static OperationEvent.Completed with(
      OperationEvent.Completed completed, Outcome outcome) {
    return new OperationEvent.Completed(
        completed.at(), completed.op(), completed.who(), completed.kind(), outcome, 0, null);
  }

  @Test
  @Tag(Checks.MEMBERSHIP_AGREES)
  void anEvictedMemberThatStaysListed() {
    caught(
        Checks.MEMBERSHIP_AGREES,
        "the session list still shows it active",
        event ->
            event instanceof ProbeEvent.SessionsRead read && late(event, 40)
                ? List.of(with(read, view -> listing(view, Incidents.con(Incidents.CASCADE, 0))))
                : List.of(event));
  }

  private static ProbeEvent.SessionView listing(ProbeEvent.SessionView view, String con) {
    if (!view.session().equals(Incidents.CASCADE)) {
      return view;
    }
    List<ProbeEvent.ConnectionView> connections = new ArrayList<>(view.connections());
    connections.add(new ProbeEvent.ConnectionView(con, true, 0));
    return new ProbeEvent.SessionView(
        view.session(), view.createdAt(), view.mediaNode(), connections);
  }

  private static ProbeEvent.SessionsRead with(
      ProbeEvent.SessionsRead read,
      Function<ProbeEvent.SessionView, ProbeEvent.SessionView> change) {
    return new ProbeEvent.SessionsRead(
        read.at(),
        read.invokedAt(),
        read.reader(),
        read.node(),
        read.instance(),
        read.sessions().stream().map(change).toList());
  }

  @Test
  @Tag(Checks.MEMBERSHIP_AGREES)
  void aMemberThatIsNotToldOfAJoin() {
    caught(
        Checks.MEMBERSHIP_AGREES,
        "does not know of",
        event ->
            event instanceof MemberEvent.Noticed noticed
                    && noticed.subject().equals("new-a")
                    && noticed.change() == MemberEvent.Change.JOINED
                ? List.of()
                : List.of(event));
  }

  @Test
  @Tag(Checks.MEMBERSHIP_AGREES)
  void aCreationThatChangesWhileNothingHappens() {
    caught(
        Checks.MEMBERSHIP_AGREES,
        "and one read while nothing changed showed 77",
        event ->
            event instanceof ProbeEvent.SessionsRead read && event.at() == Histories.nanos(43)
                ? List.of(with(read, ClauseMutationTest::recreated))
                : List.of(event));
  }

  private static ProbeEvent.SessionView recreated(ProbeEvent.SessionView view) {
    return view.session().equals(Incidents.RELAPSE)
        ? new ProbeEvent.SessionView(view.session(), 99, view.mediaNode(), view.connections())
        : view;
  }
}
