package com.example.quiz;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/**
 * Reads a submissions file: CSV with the columns {@code submission}, {@code learner}, {@code
 * submitted_at}, then one for each question.
 */
final class Submissions implements Iterator<Submission>, AutoCloseable {

  private static final List<String> LEADING = List.of("submission", "learner", "submitted_at");

  private final Meter input;
  private final long size;
  private final MappingIterator<String[]> rows;
  private final List<String> questions;
  private int row = 1;

  /**
   * Reads the header.
   *
   * @param size of the file in bytes
   */
  Submissions(InputStream file, long size) {
    this.input = new Meter(file);
    this.size = size;
    this.rows =
        new CsvMapper()
            .readerFor(String[].class)
            .with(CsvReadFeature.WRAP_AS_ARRAY)
            .with(CsvReadFeature.SKIP_EMPTY_LINES)
            .readValues(input);
    List<String> header = rows.hasNext() ? List.of(rows.next()) : List.of();
    if (header.size() <= LEADING.size() || !header.subList(0, LEADING.size()).equals(LEADING)) {
      throw new IllegalArgumentException(
          "the file must begin with the columns %s and have one for each question, but has %s"
              .formatted(LEADING, header));
    }
    this.questions = header.subList(LEADING.size(), header.size());
  }

  List<String> questions() {
    return questions;
  }

  /** How much of the file is read, 0 to 1. */
  double fraction() {
    return size <= 0 ? 0 : Math.min(1, (double) input.read / size);
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Submission next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    row++;
    return submission(rows.next());
  }

  private Submission submission(String[] cells) {
    if (cells.length != LEADING.size() + questions.size()) {
      throw new IllegalArgumentException(
          "row %d must have %d cells, but has %d"
              .formatted(row, LEADING.size() + questions.size(), cells.length));
    }
    return new Submission(
        cells[0],
        cells[1],
        cells[2],
        Arrays.stream(cells).skip(LEADING.size()).map(this::points).toList());
  }

  private OptionalDouble points(String cell) {
    try {
      return cell.isBlank() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "row %d: '%s' is no number of points".formatted(row, cell));
    }
  }

  @Override
  public void close() throws IOException {
    input.close();
  }

  /** Counts the bytes that pass. */
  private static final class Meter extends FilterInputStream {

    private long read;

    Meter(InputStream input) {
      super(input);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      read += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int some = super.read(buffer, offset, length);
      read += Math.max(0, some);
      return some;
    }
  }
}
