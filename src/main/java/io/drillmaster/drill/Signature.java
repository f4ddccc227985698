package io.drillmaster.drill;

/**
 * What the wire shows of a fault (decision D4). Only equal signatures are compared across kinds of
 * cluster.
 */
public enum Signature {
  /** The connection ended without a WebSocket close frame, by FIN or RST. */
  CUT("cut"),
  /** The connection ended with a close frame. */
  CLOSED("closed"),
  /** Neither answer nor end for 2 s. */
  SILENT("silent");

  private final String key;

  Signature(String key) {
    this.key = key;
  }

  /** The word in histories and reports. */
  public String key() {
    return key;
  }
}
