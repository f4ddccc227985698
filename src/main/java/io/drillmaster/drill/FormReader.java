package io.drillmaster.drill;

import io.drillmaster.drill.Form.Variant;
import io.drillmaster.drill.YamlNode.Mapping;
import io.drillmaster.drill.YamlNode.Place;
import io.drillmaster.drill.YamlNode.Scalar;
import io.drillmaster.drill.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds a YAML tree against a form: checked values with defaults filled in, or problems. */
final class FormReader {

  private final Problems problems;

  FormReader(Problems problems) {
    this.problems = problems;
  }

  /** The value at a node; invalid parts are null, each with a problem told. */
  Bound read(YamlNode node, Form form, String path) {
    if (form instanceof Form.Block block) {
      return new Bound(node.place(), path, block(node, block, path));
    } else if (form instanceof Form.OneOf oneOf) {
      return new Bound(node.place(), path, oneOf(node, oneOf, path));
    } else if (form instanceof Form.Items items) {
      return new Bound(node.place(), path, items(node, items, path));
    } else if (form instanceof Form.Either either) {
      return either(node, either, path);
    } else if (node instanceof Scalar scalar) {
      return new Bound(node.place(), path, scalar(scalar, form, path));
    }
    return wrong(node, path, expected(form));
  }

  private Bound wrong(YamlNode node, String path, String expected) {
    problems.add(node.place(), path, node.described() + " is not allowed; use " + expected);
    return new Bound(node.place(), path, null);
  }

  private static String after(String lead, String text) {
    return text.isEmpty() ? "" : lead + text;
  }

