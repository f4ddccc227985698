package io.drillmaster.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Columns of plain text, as wide as their widest cell. Cells are painted after they are padded, so
 * that colour never disturbs a column. Not thread-safe.
 */
final class TextTable {
  private static final String GAP = "  ";

  private record Cell(String text, UnaryOperator<String> paint, boolean right) {}

  private final List<List<Cell>> rows = new ArrayList<>();
  private List<Cell> row = new ArrayList<>();

  /** Adds a row of plain cells. */
  TextTable row(String... cells) {
    for (String cell : cells) {
      cell(cell);
    }
    return end();
  }

  /** Adds a plain cell to the row begun. */
  TextTable cell(String text) {
    return cell(text, UnaryOperator.identity());
  }

  /** Adds a painted cell to the row begun. */
  TextTable cell(String text, UnaryOperator<String> paint) {
    row.add(new Cell(text, paint, false));
    return this;
  }

  /** Adds a cell that ends where its column ends. */
  TextTable right(String text, UnaryOperator<String> paint) {
    row.add(new Cell(text, paint, true));
    return this;
  }

  /** Adds a plain cell that ends where its column ends. */
  TextTable right(String text) {
    return right(text, UnaryOperator.identity());
  }

  /** Ends the row begun. */
  TextTable end() {
    rows.add(List.copyOf(row));
    row = new ArrayList<>();
    return this;
  }

  /** The lines, each after the indent and without trailing blanks, each ended by a line feed. */
  String text(String indent) {
    List<Integer> widths = widths();
    StringBuilder text = new StringBuilder();
    for (List<Cell> cells : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < cells.size(); i++) {
        Cell cell = cells.get(i);
        boolean last = i == cells.size() - 1;
        String blanks = " ".repeat(widths.get(i) - cell.text().length());
        line.append(cell.right() ? blanks : "").append(cell.paint().apply(cell.text()));
        line.append(cell.right() ? "" : blanks).append(last ? "" : GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private List<Integer> widths() {
    List<Integer> widths = new ArrayList<>();
    for (List<Cell> cells : rows) {
      for (int i = 0; i < cells.size(); i++) {
        if (i == widths.size()) {
          widths.add(0);
        }
        widths.set(i, Math.max(widths.get(i), cells.get(i).text().length()));
      }
    }
    return widths;
  }
}
