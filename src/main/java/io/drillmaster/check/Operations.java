package io.drillmaster.check;

import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operations under way, other than signals and proofs: what is pending in a room, what an
 * outage goes through, and which answers prove service.
 */
final class Operations {

  private record Pending(long invokedAt, Kind kind, @Nullable Room room, @Nullable Con con) {}

  private final Progress progress;
  private final Map<Long, Pending> pending = new HashMap<>();

  Operations(Progress progress) {
    this.progress = progress;
  }

  /** Returns the participant it is about; null = none of ours. */
  @Nullable Person accept(OperationEvent event) {
    if (event instanceof OperationEvent.Invoked invoked) {
      if (invoked.kind() == Kind.SIGNAL || invoked.kind() == Kind.PROOF) {
        return null;
      }
      Person person = progress.cast.person(invoked.who());
      begun(invoked, person);
      return person;
    }
    OperationEvent.Completed completed = (OperationEvent.Completed) event;
    if (completed.kind() == Kind.SIGNAL || completed.kind() == Kind.PROOF) {
      return null;
    }
    Person person = progress.cast.person(completed.who());
    ended(completed, person);
    return person;
  }

  private void begun(OperationEvent.Invoked invoked, @Nullable Person person) {
    Room room = progress.cast.room(invoked.session());
    boolean changes = room != null && changesMembership(invoked.kind());
    if (room != null && changes) {
      room.pendingOperations++;
      room.changed(invoked.at(), progress.clocks.settleAfterCut);
    }
    Con con = person == null ? null : person.con;
    pending.put(
        invoked.op(), new Pending(invoked.at(), invoked.kind(), changes ? room : null, con));
    if (person != null) {
      begun(invoked, person, person.outage);
    }
  }

  private static boolean changesMembership(Kind kind) {
    return kind == Kind.JOIN
        || kind == Kind.LEAVE
        || kind == Kind.CLOSE_SESSION
        || kind == Kind.CREATE_SESSION
        || kind == Kind.DELETE_SESSION;
  }

  private static void begun(
      OperationEvent.Invoked invoked, Person person, @Nullable Outage outage) {
    switch (invoked.kind()) {
      case JOIN -> {
        person.joinOp = invoked.op();
        person.joinInvokedAt = invoked.at();
      }
      case SESSION_STATUS, CONNECT -> person.statusInvokedAt = invoked.at();
      case UPGRADE -> {
        if (outage != null && outage.isOpen()) {
          outage.upgrades++;
          if (!happened(outage.toldAt)) {
            outage.upgradeBegunAt = invoked.at();
          }
        }
      }
      default -> {}
    }
  }

  private void ended(OperationEvent.Completed completed, @Nullable Person person) {
    Pending begun = pending.remove(completed.op());
    if (begun != null && begun.room() != null) {
      begun.room().pendingOperations--;
      begun.room().changed(completed.at(), progress.clocks.settleAfterCut);
      if (completed.kind() == Kind.CREATE_SESSION) {
        created(begun.room(), completed);
      }
    }
    refused(completed);
    if (person == null) {
      return;
    }
    Outage outage = person.outage;
    if (outage != null && outage.isOpen()) {
      during(completed, outage);
    }
    if (completed.outcome() == Outcome.OK && begun != null && begun.con() != null) {
      answered(completed, person, begun, begun.con());
    }
  }

  private static void created(Room room, OperationEvent.Completed completed) {
    if (completed.outcome() == Outcome.OK) {
      room.createdAt = completed.at();
    }
    room.mayBeCreatedUnasked |= completed.outcome() == Outcome.INFO;
  }

  private static void during(OperationEvent.Completed completed, Outage outage) {
    switch (completed.kind()) {
      case UPGRADE, CREATE_SESSION, CREATE_CONNECTION -> {
        if (completed.outcome() != Outcome.OK) {
          outage.refusals.add(answer(completed));
        } else if (completed.kind() == Kind.CREATE_CONNECTION) {
          outage.credentialsAt = completed.at();
        }
      }
      case CONNECT -> {
        if (!happened(outage.toldAt)) {
          outage.connectAnsweredAt = completed.at();
        }
      }
      default -> {}
    }
  }

  /** Answers that prove service, and the one that ends a membership. */
  private void answered(OperationEvent.Completed completed, Person person, Pending begun, Con con) {
    switch (completed.kind()) {
      case PUBLISH -> {
        con.published(begun.invokedAt(), completed.at());
        progress.membership.served(person, con, begun.invokedAt(), completed.at());
      }
      case SUBSCRIBE -> progress.membership.served(person, con, begun.invokedAt(), completed.at());
      case UNPUBLISH -> con.unpublished(begun.invokedAt(), completed.at());
      case LEAVE -> con.over(completed.at(), "left");
      case CLOSE_SESSION -> con.ghost = DocumentedGhost.CLOSE_SESSION;
      default -> {}
    }
  }

  private void refused(OperationEvent.Completed completed) {
    switch (completed.kind()) {
      case UPGRADE, CREATE_SESSION, CREATE_CONNECTION -> {
        if (completed.outcome() != Outcome.OK && completed.code() != CONFLICT) {
          progress.census.refused(answer(completed));
        }
      }
      default -> {}
    }
  }

  /** Somebody else created the session first: not a refusal. */
  private static final int CONFLICT = 409;

  /** The answer to an attempt as figures and console call it. */
  static String answer(OperationEvent.Completed completed) {
    if (completed.code() != 0) {
      return Integer.toString(completed.code());
    }
    return completed.outcome() == Outcome.INFO ? "no answer" : "refused";
  }
}
