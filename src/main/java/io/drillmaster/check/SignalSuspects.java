package io.drillmaster.check;

import io.drillmaster.history.Outcome;
import io.drillmaster.history.SignalEvent;
import java.util.List;

/** The counterexamples of SignalsDelivered in words. */
final class SignalSuspects {

  private SignalSuspects() {}

  /** An obliged member never received it. */
  static Suspect lost(RoomSignal signal, Attachment member, long dueAt) {
    Person receiver = member.person;
    String known =
        signal.outcome == Outcome.OK ? "was acknowledged at " : "was received by another at ";
    return new Suspect(
        zero ->
            "session %s: signal %d of %s, sent at %s, %s%s but never reached %s, which was"
                    .formatted(
                        signal.sender.room.session,
                        signal.seq,
                        signal.sender.name,
                        Words.at(signal.sentAt, zero),
                        known,
                        Words.at(dueAt, zero),
                        receiver.name)
                + " attached since "
                + Words.at(member.since, zero)
                + " and was served on the same socket later",
        signal.sender.room.session,
        receiver.name,
        List.of(signal.sentAt, dueAt));
  }

  /** A receipt that should not have been, or not then. */
  static Suspect misplaced(SignalEvent.Received receipt, Person person, String how) {
    return new Suspect(
        zero ->
            "session %s: %s received signal %d of %s at %s%s"
                .formatted(
                    receipt.session(),
                    person.name,
                    receipt.seq(),
                    receipt.sender(),
                    Words.at(receipt.at(), zero),
                    how),
        receipt.session(),
        person.name,
        List.of(receipt.at()));
  }

  /** It certainly had no effect, and yet it had. */
  static Suspect refusedYetReceived(RoomSignal signal, long at) {
    return new Suspect(
        zero ->
            "session %s: signal %d of %s was refused at %s, yet a member received it at %s"
                .formatted(
                    signal.sender.room.session,
                    signal.seq,
                    signal.sender.name,
                    Words.at(signal.answeredAt, zero),
                    Words.at(at, zero)),
        signal.sender.room.session,
        signal.sender.name,
        List.of(signal.answeredAt, at));
  }
}
