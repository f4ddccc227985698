package io.drillmaster;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The house rules of source texts as pure functions from a text to its breaches. Words that must
 * not occur are put together from halves, so that this file keeps its own rules.
 */
final class Tidy {
  /** A longer file holds more than one concept. */
  static final int MOST_LINES = 400;

  /** A longer method cannot be read at one go; the goal is 40. */
  static final int MOST_METHOD_LINES = 60;

  private static final Set<String> EMPTY_WORDS =
      Set.of("util", "utils", "common", "impl", "helper", "helpers", "manager");

  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b|@Dis" + "abled");

  private static final Pattern MACHINE_PATH =
      Pattern.compile(
          "(^|[^A-Za-z0-9_.<\\-/])/(wo"
              + "rk|ro"
              + "ot|fa"
              + "rm|ho"
              + "me/\\w+|Us"
              + "ers/\\w+)(/|\\b)");

  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?i)(repo\\d?\\.mav"
              + "en|mav"
              + "en\\.apache\\.org/mav"
              + "en2|sona"
              + "type\\.org|registry\\.np"
              + "mjs|jcen"
              + "ter|jfr"
              + "og|/nex"
              + "us/|distribution"
              + "Url|wrapper"
              + "Url)");

  private Tidy() {}

  /** Breaches of any text file. */
  static List<String> text(String path, String text) {
    List<String> breaches = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String at = path + ":" + (i + 1) + " ";
      if (UNFINISHED.matcher(lines[i]).find()) {
        breaches.add(at + "is unfinished or switched off");
      }
      if (MACHINE_PATH.matcher(lines[i]).find()) {
        breaches.add(at + "names a path of one machine");
      }
      if (REGISTRY.matcher(lines[i]).find()) {
        breaches.add(at + "names the host of a package registry");
      }
    }
    return breaches;
  }

  /** Breaches of Java files, by path, besides those of any text; parsed all at once. */
  static List<String> java(Map<String, String> texts) throws IOException {
    List<String> breaches = new ArrayList<>();
    texts.forEach(
        (path, text) -> {
          long lines = text.lines().count();
          if (lines > MOST_LINES) {
            breaches.add("%s has %d lines; use at most %d".formatted(path, lines, MOST_LINES));
          }
        });
    List<JavaFileObject> files = texts.entrySet().stream().map(Tidy::file).toList();
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, files);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    for (CompilationUnitTree unit : task.parse()) {
      String path = unit.getSourceFile().toUri().getPath().substring(1);
      new Names(path, unit, positions, breaches).scan(unit, null);
    }
    return breaches;
  }

  /** Breach of a package-info, empty when its package is null-marked. */
  static List<String> packageInfo(String path, String text) {
    return text.contains("@NullMarked") && text.contains("/**")
        ? List.of()
        : List.of(path + " lacks @NullMarked or a sentence that says what the package is");
  }

  private static JavaFileObject file(Map.Entry<String, String> source) {
    URI uri = URI.create("text:///" + source.getKey());
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source.getValue();
      }
    };
  }

  /** Walks the declarations of one file. */
  private static final class Names extends TreeScanner<Void, Void> {
    private final String path;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> breaches;

    Names(String path, CompilationUnitTree unit, SourcePositions positions, List<String> breaches) {
      this.path = path;
      this.unit = unit;
      this.positions = positions;
      this.breaches = breaches;
      if (unit.getPackageName() != null) {
        name(unit.getPackageName().toString(), "package");
      }
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      name(type.getSimpleName().toString(), "type");
      return super.visitClass(type, unused);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      long lines = line(positions.getEndPosition(unit, method)) - line(start(method)) + 1;
      if (lines > MOST_METHOD_LINES) {
        breaches.add(
            "%s: method %s has %d lines; use at most %d"
                .formatted(path, method.getName(), lines, MOST_METHOD_LINES));
      }
      return super.visitMethod(method, unused);
    }

    private long start(MethodTree method) {
      return positions.getStartPosition(unit, method.getBody() == null ? method : method.getBody());
    }

    private long line(long position) {
      return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
    }

    private void name(String name, String what) {
      for (String word : name.split("\\.|(?<=[a-z0-9])(?=[A-Z])|_")) {
        if (EMPTY_WORDS.contains(word.toLowerCase(Locale.ROOT))) {
          breaches.add("%s: %s %s says nothing by '%s'".formatted(path, what, name, word));
        }
      }
    }
  }
}
