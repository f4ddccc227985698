package io.drillmaster.drill;

import java.util.Locale;
import java.util.regex.Pattern;

/** Single values of a drill file: text to value, or a message that says what to use. */
final class Scalars {

  private Scalars() {}

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException with value, allowed range and cure
   */
  static Object parse(String text, Form form) {
    if (form instanceof Form.Text named) {
      if (!Pattern.matches(named.pattern(), text)) {
        throw notAllowed(text, form);
      }
      return text;
    } else if (form instanceof Form.Whole whole) {
      return whole(text, whole);
    } else if (form instanceof Form.Decimal decimal) {
      return decimal(text, decimal);
    } else if (form instanceof Form.Time time) {
      var length = Times.parse(text);
      if (length.compareTo(time.low()) < 0 || length.compareTo(time.high()) > 0) {
        throw notAllowed(text, form);
      }
      return length;
    } else if (form instanceof Form.YesNo) {
      if (!text.equals("true") && !text.equals("false")) {
        throw notAllowed(text, form);
      }
      return text.equals("true");
    } else if (form instanceof Form.Word word) {
      if (!word.words().contains(text)) {
        throw new IllegalArgumentException(
            shown(text) + " is not known" + Nearest.hint(text, word.words()));
      }
      return text;
    } else if (form instanceof Form.Grammar grammar) {
      return grammar.parser().apply(text);
    }
    throw notAllowed(text, form);
  }

  private static Integer whole(String text, Form.Whole form) {
    try {
      int value = Integer.parseInt(text);
      if (value >= form.low() && value <= form.high()) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notAllowed(text, form);
    }
    throw notAllowed(text, form);
  }

  private static Double decimal(String text, Form.Decimal form) {
    try {
      double value = Double.parseDouble(text);
      if (value >= form.low() && value <= form.high()) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notAllowed(text, form);
    }
    throw notAllowed(text, form);
  }

  private static String shown(String text) {
    return text.isEmpty() ? "nothing" : text;
  }

  private static IllegalArgumentException notAllowed(String text, Form form) {
    return new IllegalArgumentException(shown(text) + " is not allowed; use " + expected(form));
  }

  /** What a single value may be, for messages. */
  static String expected(Form form) {
    if (form instanceof Form.Text text) {
      return text.example();
    } else if (form instanceof Form.Whole whole) {
      return "a whole number from " + whole.low() + " to " + whole.high();
    } else if (form instanceof Form.Decimal decimal) {
      return String.format(Locale.ROOT, "a number from %s to %s", decimal.low(), decimal.high());
    } else if (form instanceof Form.Time time) {
      return Times.text(time.low()) + " to " + Times.text(time.high());
    } else if (form instanceof Form.YesNo) {
      return "true or false";
    } else if (form instanceof Form.Word word) {
      return word.words().size() == 1
          ? "the word " + word.words().get(0)
          : "one of " + String.join(", ", word.words());
    } else if (form instanceof Form.Grammar grammar) {
      return grammar.called();
    } else if (form instanceof Form.Later) {
      return "nothing yet";
    }
    throw new IllegalStateException("no words for " + form.getClass());
  }
}
