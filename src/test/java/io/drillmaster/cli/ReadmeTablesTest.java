package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillmaster.MarkdownTable;
import io.drillmaster.check.Checks;
import io.drillmaster.drill.FaultKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's tables of checks, faults and exit codes say what the program's tables say. */
class ReadmeTablesTest {

  @Test
  void checks() throws IOException {
    assertThat(rows("| check | property |"))
        .isEqualTo(
            Checks.all().stream().map(check -> List.of(check.name(), check.property())).toList());
  }

  @Test
  void theListedChecksAreThoseOfTheReadme() throws IOException {
    List<List<String>> listed =
        printed("list", "checks")
            .lines()
            .filter(line -> !line.startsWith(" "))
            .map(line -> List.of(line.split(" +", 2)))
            .toList();

    assertThat(listed).isEqualTo(rows("| check | property |"));
  }

  @Test
  void faults() throws IOException {
    String listed =
        Stream.of(FaultKind.values())
            .map(kind -> "`%s`%s (%s)".formatted(kind.key(), kind.timed() ? "*" : "", kind.felt()))
            .collect(Collectors.joining(", "));

    assertThat(Files.readString(Path.of("README.md")).replace("\n", " "))
        .contains("what the client feels (* with `for: 6s`): " + listed + ". ");
  }

  @Test
  void whatCanBeBrokenAndHowItIsUndone() throws IOException {
    String text = Files.readString(Path.of("chaos", "README.md"));

    assertThat(MarkdownTable.rows(text, FaultTable.HEADER)).isEqualTo(FaultTable.rows());
    assertThat(printed("list", "faults")).contains(FaultTable.lines());
  }

  @Test
  void exitCodes() throws IOException {
    assertThat(rows("| code | meaning |"))
        .isEqualTo(
            ExitCode.meanings().entrySet().stream()
                .map(meaning -> List.of(meaning.getKey(), meaning.getValue()))
                .toList());
  }

  @Test
  void everyExitCodeHasAMeaningAndHelpTellsIt() {
    List<String> codes =
        Arrays.stream(ExitCode.class.getDeclaredFields())
            .filter(
                field -> field.getType() == int.class && Modifier.isStatic(field.getModifiers()))
            .map(ReadmeTablesTest::value)
            .toList();

    assertThat(ExitCode.meanings().keySet()).containsExactlyElementsOf(codes);
    assertThat(printed("--help"))
        .contains("Exit codes:")
        .containsPattern("(?m)^ +254 +usage or bad input; nothing was touched$");
  }

  @Test
  void aRowThatDiffersWouldBeSeen() {
    String text = "x\n| a | b |\n|---|---|\n| 1 | `y` z |\n| 2 |  |\n\n| 3 | w |\n";

    assertThat(MarkdownTable.rows(text, "| a | b |"))
        .containsExactly(List.of("1", "`y` z"), List.of("2", ""));
    assertThatThrownBy(() -> MarkdownTable.rows(text, "| a | c |"))
        .hasMessage("there is no table with the header | a | c |");
  }

  private static List<List<String>> rows(String header) throws IOException {
    return MarkdownTable.rows(Files.readString(Path.of("README.md")), header);
  }

  private static String printed(String... arguments) {
    StringWriter out = new StringWriter();
    int code = Main.run(arguments, new PrintWriter(out), new PrintWriter(out));
    assertThat(code).as(out.toString()).isEqualTo(ExitCode.PASS);
    return out.toString();
  }

  private static String value(java.lang.reflect.Field field) {
    try {
      return String.valueOf(field.getInt(null));
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
