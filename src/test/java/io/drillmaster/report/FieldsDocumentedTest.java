package io.drillmaster.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Figures;
import io.drillmaster.check.Judgement;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code reports/README.md} names every field of verdict.json and figures.json. */
class FieldsDocumentedTest {
  private static final Pattern CODE = Pattern.compile("`[^`]+`");
  private static final Pattern WORD = Pattern.compile("\\w+");

  private record Planted(List<Inner> rows) {}

  private record Inner(int undocumentedField) {}

  @Test
  void everyFieldIsNamed() throws IOException {
    Set<String> documented = documented(Files.readString(Path.of("reports/README.md")));

    assertThat(documented).containsAll(fields(Judgement.class));
    assertThat(documented).containsAll(fields(Figures.class));
  }

  @Test
  void anUnnamedFieldWouldBeSeen() {
    assertThat(fields(Planted.class)).containsExactly("rows", "undocumentedField");
    assertThat(documented("the `rows[]` (`a`, `b.c`) and undocumentedField"))
        .containsExactly("rows", "a", "b", "c");
  }

  private static Set<String> documented(String markdown) {
    Set<String> words = new LinkedHashSet<>();
    Matcher code = CODE.matcher(markdown.replaceAll("(?ms)^```.*?^```", ""));
    while (code.find()) {
      WORD.matcher(code.group()).results().forEach(word -> words.add(word.group()));
    }
    return words;
  }

  private static Set<String> fields(Class<?> type) {
    Set<String> names = new LinkedHashSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      names.add(component.getName());
      Class<?> inner = inner(component.getGenericType());
      if (inner.isRecord()) {
        names.addAll(fields(inner));
      }
    }
    return names;
  }

  private static Class<?> inner(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      return inner(parameterized.getActualTypeArguments()[0]);
    }
    return (Class<?>) type;
  }
}
