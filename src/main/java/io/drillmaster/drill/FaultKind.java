package io.drillmaster.drill;

/** Fault words, named by what the client feels. */
public enum FaultKind {
  /** Sockets are cut and the node is gone; nobody was told. */
  CRASH("crash", "sockets cut, node gone", Signature.CUT, false),
  /** The node falls silent and never comes back. */
  VANISH("vanish", "silence, node gone", Signature.SILENT, false),
  /** The node falls silent for a while and comes back. */
  FREEZE("freeze", "silence, comes back", Signature.SILENT, true),
  /** Packets between the node and others are lost for a while. */
  CUT_OFF("cut-off", "partition, comes back", Signature.SILENT, true),
  /** What is said between the node and others is refused by a reset for a while. */
  REFUSE("refuse", "sockets cut and refused, comes back", Signature.CUT, true),
  /** The store is gone and another takes its place, without what was written last. */
  FAIL_OVER("fail-over", "short outage, last writes lost", Signature.CUT, false),
  /** The node is asked to stop. */
  SHUTDOWN("shutdown", "asked to stop", Signature.CUT, false);

  private final String key;
  private final String felt;
  private final Signature signature;
  private final boolean timed;

  FaultKind(String key, String felt, Signature signature, boolean timed) {
    this.key = key;
    this.felt = felt;
    this.signature = signature;
    this.timed = timed;
  }

  /** The word in drill files, histories and reports. */
  public String key() {
    return key;
  }

  /** What a client feels, in a few words. */
  public String felt() {
    return felt;
  }

  /** What the wire is expected to show; the observed one is recorded. */
  public Signature expectedSignature() {
    return signature;
  }

  /**
   * Whether it can befall a node that plays this part: nobody replaces balancers and stores, what
   * is cut off from them is a master or a media node, and only stores are written to.
   */
  public boolean befalls(Role role) {
    if (this == FAIL_OVER) {
      return role == Role.STORE;
    }
    return (this != VANISH && !parts()) || role == Role.MASTER || role == Role.MEDIA_NODE;
  }

  /** Whether it parts its victims from others ({@code from:}). */
  public boolean parts() {
    return this == CUT_OFF || this == REFUSE;
  }

  /** Whether it lasts for a stated time (`for:`) and then ends by itself. */
  public boolean timed() {
    return timed;
  }
}
