package io.drillmaster.drill;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What may stand at a place of a drill file: the one table that reader and JSON Schema share. */
sealed interface Form {

  /**
   * One key of a block.
   *
   * @param name the key
   * @param form what its value may be
   * @param otherwise the default, as YAML; empty = mandatory; {@link #ABSENT} = may be missing
   * @param says one line for editors and documentation
   */
  record Key(String name, Form form, String otherwise, String says) {

    /** Marks a key that has no default and need not be given. */
    static final String ABSENT = "~";

    boolean isMandatory() {
      return otherwise.isEmpty();
    }

    boolean isLater() {
      return form instanceof Later;
    }
  }

  /** A key; see {@link Key}. */
  static Key key(String name, Form form, String otherwise, String says) {
    return new Key(name, form, otherwise, says);
  }

  /** A key that is planned; see {@link Later}. */
  static Key later(String name, String instead) {
    return new Key(name, new Later(instead), Key.ABSENT, "not yet");
  }

  /** Text that is not empty. */
  record Text(String pattern, String example) implements Form {

    /** Names of files, of drills and of faults. */
    static final Text NAME =
        new Text("[a-z0-9][a-z0-9-]{0,63}", "lower-case letters, digits and -");

    /** Names of nodes. */
    static final Text NODE = new Text("[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "a node's name, e.g. m2");
  }

  /** A whole number. */
  record Whole(int low, int high) implements Form {}

  /** A number with decimals. */
  record Decimal(double low, double high) implements Form {}

  /** A length of time. */
  record Time(Duration low, Duration high) implements Form {}

  /** `true` or `false`. */
  record YesNo() implements Form {}

  /** One of some words. */
  record Word(List<String> words) implements Form {
    public Word {
      words = List.copyOf(words);
    }
  }

  /** A block of keys. */
  record Block(List<Key> keys) implements Form {
    public Block {
      keys = List.copyOf(keys);
    }
  }

  /** A block with exactly one of some keys, each with keys that may stand beside it. */
  record OneOf(String called, List<Variant> variants) implements Form {
    public OneOf {
      variants = List.copyOf(variants);
    }
  }

  /** One choice of a {@link OneOf}. */
  record Variant(Key key, List<Key> beside) {
    public Variant {
      beside = List.copyOf(beside);
    }
  }

  /** A list. */
  record Items(Form each, int least) implements Form {}

  /** Either form: the first that fits the shape (a word, a value, a list, a block). */
  record Either(Form first, Form second) implements Form {}

  /**
   * A small language of its own in one value.
   *
   * @param parser throws IllegalArgumentException with a message for people
   */
  record Grammar(String called, String pattern, Function<String, Object> parser) implements Form {}

  /** Something that is planned: refused with "not yet" and what to do instead. */
  record Later(String instead) implements Form {}
}
