package io.drillmaster.openvidu;

/** How an operation ended (checks.md section 1). */
public enum Outcome {
  /** It took effect. */
  OK,
  /** It certainly had no effect. */
  FAIL,
  /** Unknown; it may take effect later. */
  INFO
}
