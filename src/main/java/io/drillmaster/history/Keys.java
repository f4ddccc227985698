package io.drillmaster.history;

import java.util.Map;

/**
 * The short JSON key of each record component's name, the same in every event. Never change one,
 * only add; names that are not listed stand for themselves.
 */
final class Keys {

  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("at", "t"),
          Map.entry("op", "o"),
          Map.entry("parent", "pa"),
          Map.entry("attempt", "n"),
          Map.entry("who", "w"),
          Map.entry("session", "s"),
          Map.entry("epoch", "ep"),
          Map.entry("kind", "k"),
          Map.entry("outcome", "r"),
          Map.entry("code", "cd"),
          Map.entry("detail", "d"),
          Map.entry("con", "c"),
          Map.entry("life", "l"),
          Map.entry("from", "f"),
          Map.entry("sender", "sw"),
          Map.entry("senderSession", "ss"),
          Map.entry("senderCon", "sc"),
          Map.entry("seq", "q"),
          Map.entry("purpose", "p"),
          Map.entry("intendedAt", "it"),
          Map.entry("invokedAt", "iv"),
          Map.entry("stream", "st"),
          Map.entry("where", "wh"),
          Map.entry("addresses", "ad"),
          Map.entry("change", "ch"),
          Map.entry("subject", "su"),
          Map.entry("reason", "re"),
          Map.entry("connections", "cs"),
          Map.entry("active", "ac"),
          Map.entry("publishers", "pu"),
          Map.entry("mediaNode", "mn"),
          Map.entry("createdAt", "ca"),
          Map.entry("createdAts", "cas"),
          Map.entry("sessions", "sl"));

  private Keys() {}

  /** The key of a component; its own name where it has no short one. */
  static String of(String component) {
    return SHORT.getOrDefault(component, component);
  }
}
