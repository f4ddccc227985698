package io.drillmaster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a Markdown text promises: commands that exist and links that lead somewhere. */
final class Readme {
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern COMMAND = Pattern.compile("\\./drillmaster +([a-z][a-z-]*)");
  private static final Pattern DECLARED =
      Pattern.compile("@Command\\(\\s*(?:[^)]*?,\\s*)?name\\s*=\\s*\"([a-z-]+)\"");
  private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)+[A-Z][A-Za-z]*)`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");

  private Readme() {}

  /** Links whose target is neither a file of the project nor a heading of the text. */
  static List<String> deadLinks(String path, String text, Predicate<String> exists) {
    List<String> dead = new ArrayList<>();
    String prose = FENCE.matcher(text).replaceAll("");
    Matcher link = LINK.matcher(prose);
    while (link.find()) {
      String target = link.group(1);
      boolean outside = target.matches("(https?|mailto):.*");
      String file = target.contains("#") ? target.substring(0, target.indexOf('#')) : target;
      boolean leads =
          file.isEmpty() ? anchors(text).contains(target.substring(1)) : exists.test(file);
      if (!outside && !leads) {
        dead.add(path + " links to " + target + ", which does not exist");
      }
    }
    return dead;
  }

  /** Commands of the launcher that the text shows and the command line does not have. */
  static List<String> unknownCommands(String path, String text, Set<String> commands) {
    return COMMAND
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .filter(name -> !commands.contains(name))
        .distinct()
        .map(name -> path + " shows ./drillmaster " + name + ", which is no command")
        .toList();
  }

  /** Classes that the text names, as {@code `room.Class`}, and that no source file declares. */
  static List<String> unknownClasses(String path, String text, List<String> sources) {
    return CLASS
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .distinct()
        .filter(
            name -> {
              String file = "/io/drillmaster/" + name.replace('.', '/') + ".java";
              return sources.stream().noneMatch(source -> source.endsWith(file));
            })
        .map(name -> path + " names " + name + ", which is no class")
        .toList();
  }

  /** Names of the commands declared in a Java source. */
  static Set<String> declaredCommands(String source) {
    return DECLARED
        .matcher(source)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  private static Set<String> anchors(String text) {
    return HEADING
        .matcher(text)
        .results()
        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
