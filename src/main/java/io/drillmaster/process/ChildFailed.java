package io.drillmaster.process;

/**
 * A child could not be started, ended early or did not get ready; the message has its log's tail.
 */
public final class ChildFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ChildFailed(String message) {
    super(message);
  }

  public ChildFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
