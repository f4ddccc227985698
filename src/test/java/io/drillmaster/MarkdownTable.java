package io.drillmaster;

import java.util.Arrays;
import java.util.List;

/** The rows of a table in a Markdown text, cells as written, backticks included. */
public final class MarkdownTable {

  private MarkdownTable() {}

  /**
   * Rows below a header, without header and rule.
   *
   * @param header the header's line, e.g. {@code | code | meaning |}
   * @throws AssertionError when the text has no such line
   */
  public static List<List<String>> rows(String text, String header) {
    List<String> lines = text.lines().toList();
    int first = lines.indexOf(header);
    if (first < 0) {
      throw new AssertionError("there is no table with the header " + header);
    }
    return lines.stream()
        .skip(first + 2L)
        .takeWhile(line -> line.startsWith("|"))
        .map(MarkdownTable::cells)
        .toList();
  }

  private static List<String> cells(String line) {
    String inner = line.strip().replaceAll("^\\||\\|$", "");
    return Arrays.stream(inner.split("\\|", -1)).map(String::strip).toList();
  }
}
