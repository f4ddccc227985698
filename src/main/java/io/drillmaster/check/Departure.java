package io.drillmaster.check;

import java.util.List;

/**
 * What another member was first told of a connection's leaving, for one reason.
 *
 * @param con who is said to have left
 * @param by who was told
 * @param at when
 * @param reason the server's word; empty = none
 * @param answeredBefore beginning of the leaver's last answered request, as far as known then
 */
record Departure(Con con, Person by, long at, String reason, long answeredBefore) {

  /** The reason of an eviction when a window has expired. */
  static final String LOST = "networkDisconnect";

  /** Reasons that somebody meant: by itself, by force, with its session. */
  private static final List<String> MEANT =
      List.of(
          "disconnect",
          "forceDisconnectByUser",
          "forceDisconnectByServer",
          "sessionClosedByServer",
          "openviduServerStopped",
          "automaticStop");

  /** Whether the server says that the connection's window expired. */
  boolean isByWindow() {
    return reason.equals(LOST);
  }

  /** Beginning of the leaver's last request before the notice that was answered. */
  long answeredInvokedAt() {
    return con.answeredInvokedAt <= at ? con.answeredInvokedAt : answeredBefore;
  }

  static boolean isMeant(String reason) {
    return MEANT.contains(reason);
  }
}
