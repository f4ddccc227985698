package io.drillmaster.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A YAML document as plain data with places, before anything is made of it. */
sealed interface YamlNode {

  /**
   * Where something stands.
   *
   * @param file name of the file, or of the option
   * @param line from 1; 0 = none
   * @param column from 1; 0 = none
   */
  record Place(String file, int line, int column) {}

  Place place();

  /** What it is called in messages, e.g. "a list". */
  String described();

  /** A plain or quoted value, as text. */
  record Scalar(Place place, String text) implements YamlNode {
    @Override
    public String described() {
      return text.isEmpty() ? "nothing" : "'" + text + "'";
    }
  }

  /** A list. */
  record Sequence(Place place, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String described() {
      return "a list";
    }
  }

  /** Keys and values in the order of the file. */
  record Mapping(Place place, List<Entry> entries) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String described() {
      return "a block of keys";
    }

    Optional<YamlNode> get(String key) {
      return entries.stream()
          .filter(entry -> entry.key().equals(key))
          .map(Entry::value)
          .findFirst();
    }

    /** The same with one key set, in its place or at the end. */
    Mapping with(String key, YamlNode value) {
      List<Entry> changed = new ArrayList<>();
      boolean replaced = false;
      for (Entry entry : entries) {
        boolean same = entry.key().equals(key);
        changed.add(same ? new Entry(value.place(), key, value) : entry);
        replaced |= same;
      }
      if (!replaced) {
        changed.add(new Entry(value.place(), key, value));
      }
      return new Mapping(place, changed);
    }
  }

  /** One key of a mapping. */
  record Entry(Place place, String key, YamlNode value) {}
}
