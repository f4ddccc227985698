package io.drillmaster.chaos.aws;

/** AWS did not do what it was asked; the message says what was asked, and the cure where known. */
public final class CloudException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Each protocol of AWS has its own: UnauthorizedOperation, AccessDenied, AccessDeniedException.
   */
  static final String UNAUTHORIZED = "UnauthorizedOperation";

  private static final String DENIED = "AccessDenied";

  private final String code;
  private final boolean isThrottled;

  CloudException(String message, String code, boolean isThrottled, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.isThrottled = isThrottled;
  }

  /** The stack is not as it should be. */
  CloudException(String message) {
    super(message);
    this.code = "";
    this.isThrottled = false;
  }

  /** AWS's own code, e.g. UnauthorizedOperation; empty when there was no answer. */
  String code() {
    return code;
  }

  /** Whether AWS said that we may not. */
  boolean isDenied() {
    return isDenial(code);
  }

  static boolean isDenial(String code) {
    return code.equals(UNAUTHORIZED) || code.startsWith(DENIED);
  }

  /** Whether it was asked too often: asking later is the cure. */
  boolean isThrottled() {
    return isThrottled;
  }
}
