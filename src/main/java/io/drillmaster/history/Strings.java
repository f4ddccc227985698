package io.drillmaster.history;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * A small cache of the strings read last, so that the thousand names of a run are a thousand
 * objects and not millions. Shared by all threads without a lock: strings are immutable, and a lost
 * write or a collision only costs one more string.
 */
final class Strings {

  /** Twice the names of a worker with 18,000 participants would not fit a CPU cache; this does. */
  private static final int SLOTS = 1 << 14;

  /** Longer values (error texts) do not repeat. */
  private static final int LONGEST = 64;

  private static final @Nullable String[] CACHE = new @Nullable String[SLOTS];

  private Strings() {}

  /** The string the parser stands on. */
  static String of(JsonParser in) {
    int length = in.getStringLength();
    if (length > LONGEST) {
      return in.getString();
    }
    char[] chars = in.getStringCharacters();
    int offset = in.getStringOffset();
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + chars[offset + i];
    }
    int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    String cached = CACHE[slot];
    if (cached != null && same(cached, chars, offset, length)) {
      return cached;
    }
    String fresh = new String(chars, offset, length);
    CACHE[slot] = fresh;
    return fresh;
  }

  private static boolean same(String cached, char[] chars, int offset, int length) {
    if (cached.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (cached.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
