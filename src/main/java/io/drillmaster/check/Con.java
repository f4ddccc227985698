package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;

import org.jspecify.annotations.Nullable;

/** A connection id: one membership of one participant in one life. */
final class Con {

  final String id;

  /** Whose it is; null = seen in a list only. */
  @Nullable Person person;

  /** The life it joined; null = seen in a list only. */
  @Nullable Life life;

  /** Where REST lists it. */
  @Nullable Creation creation;

  long joinInvokedAt = NEVER;
  long joinedAt = NEVER;

  /** Beginning of its last served operation (checks.md 2.5). */
  long servedInvokedAt = NEVER;

  /** Beginning of its last request that was answered on a socket it was attached to. */
  long answeredInvokedAt = NEVER;

  /** Socket epochs it was attached to; a second one means a resume. */
  int epochs;

  /** When it was certainly over: left and answered, told, or replaced by another; NEVER = not. */
  long overAt = NEVER;

  /** Why it is over, in words. */
  String overWhy = "";

  /** A close that the real product turns into a ghost (protocol file 6.2). */
  boolean documentedGhost;

  /** Whether it publishes a stream, as far as it was told. */
  boolean publishes;

  Con(String id) {
    this.id = id;
  }

  void over(long at, String why) {
    if (overAt == NEVER) {
      overAt = at;
      overWhy = why;
    }
  }
}