  private @Nullable Object scalar(Scalar scalar, Form form, String path) {
    try {
      return Scalars.parse(scalar.text(), form);
    } catch (IllegalArgumentException e) {
      problems.add(scalar.place(), path, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** What a form wants, for messages. */
  static String expected(Form form) {
    if (form instanceof Form.Block block) {
      return "a block of keys: "
          + String.join(
              ", ", block.keys().stream().filter(k -> !k.isLater()).map(Form.Key::name).toList());
    } else if (form instanceof Form.OneOf oneOf) {
      return "one of " + String.join(", ", present(oneOf));
    } else if (form instanceof Form.Items) {
      return "a list";
    } else if (form instanceof Form.Either either) {
      return expected(either.first()) + ", or " + expected(either.second());
    }
    return Scalars.expected(form);
  }

  private static List<String> present(Form.OneOf oneOf) {
    return oneOf.variants().stream()
        .map(Variant::key)
        .filter(key -> !key.isLater())
        .map(Form.Key::name)
        .toList();
  }

  private @Nullable Object block(YamlNode node, Form.Block block, String path) {
    if (!(node instanceof Mapping mapping)) {
      wrong(node, path, expected(block));
      return null;
    }
    return fields(mapping, mapping.entries(), block.keys(), path);
  }

  private Bound.Fields fields(
      Mapping mapping, List<YamlNode.Entry> entries, List<Form.Key> keys, String path) {
    List<String> names = keys.stream().map(Form.Key::name).toList();
    Map<String, Bound> byKey = new LinkedHashMap<>();
    Set<String> misspelt = new HashSet<>();
    for (YamlNode.Entry entry : entries) {
      Optional<Form.Key> known =
          keys.stream().filter(k -> k.name().equals(entry.key())).findFirst();
      if (known.isPresent()) {
        byKey.put(entry.key(), readValue(entry, known.get(), path));
      } else {
        Nearest.to(entry.key(), names).ifPresent(misspelt::add);
        problems.add(
            entry.place(),
            join(path, entry.key()),
            "unknown key"
                + (names.isEmpty()
                    ? "; no other key may stand here"
                    : Nearest.hint(entry.key(), names)));
      }
    }
    for (Form.Key key : keys) {
      if (!byKey.containsKey(key.name())) {
        boolean told = key.isMandatory() && misspelt.contains(key.name());
        byKey.put(
            key.name(),
            told
                ? new Bound(mapping.place(), join(path, key.name()), null)
                : missing(mapping.place(), key, path));
      }
    }
    return new Bound.Fields(byKey);
  }

  /** A key that comes later is refused where the key stands, whatever its value is. */
  private Bound readValue(YamlNode.Entry entry, Form.Key key, String path) {
    String childPath = join(path, entry.key());
    if (key.form() instanceof Form.Later later) {
      problems.add(entry.place(), childPath, "not yet" + after("; ", later.instead()));
      return new Bound(entry.place(), childPath, null);
    }
    return read(entry.value(), key.form(), childPath);
  }

  private Bound missing(Place place, Form.Key key, String path) {
    String childPath = join(path, key.name());
    if (key.isMandatory()) {
      problems.add(place, childPath, "is missing; " + key.says());
      return new Bound(place, childPath, null);
    } else if (key.isLater() || key.otherwise().equals(Form.Key.ABSENT)) {
      return new Bound(place, childPath, null);
    }
    Problems ofDefault = new Problems();
    Bound otherwise =
        YamlReader.readOption(place.file(), key.otherwise(), ofDefault)
            .map(node -> new FormReader(ofDefault).read(node, key.form(), childPath))
            .orElseThrow();
    if (!ofDefault.none()) {
      throw new IllegalStateException("bad default of " + childPath, ofDefault.exception());
    }
    return new Bound(place, childPath, otherwise.value());
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private @Nullable Object items(YamlNode node, Form.Items items, String path) {
    if (!(node instanceof Sequence sequence)) {
      wrong(node, path, expected(items));
      return null;
    }
    if (sequence.items().size() < items.least()) {
      problems.add(node.place(), path, "the list is empty; give at least " + items.least());
    }
    List<Bound> read = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      read.add(read(item, items.each(), "%s[%d]".formatted(path, read.size() + 1)));
    }
    return List.copyOf(read);
  }

  private Bound either(YamlNode node, Form.Either either, String path) {
    if (!(node instanceof Scalar scalar)) {
      Form fitting = isScalar(either.first()) ? either.second() : either.first();
      return isScalar(fitting) ? wrong(node, path, expected(either)) : read(node, fitting, path);
    }
    if (!isScalar(either.second())) {
      return read(node, either.first(), path);
    }
    if (either.first() instanceof Form.Word word && word.words().contains(scalar.text())) {
      return new Bound(node.place(), path, scalar.text());
    }
    try {
      return new Bound(node.place(), path, Scalars.parse(scalar.text(), either.second()));
    } catch (IllegalArgumentException e) {
      problems.add(node.place(), path, e.getMessage() + ", or " + expected(either.first()));
      return new Bound(node.place(), path, null);
    }
  }

  private static boolean isScalar(Form form) {
    return !(form instanceof Form.Block
        || form instanceof Form.Items
        || form instanceof Form.OneOf
        || form instanceof Form.Either);
  }

  private @Nullable Object oneOf(YamlNode node, Form.OneOf oneOf, String path) {
    if (!(node instanceof Mapping mapping)) {
      wrong(node, path, expected(oneOf));
      return null;
    }
    List<YamlNode.Entry> chosen =
        mapping.entries().stream().filter(e -> variant(oneOf, e.key()).isPresent()).toList();
    if (chosen.size() != 1) {
      notOne(mapping, oneOf, chosen, path);
      return null;
    }
    YamlNode.Entry choice = chosen.get(0);
    Variant variant = variant(oneOf, choice.key()).orElseThrow();
    Bound argument = readValue(choice, variant.key(), path);
    List<YamlNode.Entry> rest =
        mapping.entries().stream().filter(entry -> !entry.key().equals(choice.key())).toList();
    return new Bound.Chosen(choice.key(), argument, fields(mapping, rest, variant.beside(), path));
  }

  private static Optional<Variant> variant(Form.OneOf oneOf, String word) {
    return oneOf.variants().stream().filter(v -> v.key().name().equals(word)).findFirst();
  }

  private void notOne(Mapping mapping, Form.OneOf oneOf, List<YamlNode.Entry> chosen, String path) {
    List<YamlNode.Entry> later =
        chosen.stream()
            .filter(entry -> variant(oneOf, entry.key()).orElseThrow().key().isLater())
            .toList();
    if (chosen.size() > 1 && !later.isEmpty()) {
      later.forEach(
          entry -> readValue(entry, variant(oneOf, entry.key()).orElseThrow().key(), path));
      return;
    }
    if (chosen.size() > 1) {
      problems.add(
          chosen.get(1).place(),
          path,
          "%s and %s at once; give one %s each"
              .formatted(chosen.get(0).key(), chosen.get(1).key(), oneOf.called()));
      return;
    }
    List<String> words = oneOf.variants().stream().map(v -> v.key().name()).toList();
    for (YamlNode.Entry entry : mapping.entries()) {
      List<String> known = Nearest.to(entry.key(), words).isPresent() ? words : present(oneOf);
      problems.add(
          entry.place(),
          join(path, entry.key()),
          "unknown " + oneOf.called() + Nearest.hint(entry.key(), known));
    }
    if (mapping.entries().isEmpty()) {
      wrong(mapping, path, expected(oneOf));
    }
  }
}
