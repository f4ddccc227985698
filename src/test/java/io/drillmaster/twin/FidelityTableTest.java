package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.MarkdownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every fact of the fidelity table is shown by tests that exist, or says why not. */
class FidelityTableTest {

  private static final Path TESTS = Path.of("src", "test", "java", "io", "drillmaster");
  private static final String HEADER = "| fact | here | shown by |";
  private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w*)`");
  private static final int REASON_CHARS_MIN = 20;
  private static final int FACTS_MIN = 80;

  @Test
  void everyFactNamesTestsThatExistOrAReason() throws IOException {
    List<List<String>> rows = rows(Files.readString(Path.of("src", "docs", "fidelity.md")));

    assertThat(rows).hasSizeGreaterThan(FACTS_MIN);
    List<String> wrong = new ArrayList<>();
    for (List<String> row : rows) {
      wrong.addAll(breaches(row));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aRowThatPromisesWithoutProofIsCaught() {
    assertThat(breaches(List.of("a fact", "implemented", "surely"))).hasSize(1);
    assertThat(breaches(List.of("a fact", "implemented", "`twin.NoSuchTest`"))).hasSize(1);
    assertThat(breaches(List.of("a fact", "deliberately not", "no"))).hasSize(1);
    assertThat(breaches(List.of("a fact", "perhaps", "`twin.FidelityTableTest`"))).hasSize(1);
    assertThat(breaches(List.of("a fact", "implemented"))).hasSize(1);
    assertThat(breaches(List.of("a fact", "implemented", "`twin.FidelityTableTest`"))).isEmpty();
  }

  @Test
  void everyTableOfTheTextIsRead() {
    String table = HEADER + "\n|---|---|---|\n| %s | implemented | `twin.FidelityTableTest` |\n";
    assertThat(rows(table.formatted("one") + "\nwords\n\n" + table.formatted("two")))
        .extracting(row -> row.get(0))
        .containsExactly("one", "two");
  }

  private static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    for (int at = text.indexOf(HEADER); at >= 0; at = text.indexOf(HEADER, at + 1)) {
      rows.addAll(MarkdownTable.rows(text.substring(at), HEADER));
    }
    return rows;
  }

  private static List<String> breaches(List<String> row) {
    if (row.size() != 3) {
      return List.of(row + " has not three cells");
    }
    String proof = row.get(2);
    return switch (row.get(1)) {
      case "implemented" -> {
        List<String> tests =
            CLASS.matcher(proof).results().map((MatchResult found) -> found.group(1)).toList();
        boolean allExist = tests.stream().allMatch(FidelityTableTest::exists);
        yield tests.isEmpty() || !allExist
            ? List.of(row + " names no test that exists")
            : List.of();
      }
      case "deliberately not", "unknown" ->
          proof.length() < REASON_CHARS_MIN ? List.of(row + " gives no reason") : List.of();
      default -> List.of(row + " is neither implemented, deliberately not nor unknown");
    };
  }

  private static boolean exists(String name) {
    return Files.exists(TESTS.resolve(name.replace('.', '/') + ".java"));
  }
}
