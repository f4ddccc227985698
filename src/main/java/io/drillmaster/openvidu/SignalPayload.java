package io.drillmaster.openvidu;

import io.drillmaster.openvidu.Observation.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * The data of a numbered signal, which says all about its sending (checks.md section 1).
 *
 * @param nonce of the run, so that a stranger's signal is never taken for ours
 * @param session the sender's session
 * @param sender the sender's name
 * @param con the sender's connection
 * @param life the sender's life; null = unknown
 * @param seq used once by this sender, ever
 * @param purpose room or proof
 * @param intendedAt monotonic nanoseconds of the sender's host
 */
public record SignalPayload(
    String nonce,
    String session,
    String sender,
    String con,
    @Nullable Long life,
    long seq,
    Purpose purpose,
    long intendedAt) {

  /** The signal type that carries such payloads. */
  public static final String TYPE = "signal:drill";

  private static final char SEPARATOR = ' ';
  private static final int FIELDS = 8;

  /** The text form; no character of it needs escaping in JSON. */
  public String text() {
    return nonce
        + SEPARATOR
        + session
        + SEPARATOR
        + sender
        + SEPARATOR
        + con
        + SEPARATOR
        + (life == null ? "-" : life.toString())
        + SEPARATOR
        + seq
        + SEPARATOR
        + (purpose == Purpose.ROOM ? 'R' : 'P')
        + SEPARATOR
        + intendedAt;
  }

  /** Reads the text form; null when it is not one of this run. */
  public static @Nullable SignalPayload parse(String text, String nonce) {
    if (!text.startsWith(nonce) || text.length() <= nonce.length()) {
      return null;
    }
    String[] field = text.split(" ", FIELDS + 1);
    if (field.length != FIELDS || !field[0].equals(nonce)) {
      return null;
    }
    try {
      return new SignalPayload(
          nonce,
          field[1],
          field[2],
          field[3],
          field[4].equals("-") ? null : Long.valueOf(field[4]),
          Long.parseLong(field[5]),
          purposeOf(field[6]),
          Long.parseLong(field[7]));
    } catch (IllegalArgumentException notOurs) {
      return null;
    }
  }

  private static Purpose purposeOf(String letter) {
    return switch (letter) {
      case "R" -> Purpose.ROOM;
      case "P" -> Purpose.PROOF;
      default -> throw new IllegalArgumentException("purpose '" + letter + "'; use R or P");
    };
  }
}
