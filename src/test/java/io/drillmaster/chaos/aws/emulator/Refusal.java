package io.drillmaster.chaos.aws.emulator;

/** An answer of AWS that is an error. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;

  Refusal(String code, int status, String message) {
    super(message);
    this.code = code;
    this.status = status;
  }

  static Refusal unknownAction(Call call) {
    return new Refusal("InvalidAction", 400, call.action() + " is not emulated");
  }

  /** What the SDK gives as the error code. */
  String code() {
    return code;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }
}
