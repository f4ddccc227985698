package io.drillmaster.drill;

import java.util.Arrays;
import java.util.Optional;

/**
 * The parts that the prober's own participants play beside the load (checks.md 3.2, 3.4, 3.8). A
 * history tells them apart by their names: the prefix, a number, and for members of one room a
 * letter. All are ordinary participants with ordinary events.
 */
public enum Witness {
  /** Two in a session of their own from the start on: a second client stack. */
  CANARY("canary-"),

  /** Two who come into a session of their own while a fault is at work, prove it, and leave. */
  NEWCOMER("newcomer-"),

  /** One who joins a session that was touched, after it has settled, proves it, and leaves. */
  JOINER("joiner-"),

  /** One in a session of the load who believes its own proofs, not notices. */
  STOIC("stoic-");

  private final String prefix;

  Witness(String prefix) {
    this.prefix = prefix;
  }

  /** The name of the one with this number, from 1. */
  public String name(int number) {
    return prefix + number;
  }

  /** The part that a participant of this name plays; empty = it is of the load. */
  public static Optional<Witness> of(String participant) {
    return Arrays.stream(values()).filter(part -> participant.startsWith(part.prefix)).findFirst();
  }

  /**
   * Whether it is a member like those of the load, to whom service is owed. The others are there to
   * see something: newcomers and joiners leave as soon as they have, and a stoic that stays without
   * service does so on purpose.
   */
  public boolean isOwedService() {
    return this == CANARY;
  }
}
