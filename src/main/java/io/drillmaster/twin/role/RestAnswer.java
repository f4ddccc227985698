package io.drillmaster.twin.role;

/**
 * Status and JSON body of a REST answer; the host adds the common headers.
 *
 * @param body empty for an answer without body
 */
public record RestAnswer(int status, String body) {

  /** An answer without a body. */
  public static RestAnswer empty(int status) {
    return new RestAnswer(status, "");
  }
}
