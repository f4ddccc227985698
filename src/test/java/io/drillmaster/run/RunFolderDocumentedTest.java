package io.drillmaster.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.MarkdownTable;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code reports/README.md} has a row for every file and folder that a {@link RunFolder} names. */
class RunFolderDocumentedTest {

  @Test
  void everyFileHasARow() throws Exception {
    String documented = String.join("\n", documented());

    assertThat(named())
        .hasSizeGreaterThan(9)
        .allSatisfy(name -> assertThat(documented).contains("`" + name));
  }

  private static List<String> documented() throws IOException {
    String text = Files.readString(Path.of("reports/README.md"));
    return MarkdownTable.rows(text, "| file | what it is | who reads it |").stream()
        .map(cells -> cells.get(0))
        .toList();
  }

  /** What the folder's methods name, relative to it. */
  private static List<String> named() throws ReflectiveOperationException {
    Path root = Path.of("run");
    RunFolder folder = new RunFolder(root);
    List<String> names = new ArrayList<>();
    for (Method method : RunFolder.class.getDeclaredMethods()) {
      boolean namesAPath =
          method.getReturnType() == Path.class
              && method.getParameterCount() == 0
              && !method.getName().equals("path");
      if (namesAPath) {
        names.add(root.relativize((Path) method.invoke(folder)).toString());
      }
    }
    return names;
  }
}
