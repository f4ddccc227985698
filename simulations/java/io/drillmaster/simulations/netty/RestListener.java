package io.drillmaster.simulations.netty;

/** Who hears how one HTTP attempt ended: of exactly one of the two, on the event loop. */
public interface RestListener {

  /** Answered, whatever the status. */
  void answered(int status, String body, long at);

  /**
   * Not answered.
   *
   * @param sent whether a byte of it may have reached anybody
   */
  void unanswered(boolean sent, String why, long at);
}
