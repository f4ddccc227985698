package io.drillmaster.openvidu;

/** What a {@link BackEnd} tells the one who drives it; no input from within a command. */
public interface BackEndHost {

  /**
   * Make this HTTP attempt; answer with {@code answered} or {@code unanswered}, within its
   * time-out.
   */
  void request(RestRequest request);

  /** Call {@code wake} at this stamp, or as soon as possible after it. Replaces an earlier one. */
  void wakeAt(long atNanos);

  /** Hand the token to this member. */
  void credentials(String member, Credentials credentials);

  /** Tell this member that there is no token. */
  void noCredentials(String member, String why);

  /** The session is gone for certain ({@code gone}), or deleting it was given up. */
  void deleted(boolean gone);

  /** Take note, in the name of this member; of the session itself when it is deleted. */
  void observe(String member, Observation what);
}
