package io.drillmaster.drill;

import io.drillmaster.drill.YamlNode.Mapping;
import io.drillmaster.drill.YamlNode.Place;
import java.util.List;
import java.util.Optional;

/**
 * Drill files: strict YAML to {@link Drill} and back. Everything that is wrong is told at once,
 * with lines. Pure: takes and gives text.
 */
public final class DrillFile {

  /** Endings of drill files. */
  static final List<String> ENDINGS = List.of(".yaml", ".yml");

  /** What `--set` may change; not the name, the timeline or safety. */
  private static final List<String> SETTABLE =
      List.of("target", "load", "objectives", "require", "strict");

  private DrillFile() {}

  /**
   * Changes to a drill that the command line asks for.
   *
   * @param settings each {@code key.path=value}
   * @param targetFile name of a file whose `target:` replaces the drill's; empty = none
   * @param targetText its text
   * @param seed of what the drill leaves to chance before it begins
   */
  public record Overrides(List<String> settings, String targetFile, String targetText, long seed) {

    /** The drill as it is. */
    public static final Overrides NONE = new Overrides(List.of(), "", "");

    public Overrides {
      settings = List.copyOf(settings);
    }

    /** With chance at its first seed. */
    public Overrides(List<String> settings, String targetFile, String targetText) {
      this(settings, targetFile, targetText, 1);
    }
  }

  /**
   * Reads a drill as it is.
   *
   * @param file the file's name; its last part without ending must be the drill's name
   * @throws InvalidDrill with all that is wrong
   */
  public static Drill read(String file, String text) {
    return read(file, text, Overrides.NONE);
  }

  /**
   * Reads a drill with changes.
   *
   * @throws InvalidDrill with all that is wrong, in the file and in the changes
   */
  public static Drill read(String file, String text, Overrides overrides) {
    Problems problems = new Problems();
    String shortName = file.substring(file.lastIndexOf('/') + 1);
    YamlNode tree = YamlReader.read(shortName, text, problems).orElse(null);
    if (tree == null) {
      throw problems.exception();
    }
    tree = withTarget(tree, overrides, problems);
    for (String setting : overrides.settings()) {
      tree = withSetting(tree, setting, problems);
    }
    Bound root = new FormReader(problems).read(tree, DrillForm.DRILL, "");
    return build(shortName, new DrillBuilder(root, overrides.seed(), problems), problems);
  }

  private static Drill build(String file, DrillBuilder builder, Problems problems) {
    Bound name = builder.at("drill");
    Optional<String> given = name.as(String.class);
    if (given.isPresent() && !given.get().equals(stem(file))) {
      problems.add(
          name.place(),
          "drill",
          "%s differs from the file's name; rename the file to %s.yaml, or use %s"
              .formatted(given.get(), given.get(), stem(file)));
    }
    List<TimelineBuilder.Placed> timeline = builder.timeline();
    new Contradictions(builder, timeline, problems).check();
    if (!problems.none()) {
      throw problems.exception();
    }
    List<Step> steps = timeline.stream().map(placed -> placed.step().orElseThrow()).toList();
    boolean hasFault = steps.stream().anyMatch(step -> step.injects().isPresent());
    return new Drill(
        given.orElseThrow(),
        builder.at("proves").as(String.class).orElseThrow().strip(),
        builder.target().orElseThrow(),
        builder.load().orElseThrow(),
        steps,
        builder.objectives(hasFault),
        builder.require(),
        builder.strict(),
        builder.safety().orElseThrow(),
        builder.abort(),
        builder.webhook());
  }

  private static String stem(String file) {
    for (String ending : ENDINGS) {
      if (file.endsWith(ending)) {
        return file.substring(0, file.length() - ending.length());
      }
    }
    return file;
  }

  private static YamlNode withTarget(YamlNode tree, Overrides overrides, Problems problems) {
    if (overrides.targetFile().isEmpty() || !(tree instanceof Mapping drill)) {
      return tree;
    }
    Optional<YamlNode> file =
        YamlReader.read(overrides.targetFile(), overrides.targetText(), problems);
    if (file.isPresent()
        && file.get() instanceof Mapping mapping
        && mapping.get("target").isPresent()
        && mapping.entries().size() == 1) {
      return drill.with("target", mapping.get("target").get());
    } else if (file.isPresent()) {
      problems.add(file.get().place(), "", "a target file holds the key target and nothing else");
    }
    return tree;
  }

  private static YamlNode withSetting(YamlNode tree, String setting, Problems problems) {
    int equals = setting.indexOf('=');
    String path = equals < 0 ? setting : setting.substring(0, equals).strip();
    String option = "--set " + path;
    Place place = new Place(option, 0, 0);
    List<String> keys = List.of(path.split("\\.", -1));
    if (equals <= 0 || keys.contains("")) {
      problems.add(
          new Place("--set " + setting, 0, 0),
          "",
          "is not of the form key.path=value, e.g. --set load.sessions=50");
    } else if (keys.get(0).equals("safety")) {
      problems.add(
          place, "", "safety cannot be changed here; edit the drill file, where it is reviewed");
    } else if (!SETTABLE.contains(keys.get(0))) {
      problems.add(
          place, "", "cannot be set; use %s, or edit a copy of the drill".formatted(settable()));
    } else if (tree instanceof Mapping drill) {
      Optional<YamlNode> value =
          YamlReader.readOption(option, setting.substring(equals + 1), problems);
      return value.isPresent() ? set(drill, keys, value.get(), problems) : tree;
    }
    return tree;
  }

  private static String settable() {
    return String.join(", ", SETTABLE.stream().map(key -> key + "...").toList());
  }

  private static Mapping set(Mapping block, List<String> keys, YamlNode value, Problems problems) {
    String key = keys.get(0);
    if (keys.size() == 1) {
      return block.with(key, value);
    }
    YamlNode child = block.get(key).orElse(new Mapping(value.place(), List.of()));
    if (!(child instanceof Mapping inner)) {
      problems.add(
          value.place(), "", "%s is %s, not a block of keys".formatted(key, child.described()));
      return block;
    }
    return block.with(key, set(inner, keys.subList(1, keys.size()), value, problems));
  }

  /** The drill in its own language, complete, as executed; reads back equal. */
  public static String write(Drill drill) {
    return new DrillWriter(drill).text();
  }
}
