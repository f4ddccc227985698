package io.drillmaster.openvidu;

/**
 * What a {@link Participant} tells the one who drives it. Commands are carried out after the input
 * that caused them has returned, or at once; but no input may be given from within a command.
 */
public interface Host {

  /**
   * Open a WebSocket; a socket still open or opening is abandoned: nothing of it may be reported
   * any more. Answer with {@code upgraded}, {@code upgradeRefused} or {@code upgradeFailed}.
   *
   * @param url complete, with {@code &reconnect=true} where it belongs
   * @param reconnect whether it has that parameter
   */
  void connect(String url, boolean reconnect);

  /** Send a text frame on the open socket. */
  void send(String frame);

  /**
   * Close the socket with this code and reason, or stop opening it. Nothing of it may be reported
   * any more; the host bounds the time until the connection is gone.
   */
  void close(int code, String reason);

  /** Call {@code wake} at this stamp, or as soon as possible after it. Replaces an earlier one. */
  void wakeAt(long atNanos);

  /** Ask the application for a token; answer with {@code credentials} or {@code noCredentials}. */
  void askCredentials(Credentials.Kind kind);

  /** Take note. */
  void observe(Observation what);
}
