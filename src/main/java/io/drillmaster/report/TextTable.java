package io.drillmaster.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Columns of plain text, as wide as their widest cell; cells of a limited column go on below
 * themselves. Cells are painted after they are padded, so that colour never disturbs a column. Not
 * thread-safe.
 */
final class TextTable {
  private static final String GAP = "  ";

  private record Cell(String text, UnaryOperator<String> paint, boolean right) {}

  private final List<List<Cell>> rows = new ArrayList<>();
  private final Map<Integer, Integer> limits = new HashMap<>();
  private List<Cell> row = new ArrayList<>();

  /** Lets the cells of a column, counted from 0, be at most so wide: they break between words. */
  TextTable limit(int column, int width) {
    limits.put(column, width);
    return this;
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
    List<List<Cell>> lines = rows.stream().flatMap(cells -> broken(cells).stream()).toList();
    List<Integer> widths = widths(lines);
    StringBuilder text = new StringBuilder();
    for (List<Cell> cells : lines) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < cells.size(); i++) {
        Cell cell = cells.get(i);
        String blanks = " ".repeat(widths.get(i) - cell.text().length());
        line.append(cell.right() ? blanks : "").append(cell.paint().apply(cell.text()));
        line.append(cell.right() ? "" : blanks).append(i == cells.size() - 1 ? "" : GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** A row as one or more lines. */
  private List<List<Cell>> broken(List<Cell> cells) {
    List<List<String>> pieces = new ArrayList<>();
    int height = 1;
    for (int i = 0; i < cells.size(); i++) {
      List<String> parts = parts(cells.get(i).text(), limits.getOrDefault(i, Integer.MAX_VALUE));
      pieces.add(parts);
      height = Math.max(height, parts.size());
    }
    List<List<Cell>> lines = new ArrayList<>();
    for (int line = 0; line < height; line++) {
      List<Cell> parts = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        String text = line < pieces.get(i).size() ? pieces.get(i).get(line) : "";
        parts.add(new Cell(text, cells.get(i).paint(), cells.get(i).right()));
      }
      lines.add(parts);
    }
    return lines;
  }

  private static List<String> parts(String text, int width) {
    List<String> parts = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      int cut = blank > 0 ? blank : width;
      parts.add(rest.substring(0, cut));
      rest = rest.substring(cut).stripLeading();
    }
    parts.add(rest);
    return parts;
  }

  private static List<Integer> widths(List<List<Cell>> lines) {
    List<Integer> widths = new ArrayList<>();
    for (List<Cell> cells : lines) {
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
