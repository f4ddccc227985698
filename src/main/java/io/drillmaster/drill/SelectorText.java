package io.drillmaster.drill;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Selectors as drill files write them. */
final class SelectorText {

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}) ?%");

  /** A node's name has a digit, so that a misspelt word is not taken for one. */
  private static final Pattern NODE = Pattern.compile("[A-Za-z][A-Za-z._-]*\\d[A-Za-z0-9._-]*");

  private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~-]*");

  private static final List<String> WORDS =
      List.of("one", "all-but-one", "busiest", "owner-of", "entry-of");

  static final String EXPECTED =
      "one, all-but-one, 50 %, busiest, owner-of SESSION, entry-of SESSION, a node or a list of nodes";

  private SelectorText() {}

  /**
   * Reads a selector.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Selector parse(String text) {
    if (text.equals("one")) {
      return new Selector.One();
    } else if (text.equals("all-but-one")) {
      return new Selector.AllButOne();
    } else if (text.equals("busiest")) {
      return new Selector.Busiest();
    }
    Matcher percent = PERCENT.matcher(text);
    if (percent.matches()) {
      return percent(text, Integer.parseInt(percent.group(1)));
    }
    if (text.startsWith("owner-of ")) {
      return new Selector.OwnerOf(session(text));
    } else if (text.startsWith("entry-of ")) {
      return new Selector.EntryOf(session(text));
    } else if (NODE.matcher(text).matches()) {
      return new Selector.Named(List.of(text));
    }
    String hint =
        Nearest.to(text.split(" ", -1)[0], WORDS)
            .map(nearest -> "; did you mean " + nearest + "?")
            .orElse("; use " + EXPECTED);
    throw new IllegalArgumentException("'" + text + "' selects nothing" + hint);
  }

  private static Selector percent(String text, int value) {
    if (value < 1 || value > 100) {
      throw new IllegalArgumentException(text + " is not allowed; use 1 % to 100 %");
    }
    return new Selector.Percent(value);
  }

  private static String session(String text) {
    String session = text.substring("owner-of ".length()).strip();
    if (session.equals("busiest session")) {
      return "busiest";
    } else if (!SESSION.matcher(session).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' names no session; use a session id, or: busiest session");
    }
    return session;
  }

  /** The selector as YAML. */
  static String text(Selector selector) {
    if (selector instanceof Selector.One) {
      return "one";
    } else if (selector instanceof Selector.AllButOne) {
      return "all-but-one";
    } else if (selector instanceof Selector.Percent percent) {
      return percent.percent() + " %";
    } else if (selector instanceof Selector.Named named) {
      return named.nodes().size() == 1
          ? named.nodes().get(0)
          : "[" + String.join(", ", named.nodes()) + "]";
    } else if (selector instanceof Selector.Busiest) {
      return "busiest";
    } else if (selector instanceof Selector.OwnerOf owner) {
      return "owner-of " + session(owner);
    } else if (selector instanceof Selector.EntryOf entry) {
      return "entry-of "
          + (entry.session().equals("busiest") ? "busiest session" : entry.session());
    }
    throw new IllegalArgumentException("unknown selector " + selector.getClass());
  }

  private static String session(Selector.OwnerOf owner) {
    return owner.session().equals("busiest") ? "busiest session" : owner.session();
  }
}
