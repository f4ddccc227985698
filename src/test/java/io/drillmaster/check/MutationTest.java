package io.drillmaster.check;

import static io.drillmaster.check.Planted.caught;
import static io.drillmaster.check.Planted.leftUnknown;

import io.drillmaster.history.Event;
import io.drillmaster.history.MediaEvent;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tester tested: one violation planted in valid histories, caught by the check it is for. */
class MutationTest {

  private static boolean late(Event event, double seconds) {
    return event.at() > Histories.nanos(seconds);
  }

  @Test
  @Tag(Checks.PINNED_MEDIA_NODE)
  void aSubscriptionFromAnotherMediaNodeIsCaught() {
    caught(
        Checks.PINNED_MEDIA_NODE,
        "was told",
        (event, valid) -> {
          GeneratedMember member = valid.untouched();
          if (event instanceof MediaEvent.Addresses seen && seen.who().equals(member.name)) {
            int other = 3 - valid.roomOf(member).mediaNode;
            return List.of(
                event,
                new MediaEvent.Addresses(
                    Histories.nanos(30),
                    seen.who(),
                    seen.session(),
                    seen.epoch(),
                    seen.con(),
                    MediaEvent.Where.OFFER,
                    "str",
                    List.of("192.0.2." + other)));
          }
          return List.of(event);
        });
  }

  @Test
  @Tag(Checks.ONE_LIFE)
  void aMemberServedByAnOldLifeIsCaught() {
    caught(
        Checks.ONE_LIFE,
        "on life 7 at",
        (event, valid) -> {
          GeneratedMember member = valid.untouched();
          String peer =
              valid.roomOf(member).members.stream()
                  .filter(each -> each != member)
                  .findFirst()
                  .orElseThrow()
                  .name;
          if (event instanceof ProbeEvent.HealthRead && event.at() == Histories.nanos(30)) {
            return List.of(
                event,
                new OperationEvent.Invoked(
                    Histories.nanos(30),
                    90_000,
                    0,
                    1,
                    peer,
                    valid.roomOf(member).session,
                    0,
                    OperationEvent.Kind.JOIN),
                new MemberEvent.Joined(
                    Histories.nanos(30.1),
                    90_000,
                    peer,
                    valid.roomOf(member).session,
                    0,
                    "c-split",
                    "rpc",
                    7L,
                    List.of()));
          }
          return List.of(event);
        });
  }

  @Test
  @Tag(Checks.EVERYONE_RECONNECTED)
  void somebodyWhoNeverComesBackIsCaught() {
    caught(
        Checks.EVERYONE_RECONNECTED,
        "not served by",
        (event, valid) -> {
          String name = valid.recovered().name;
          boolean proof =
              event instanceof SignalEvent.Received received
                  && received.who().equals(name)
                  && received.purpose() == SignalEvent.Purpose.PROOF
                  && late(event, 0);
          return proof ? List.of() : List.of(event);
        });
  }

  @Test
  @Tag(Checks.TOLD_THE_TRUTH)
  void aCrashNoticeAboutALifeThatGoesOnIsCaught() {
    caught(
        Checks.TOLD_THE_TRUTH,
        "was told nodeCrashed about",
        (event, valid) -> {
          GeneratedMember member = valid.untouched();
          if (event instanceof ProbeEvent.HealthRead && event.at() == Histories.nanos(25)) {
            return List.of(
                event,
                new MemberEvent.Told(
                    event.at(),
                    member.name,
                    valid.roomOf(member).session,
                    0,
                    member.con,
                    1L,
                    MemberEvent.Verdict.NODE_CRASHED,
                    MemberEvent.Via.CRASH_NOTIFICATION,
                    ""));
          }
          return List.of(event);
        });
  }

  @Test
  @Tag(Checks.TOLD_THE_TRUTH)
  void aDisconnectNoticeAboutACrashedLifeIsCaught() {
    caught(
        Checks.TOLD_THE_TRUTH,
        "was told networkDisconnect about",
        (event, valid) ->
            event instanceof MemberEvent.Told told
                    && told.verdict() == MemberEvent.Verdict.NODE_CRASHED
                ? List.of(Altered.with(told, "verdict", MemberEvent.Verdict.NETWORK_DISCONNECT))
                : List.of(event));
  }

  @Test
  @Tag(Checks.MEMBERSHIP_AGREES)
  void aMemberForgottenByTheSessionListIsCaught() {
    caught(
        Checks.MEMBERSHIP_AGREES,
        "does not show it active",
        (event, valid) -> {
          String con = valid.untouched().con;
          if (event instanceof ProbeEvent.SessionsRead read && late(event, 40)) {
            return List.of(
                Altered.with(
                    read,
                    "sessions",
                    read.sessions().stream().map(view -> without(view, con)).toList()));
          }
          return List.of(event);
        });
  }

  private static ProbeEvent.SessionView without(ProbeEvent.SessionView view, String con) {
    return new ProbeEvent.SessionView(
        view.session(),
        view.createdAt(),
        view.mediaNode(),
        view.connections().stream().filter(each -> !each.con().equals(con)).toList());
  }

  @Test
  @Tag(Checks.OBJECTIVES)
  void aLossThatNoFaultExplainsIsCaught() {
    caught(
        Checks.OBJECTIVES,
        "unexplained losses = 0",
        (event, valid) -> {
          GeneratedMember member = valid.untouched();
          SocketEvent.@Nullable Closed closed = willingClose(event, member.name);
          if (closed != null) {
            return List.of(
                new SocketEvent.Closed(
                    Histories.nanos(30),
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
                    0));
          }
          return List.of(event);
        });
  }

