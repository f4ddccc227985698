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

  /** Why the real product would keep it, should it be shown for ever; null = it would not. */
  @Nullable DocumentedGhost ghost;

  /** Whether an earlier socket was cut, and the server knows: it remembers that (6.2). */
  boolean wasCut;

  /** Whether it joined on the socket of another that was evicted (protocol file 6.2). */
  boolean onUsedSocket;

  /** When the last socket it was attached to ended; NEVER = it is attached, or never was. */
  long detachedAt = NEVER;

  /** Whether it publishes a stream, as far as it was told. */
  boolean publishes;

  /** When it last began to publish: asked and answered; NEVER = not. */
  long publishInvokedAt = NEVER;

  long publishedAt = NEVER;

  /** When it last ceased to publish: asked and answered; NEVER = not. */
  long unpublishInvokedAt = NEVER;

  long unpublishedAt = NEVER;

  Con(String id) {
    this.id = id;
  }

  void published(long invokedAt, long at) {
    publishes = true;
    publishInvokedAt = invokedAt;
    publishedAt = at;
  }

  void unpublished(long invokedAt, long at) {
    publishes = false;
    unpublishInvokedAt = invokedAt;
    unpublishedAt = at;
  }

  void over(long at, String why) {
    if (overAt == NEVER) {
      overAt = at;
      overWhy = why;
    }
  }
}
