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

  /** The role of a word that {@link #key} gave. */
  static Role of(String key) {
    for (Role role : values()) {
      if (role.key.equals(key)) {
        return role;
      }
    }
    throw new IllegalArgumentException("'" + key + "' is no part of a cluster");
  }

  /** The word for it in drill files, histories and reports. */
  public String key() {
    return key;
  }
}
