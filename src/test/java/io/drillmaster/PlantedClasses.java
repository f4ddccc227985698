package io.drillmaster;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Source texts compiled into a folder and read as architecture: violations that are no code. */
final class PlantedClasses {

  /**
   * One source text.
   *
   * @param name full class name
   * @param body what stands between its braces
   */
  record Source(String name, String body) {
    String text() {
      int dot = name.lastIndexOf('.');
      return "package %s; public class %s { %s }"
          .formatted(name.substring(0, dot), name.substring(dot + 1), body);
    }
  }

  private PlantedClasses() {}

  /** Compiles the sources into the folder, against this test's own class path. */
  static JavaClasses compiled(Path folder, List<Source> sources) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (var files = javac.getStandardFileManager(null, Locale.ROOT, null)) {
      boolean done =
          javac
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-d",
                      folder.toString(),
                      "-proc:none",
                      "-nowarn",
                      "-cp",
                      System.getProperty("java.class.path")),
                  null,
                  sources.stream().map(PlantedClasses::file).toList())
              .call();
      if (!done) {
        throw new IllegalStateException("planted classes do not compile: " + messages);
      }
    }
    return new ClassFileImporter().importPath(folder);
  }

  private static JavaFileObject file(Source source) {
    URI uri = URI.create("planted:///" + source.name().replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source.text();
      }
    };
  }
}
