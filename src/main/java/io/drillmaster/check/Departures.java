package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.history.Event;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.history.SignalEvent;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What others were told of a member's leaving, held against the member's own signs of life
 * (checks.md 3.4, T4 and T5): evicted by the window only after the window, and not served any more
 * on a socket that was attached before it was declared gone. Only received facts, so it stands
 * inside unfit intervals: the notice is stamped late and the request early.
 */
final class Departures {

  /** A takeover may race the notification (checks.md 3.4, T5). */
  private static final long GRACE = Stamps.SECOND;

  private final Progress progress;
  private final Suspects suspects;

  /** By connection, the first notice of each reason, in the order of arrival. */
  private final Map<Con, List<Departure>> notices = new HashMap<>();

  /** Connections that a webhook said left without a reason. */
  private final Set<Con> leftByWebhook = new HashSet<>();

  private final Set<Con> refuted = new HashSet<>();
  private int early;
  private long earliestGap = Long.MAX_VALUE;

  Departures(Progress progress, Suspects suspects) {
    this.progress = progress;
    this.suspects = suspects;
  }

  void accept(Event event, @Nullable Person person) {
    if (event instanceof SignalEvent.Received received) {
      if (person != null && received.purpose() == SignalEvent.Purpose.PROOF && !notices.isEmpty()) {
        proven(received, person);
      }
    } else if (event instanceof MemberEvent.Noticed noticed) {
      if (person != null) {
        noticed(noticed, person);
      }
    } else if (event instanceof SocketEvent.Closed closed) {
      if (person != null && !notices.isEmpty()) {
        pinged(closed, person.epoch);
      }
    } else if (event instanceof ProbeEvent.Webhook webhook) {
      webhook(webhook);
    }
  }

  private void noticed(MemberEvent.Noticed noticed, Person by) {
    boolean isDeparture =
        noticed.change() == MemberEvent.Change.LEFT
            || noticed.change() == MemberEvent.Change.EVICTED;
    Con con = isDeparture ? progress.cast.con(noticed.subject()) : null;
    Person subject = con == null ? null : con.person;
    String reason = noticed.reason() == null ? "" : noticed.reason();
    if (con == null
        || subject == null
        || subject == by
        || Departure.isMeant(reason)
        || happened(subject.leaveAt)) {
      return;
    }
    List<Departure> known = notices.computeIfAbsent(con, key -> new ArrayList<>(1));
    if (known.stream().noneMatch(each -> each.reason().equals(reason))) {
      known.add(new Departure(con, by, noticed.at(), reason, con.answeredInvokedAt));
    }
  }

  private void webhook(ProbeEvent.Webhook webhook) {
    Con con = progress.cast.con(webhook.con());
    if (con != null && webhook.event().equals("participantLeft") && webhook.reason() == null) {
      leftByWebhook.add(con);
    }
  }

  /** When others first heard that a connection left without the window; NEVER = nobody did. */
  long evictedAt(Con con) {
    for (Departure departure : departuresOf(con)) {
      if (!departure.isByWindow()) {
        return departure.at();
      }
    }
    return NEVER;
  }

  boolean webhookSaysLeft(Con con) {
    return leftByWebhook.contains(con);
  }

  /** T5: a served proof on a socket that was attached before the member was declared gone. */
  private void proven(SignalEvent.Received received, Person person) {
    Proofs.Pending proof = person.proven;
    if (proof == null || proof.seq() != received.seq()) {
      return;
    }
    Con con = proof.con();
    if (con == null) {
      return;
    }
    Epoch epoch = progress.cast.epoch(proof.epoch());
    for (Departure departure : departuresOf(con)) {
      refute(departure, epoch, proof.sentAt(), "served by a request begun at ");
    }
  }

  /** T5: pings count only against the window, for the evicted are answered for a while (D6). */
  private void pinged(SocketEvent.Closed closed, @Nullable Epoch epoch) {
    Con con = epoch == null || epoch.id != closed.epoch() ? null : epoch.con;
    if (con == null) {
      return;
    }
    for (Departure departure : departuresOf(con)) {
      if (departure.isByWindow()) {
        refute(departure, epoch, closed.lastPingAt(), "answered a ping sent at ");
      }
    }
  }

  private List<Departure> departuresOf(Con con) {
    return notices.getOrDefault(con, List.of());
  }

  private void refute(Departure departure, @Nullable Epoch epoch, long invokedAt, String how) {
    Con con = departure.con();
    Person subject = con.person;
    if (epoch == null
        || subject == null
        || epoch.con != con
        || epoch.attachedAt >= departure.at() - GRACE
        || invokedAt <= departure.at() + GRACE
        || !refuted.add(con)) {
      return;
    }
    suspects.add(
        new Suspect(
            zero ->
                "session %s: %s was told at %s that %s (%s) had left (%s), yet on the socket that it"
                        .formatted(
                            subject.room.session,
                            departure.by().name,
                            Words.at(departure.at(), zero),
                            subject.name,
                            con.id,
                            departure.reason().isEmpty() ? "no reason" : departure.reason())
                    + " was attached to since %s it was %s%s"
                        .formatted(
                            Words.at(epoch.attachedAt, zero), how, Words.at(invokedAt, zero)),
            subject.room.session,
            subject.name,
            List.of(departure.at(), invokedAt)));
  }

  /** T4, once all is known: a ping is known only when its socket has ended. */
  void finish() {
    notices
        .values()
        .forEach(
            known ->
                known.stream()
                    .filter(each -> each.isByWindow() && !refuted.contains(each.con()))
                    .forEach(this::judgeWindow));
  }

  private void judgeWindow(Departure departure) {
    long aliveAt = departure.answeredInvokedAt();
    long gap = departure.at() - aliveAt;
    if (!happened(aliveAt)) {
      return;
    }
    if (gap < progress.clocks.documentedWindow) {
      suspects.add(tooEarly(departure, aliveAt, gap));
    } else if (gap < progress.clocks.window) {
      early++;
      earliestGap = Math.min(earliestGap, gap);
    }
  }

  private Suspect tooEarly(Departure departure, long aliveAt, long gap) {
    Person subject = departure.con().person;
    String name = subject == null ? "a connection" : subject.name;
    String session = subject == null ? "" : subject.room.session;
    return new Suspect(
        zero ->
            "session %s: %s was told at %s that %s (%s) had left (networkDisconnect), only %s after"
                    .formatted(
                        session,
                        departure.by().name,
                        Words.at(departure.at(), zero),
                        name,
                        departure.con().id,
                        Words.length(gap))
                + " it sent a request, at %s, that was answered; it may take %s"
                    .formatted(
                        Words.at(aliveAt, zero), Words.length(progress.clocks.documentedWindow)),
        session,
        subject == null ? "" : subject.name,
        List.of(aliveAt, departure.at()));
  }

  List<String> findings() {
    return early == 0
        ? List.of()
        : List.of(
            "early: %d evicted by the window within %s, at the earliest %s after a sign of life"
                .formatted(early, Words.length(progress.clocks.window), Words.length(earliestGap)));
  }
}
