package io.drillmaster.twin;

/** The twin could not do what it was asked for; the message says what and why. */
public final class TwinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public TwinException(String message) {
    super(message);
  }

  /** With a message for the user and what caused it. */
  public TwinException(String message, Throwable cause) {
    super(message, cause);
  }
}
