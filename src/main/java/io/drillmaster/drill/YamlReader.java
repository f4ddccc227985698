package io.drillmaster.drill;

import io.drillmaster.drill.YamlNode.Mapping;
import io.drillmaster.drill.YamlNode.Place;
import io.drillmaster.drill.YamlNode.Scalar;
import io.drillmaster.drill.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * YAML text as a tree with places. Refuses what makes drills hard to review: anchors, aliases, keys
 * given twice, several documents. The only class that sees the YAML library.
 */
final class YamlReader {

  /** A drill is a page; more is a mistake. */
  private static final int MOST_CHARACTERS = 1_000_000;

  private final String file;
  private final boolean places;
  private final Problems problems;
  private boolean anchored;

  private YamlReader(String file, boolean places, Problems problems) {
    this.file = file;
    this.places = places;
    this.problems = problems;
  }

  /** Reads a file's text; empty when it cannot be read at all. */
  static Optional<YamlNode> read(String file, String text, Problems problems) {
    return new YamlReader(file, true, problems).document(text);
  }

  /** Reads a value given on the command line. */
  static Optional<YamlNode> readOption(String option, String text, Problems problems) {
    return new YamlReader(option, false, problems).document(text);
  }

  private Optional<YamlNode> document(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setAllowDuplicateKeys(true)
            .setAllowNonScalarKeys(true)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(MOST_CHARACTERS)
            .build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        problems.add(new Place(file, 0, 0), "", "the file is empty");
      }
      Optional<YamlNode> tree = root.map(this::convert);
      return anchored ? Optional.empty() : tree;
    } catch (MarkedYamlEngineException e) {
      Place place = e.getProblemMark().map(this::place).orElse(new Place(file, 0, 0));
      problems.add(place, "", "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(new Place(file, 0, 0), "", "this is not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Place place(Mark mark) {
    return places
        ? new Place(file, mark.getLine() + 1, mark.getColumn() + 1)
        : new Place(file, 0, 0);
  }

  private Place place(Node node) {
    return node.getStartMark().map(this::place).orElse(new Place(file, 0, 0));
  }

  private YamlNode convert(Node node) {
    Place place = place(node);
    if (node.getAnchor().isPresent()) {
      anchored = true;
      problems.add(place, "", "anchors and aliases are not allowed; write the value out");
      return new Scalar(place, "");
    }
    if (node instanceof ScalarNode scalar) {
      return new Scalar(place, scalar.getValue());
    } else if (node instanceof SequenceNode sequence) {
      return new Sequence(place, sequence.getValue().stream().map(this::convert).toList());
    } else if (node instanceof MappingNode mapping) {
      return convert(place, mapping);
    }
    throw new IllegalStateException("unknown YAML node " + node.getClass());
  }

  private YamlNode convert(Place place, MappingNode mapping) {
    List<YamlNode.Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Place keyPlace = place(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(keyPlace, "", "a key must be a plain word");
      } else if (!seen.add(key.getValue())) {
        problems.add(keyPlace, "", "key '" + key.getValue() + "' is given twice");
      } else {
        entries.add(new YamlNode.Entry(keyPlace, key.getValue(), convert(tuple.getValueNode())));
      }
    }
    return new Mapping(place, entries);
  }
}
