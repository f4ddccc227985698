package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import io.drillmaster.history.MemberEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An obligation (checks.md 2.7): a participant that was in service is not, or has reason to doubt
 * it, and must be served again. A relapse within HOLD without a new fault is the same obligation.
 */
final class Outage {

  /** What opened it. */
  enum Cause {
    /** A socket was lost against its will. */
    LOST("lost its socket"),
    /** It was told that its membership is over. */
    TOLD("was told"),
    /** Another member was told that their life crashed. */
    ROOM_TOLD("had its room told of a crash"),
    /** No proof came back for STALL. */
    STALLED("got no proof back");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** How it stands. */
  enum Fate {
    OPEN,
    BACK,
    /** The application left by its policy after being told. */
    GONE,
    /** It meant to leave, or the load ended, before it was back. */
    CENSORED,
    /** The harness cannot vouch for it. */
    VOID
  }

  final Person person;
  final Cause cause;
  final long openedAt;

  /** End of the last proof before it opened. */
  final long servedBeforeAt;

  /** Where the participant was when it opened. */
  final @Nullable Con con;

  final @Nullable Life life;
  final @Nullable Epoch epoch;

  Fate fate = Fate.OPEN;

  /** When it was last opened: later than {@code openedAt} after a relapse. */
  long reopenedAt;

  /** End of the closing proof, or of the watch; NEVER = open. */
  long endedAt = NEVER;

  @Nullable Way way;
  int relapses;

  /** Why it is void; empty otherwise. */
  String voidWhy = "";

  /** Faults that struck while it was open. */
  final List<String> compound = new ArrayList<>();

  // Instants of its phases, NEVER = absent.
  long noticedAt = NEVER;
  long hollowClosedAt = NEVER;
  long upgradeBegunAt = NEVER;
  long upgradedAt = NEVER;
  long connectAnsweredAt = NEVER;
  long toldAt = NEVER;
  long credentialsAt = NEVER;
  long joinedAt = NEVER;

  /** Attempts to upgrade while it was open, and their failures by answer. */
  int upgrades;

  final Set<String> refusals = new LinkedHashSet<>();

  MemberEvent.@Nullable Told told;

  Outage(Person person, Cause cause, long openedAt) {
    this.person = person;
    this.cause = cause;
    this.openedAt = openedAt;
    this.reopenedAt = openedAt;
    this.noticedAt = openedAt;
    this.servedBeforeAt = person.servedAt;
    this.con = person.con;
    this.life = person.life();
    this.epoch = person.epoch;
  }

  boolean isOpen() {
    return fate == Fate.OPEN;
  }

  boolean isBack() {
    return fate == Fate.BACK;
  }

  void relapse(long at) {
    relapses++;
    reopenedAt = at;
    endedAt = NEVER;
    fate = Fate.OPEN;
    way = null;
  }

  void close(long at) {
    Con now = person.con;
    fate = Fate.BACK;
    endedAt = at;
    if (now == con) {
      way = Way.RESUMED;
    } else {
      way = now != null && now.life == life ? Way.REJOINED : Way.REBUILT;
    }
  }

  void end(Fate how, long at) {
    fate = how;
    endedAt = at;
  }
}