  private static SocketEvent.@Nullable Closed willingClose(Event event, String name) {
    return event instanceof SocketEvent.Closed closed
            && closed.who().equals(name)
            && closed.willing()
        ? closed
        : null;
  }

  @Test
  @Tag(Checks.PINNED_MEDIA_NODE)
  void aSessionListThatNamesAnotherMediaNodeIsCaught() {
    caught(
        Checks.PINNED_MEDIA_NODE,
        "prober read k",
        (event, valid) -> {
          GeneratedRoom room = valid.roomOf(valid.untouched());
          if (event instanceof ProbeEvent.SessionsRead read && late(event, 40)) {
            return List.of(
                withSession(read, room.session, view -> movedTo(view, room.mediaNode(true))));
          }
          return List.of(event);
        });
  }

  private static ProbeEvent.SessionView movedTo(ProbeEvent.SessionView view, int mediaNode) {
    return new ProbeEvent.SessionView(
        view.session(), view.createdAt(), "media_" + mediaNode, view.connections());
  }

  /** The list with one of its sessions changed. */
  private static Event withSession(
      ProbeEvent.SessionsRead read, String session, UnaryOperator<ProbeEvent.SessionView> change) {
    return Altered.with(
        read,
        "sessions",
        read.sessions().stream()
            .map(view -> view.session().equals(session) ? change.apply(view) : view)
            .toList());
  }

  @Test
  @Tag(Checks.PINNED_MEDIA_NODE)
  void twoAddressesThatNobodyKnowsLeaveItUnknown() {
    leftUnknown(
        Checks.PINNED_MEDIA_NODE,
        "told addresses that have nothing in common",
        (event, valid) -> {
          boolean isStrange =
              event instanceof MediaEvent.Addresses seen
                  && seen.addresses().contains(ValidHistories.STRANGE);
          return isStrange
              ? List.of(event, Altered.with(event, "addresses", List.of("203.0.113.9")))
              : List.of(event);
        });
  }

  @Test
  @Tag(Checks.ONE_LIFE)
  void aCreationThatComesBackIsCaught() {
    caught(
        Checks.ONE_LIFE,
        "again at",
        (event, valid) -> {
          GeneratedRoom room = valid.roomOf(valid.untouched());
          return event instanceof ProbeEvent.SessionsRead read && at(event, 41)
              ? List.of(
                  withSession(
                      read,
                      room.session,
                      view ->
                          new ProbeEvent.SessionView(
                              view.session(), 99, view.mediaNode(), List.of())))
              : List.of(event);
        });
  }

  @Test
  @Tag(Checks.ONE_LIFE)
  void aConnectionOfTwoMembersIsCaught() {
    caught(
        Checks.ONE_LIFE,
        "joined twice: by ",
        (event, valid) -> {
          GeneratedRoom room = valid.roomOf(valid.untouched());
          return event instanceof MemberEvent.Joined joined
                  && joined.who().equals("joiner-" + room.session)
              ? List.of(Altered.with(joined, "con", room.members.get(0).con))
              : List.of(event);
        });
  }

  @Test
  @Tag(Checks.EVERYONE_RECONNECTED)
  void serviceThatEndsBehindALiveSocketIsCaught() {
    caught(
        Checks.EVERYONE_RECONNECTED,
        "got no proof back",
        (event, valid) ->
            event instanceof SignalEvent.Received received
                    && received.who().equals(valid.untouched().name)
                    && received.purpose() == SignalEvent.Purpose.PROOF
                    && late(event, 8)
                ? List.of()
                : List.of(event));
  }

  @Test
  @Tag(Checks.TOLD_THE_TRUTH)
  void aDisconnectNoticeAboutALifeThatAWebhookCallsCrashedIsCaught() {
    caught(
        Checks.TOLD_THE_TRUTH,
        "a webhook listed it as crashed at",
        (event, valid) -> {
          if (event instanceof ProbeEvent.Webhook) {
            return List.of(Altered.with(event, "sessions", List.of(Incidents.CASCADE)));
          }
          return List.of(event);
        });
  }

  @Test
  @Tag(Checks.MEMBERSHIP_AGREES)
  void aStreamForgottenByTheSessionListIsCaught() {
    caught(
        Checks.MEMBERSHIP_AGREES,
        "does not show the stream it publishes",
        (event, valid) ->
            event instanceof ProbeEvent.SessionsRead read && late(event, 40)
                ? List.of(
                    withSession(
                        read,
                        valid.roomOf(valid.untouched()).session,
                        MutationTest::withoutStreams))
                : List.of(event));
  }

  private static ProbeEvent.SessionView withoutStreams(ProbeEvent.SessionView view) {
    return new ProbeEvent.SessionView(
        view.session(),
        view.createdAt(),
        view.mediaNode(),
        view.connections().stream()
            .map(each -> new ProbeEvent.ConnectionView(each.con(), each.active(), 0))
            .toList());
  }

  @Test
  @Tag(Checks.MEMBERSHIP_AGREES)
  void aStreamThatOneMemberIsNotToldOfIsCaught() {
    caught(
        Checks.MEMBERSHIP_AGREES,
        "does not know of the stream of",
        (event, valid) ->
            event instanceof MemberEvent.Noticed noticed
                    && noticed.change() == MemberEvent.Change.PUBLISHED
                    && noticed.who().equals(valid.bystander().name)
                ? List.of()
                : List.of(event));
  }

  private static boolean at(Event event, double seconds) {
    return event.at() == Histories.nanos(seconds);
  }
}
