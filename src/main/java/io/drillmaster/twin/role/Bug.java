package io.drillmaster.twin.role;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A fault of the cluster that can be switched on, to show that a check catches it. */
public enum Bug {
  /** A participant that comes back to a living session is answered by another media node. */
  REPIN_ON_REJOIN("PinnedMediaNode"),
  /** A resumed participant is missing from lists. */
  FORGETS_PARTICIPANT("MembershipAgrees"),
  /** The life is bumped although the session goes on. */
  WRONG_REASON("ToldTheTruth"),
  /** A signal reaches a resumed member twice. */
  DUPLICATE_SIGNAL("SignalsDelivered"),
  /** Some of the sessions of a crashed master can never be served again. */
  NEVER_COMES_BACK("EveryoneReconnected");

  private final String caughtBy;

  Bug(String caughtBy) {
    this.caughtBy = caughtBy;
  }

  /** The name on the command line, for example {@code repin-on-rejoin}. */
  public String kebab() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The check that must catch it. */
  public String caughtBy() {
    return caughtBy;
  }

  /**
   * The bug of a name.
   *
   * @throws IllegalArgumentException for an unknown name; the message lists the known ones
   */
  public static Bug named(String kebab) {
    for (Bug bug : values()) {
      if (bug.kebab().equals(kebab)) {
        return bug;
      }
    }
    throw new IllegalArgumentException(
        "unknown bug "
            + kebab
            + "; use one of "
            + Arrays.stream(values()).map(Bug::kebab).collect(Collectors.joining(", ")));
  }
}
