package org.iguazu.loopback.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of an object that is asked for.
 *
 * @param first byte of it, from 0
 * @param whole whether no part was asked for
 */
record Range(long first, long length, boolean whole) {

  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  static Range of(@Nullable String header, long size) throws S3Error {
    Matcher range = ONE.matcher(header == null ? "" : header);
    if (!range.matches()) {
      return new Range(0, size, true); // S3, too, ignores what it does not understand
    }
    boolean isTail = range.group(1).isEmpty();
    long number = isTail && range.group(2).isEmpty() ? 0 : number(range, isTail ? 2 : 1);
    long first = isTail ? Math.max(0, size - number) : number;
    long last =
        isTail || range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, number(range, 2));
    if (first > last) {
      throw new S3Error(416, "InvalidRange", "the object has %d bytes".formatted(size));
    }
    return new Range(first, last - first + 1, false);
  }

  private static long number(Matcher range, int group) {
    return Long.parseLong(range.group(group));
  }

  String header(long size) {
    return "bytes %d-%d/%d".formatted(first, first + length - 1, size);
  }
}
