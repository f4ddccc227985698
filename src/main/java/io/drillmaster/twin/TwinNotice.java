package io.drillmaster.twin;

/**
 * Something that befell the twin and that nobody asked it for.
 *
 * @param kind what
 * @param node which, as it is after that
 * @param detail in words; for an unexpected death the exit status and the tail of the node's log
 * @param atNanos monotonic stamp
 */
public record TwinNotice(Kind kind, TwinNode node, String detail, long atNanos) {

  /** What befell it. */
  public enum Kind {
    /** Its process ended. */
    DIED,
    /** The cluster declared it dead though its process exists. */
    LOST,
    /** A node was started in the place of a lost one and is ready. */
    REPLACED,
    /** A replacement could not be started; the detail says why. */
    NOT_REPLACED
  }
}
