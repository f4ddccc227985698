package io.drillmaster.twin;

/** The part a process of the twin plays. */
public enum TwinRole {
  /** Signalling and REST; entry and owner. */
  MASTER("master", "m"),
  /** Media of the sessions. */
  MEDIA_NODE("mediaNode", "n"),
  /** A load balancer. */
  BALANCER("balancer", "b"),
  /** The masters' shared store. */
  STORE("store", "store");

  private final String key;
  private final String prefix;

  TwinRole(String key, String prefix) {
    this.key = key;
    this.prefix = prefix;
  }

  /** The word for it in files and reports. */
  public String key() {
    return key;
  }

  /** What the names of its nodes begin with: m1, n1, b1. */
  public String prefix() {
    return prefix;
  }

  /** The role of a word that {@link #key()} gave. */
  public static TwinRole of(String key) {
    for (TwinRole role : values()) {
      if (role.key.equals(key)) {
        return role;
      }
    }
    throw new IllegalArgumentException("role '" + key + "' of a twin's node is not known");
  }
}
