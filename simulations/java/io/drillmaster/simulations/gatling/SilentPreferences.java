package io.drillmaster.simulations.gatling;

import java.util.HashMap;
import java.util.Map;
import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.prefs.PreferencesFactory;

/**
 * Preferences that live in memory and say that Gatling looked for a newer version of itself in the
 * far future, so that it never does (gatling-commons 3.15.1, {@code GatlingVersion}: it asks Maven
 * Central unless {@code /io/gatling/latestVersion} says that it did less than 3.6 s ago). Named by
 * the system property {@code java.util.prefs.PreferencesFactory}.
 */
public final class SilentPreferences implements PreferencesFactory {
  private static final String CHECKED_AT = "lastCheckTimestamp";

  /** Far in the future, and safe from overflow when the present is subtracted from it. */
  private static final String NEVER_AGAIN = Long.toString(Long.MAX_VALUE / 2);

  private static final class Node extends AbstractPreferences {
    static final Node ROOT = new Node(null, "");
    private final Map<String, String> values = new HashMap<>();

    @SuppressWarnings("NullAway") // a root has no parent
    Node(@org.jspecify.annotations.Nullable Node parent, String name) {
      super(parent, name);
    }

    @Override
    protected void putSpi(String key, String value) {
      values.put(key, value);
    }

    @Override
    @SuppressWarnings("NullAway") // null means absent there
    protected String getSpi(String key) {
      return values.getOrDefault(key, CHECKED_AT.equals(key) ? NEVER_AGAIN : null);
    }

    @Override
    protected void removeSpi(String key) {
      values.remove(key);
    }

    @Override
    protected void removeNodeSpi() {}

    @Override
    protected String[] keysSpi() {
      return values.keySet().toArray(String[]::new);
    }

    @Override
    protected String[] childrenNamesSpi() {
      return new String[0];
    }

    @Override
    protected AbstractPreferences childSpi(String name) {
      return new Node(this, name);
    }

    @Override
    protected void syncSpi() {}

    @Override
    protected void flushSpi() {}
  }

  @Override
  public Preferences systemRoot() {
    return Node.ROOT;
  }

  @Override
  public Preferences userRoot() {
    return Node.ROOT;
  }
}
