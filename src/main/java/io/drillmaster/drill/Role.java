package io.drillmaster.drill;

/** The part a node plays in the cluster. */
public enum Role {
  /** Signalling and REST; entry and owner. */
  MASTER("master"),
  /** Media of the sessions. */
  MEDIA_NODE("mediaNode"),
  /** The load balancer. */
  BALANCER("balancer"),
  /** The masters' shared store. */
  STORE("store");

  private final String key;

  Role(String key) {
    this.key = key;
  }

  /** The word for it in drill files, histories and reports. */
  public String key() {
    return key;
  }
}
