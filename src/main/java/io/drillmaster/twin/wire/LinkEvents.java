package io.drillmaster.twin.wire;

/** What a {@link Link} tells its holder, on the transport's thread. */
public interface LinkEvents {

  /** A text message came. */
  void text(String text);

  /**
   * The link ended, however; the last call.
   *
   * @param closeFrame whether the other side sent a close frame
   * @param code of the frame; 1006 without one
   * @param reason of the frame, empty when it had none
   */
  void ended(boolean closeFrame, int code, String reason);
}
