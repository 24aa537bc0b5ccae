package org.iguazu.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.iguazu.api.text.Printable;

/**
 * Rows whose columns line up; only as wide as what is in them. What strangers have put into a cell
 * cannot do anything to the terminal.
 */
public final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Starts a table with its headings. */
  public static Table of(String... headings) {
    return new Table().row(headings);
  }

  /** Starts a table of names and values, without headings. */
  public static Table ofFacts() {
    return new Table();
  }

  public Table row(String... cells) {
    rows.add(Stream.of(cells).map(cell -> Printable.of(cell.replace('\n', ' '))).toList());
    return this;
  }

  /** Adds a row, unless the value says nothing. */
  public Table fact(String name, String value) {
    return value.isEmpty() ? this : row(name, value);
  }

  @Override
  public String toString() {
    List<Integer> widths =
        IntStream.range(0, rows.isEmpty() ? 0 : rows.getFirst().size())
            .mapToObj(column -> rows.stream().mapToInt(row -> widthOf(row, column)).max().orElse(0))
            .toList();
    return rows.stream()
        .map(row -> line(row, widths))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String line(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> padded(row.get(column), widths.get(column)))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private static int widthOf(List<String> row, int column) {
    return row.get(column).codePointCount(0, row.get(column).length());
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(width - cell.codePointCount(0, cell.length()));
  }
}
