package org.iguazu.archive;

import static org.iguazu.archive.ZipBytes.u2;
import static org.iguazu.archive.ZipBytes.u4;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What the end of a zip says about its directory, which lies immediately before it.
 *
 * @param entries number of its records
 * @param start where it begins, from the start of the file
 */
record ZipEnd(long entries, long start, long size) {

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int LOCATOR64_LENGTH = 20;
  private static final int END64 = 0x06064b50;
  private static final int END64_LENGTH = 56;

  static ZipEnd of(ZipBytes zip) throws IOException, RefusedException {
    long position = find(zip);
    ByteBuffer end = zip.at(position, END_LENGTH);
    if (u2(end, 4) != 0 || u2(end, 6) != 0 || u2(end, 8) != u2(end, 10)) {
      throw new RefusedException(Rule.FEATURE, null, "it is one of several volumes");
    }
    ZipEnd plain = new ZipEnd(u2(end, 10), u4(end, 16), u4(end, 12));
    long locator = position - LOCATOR64_LENGTH;
    if (locator >= 0 && zip.at(locator, 4).getInt(0) == LOCATOR64) {
      return large(zip, locator, plain);
    }
    return plain.endingAt(position);
  }

  /**
   * The only place where an end could be: its comment must reach exactly to the end of the file.
   */
  private static long find(ZipBytes zip) throws IOException, RefusedException {
    int length = (int) Math.min(zip.size(), END_LENGTH + LONGEST_COMMENT);
    ByteBuffer tail = zip.at(zip.size() - length, length);
    for (int at = length - END_LENGTH; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        if (u2(tail, at + 20) != length - END_LENGTH - at) {
          throw layout("there are bytes behind its end, or an end within its comment");
        }
        return zip.size() - length + at;
      }
    }
    throw new RefusedException(Rule.FORMAT, null, "it is a broken zip: it has no end");
  }

  private static ZipEnd large(ZipBytes zip, long locator, ZipEnd plain)
      throws IOException, RefusedException {
    ByteBuffer pointer = zip.at(locator, LOCATOR64_LENGTH);
    long position = pointer.getLong(8);
    ByteBuffer end = zip.at(position, END64_LENGTH);
    if (u4(pointer, 4) != 0 || u4(pointer, 16) > 1 || end.getLong(16) != 0) {
      throw new RefusedException(Rule.FEATURE, null, "it is one of several volumes");
    }
    var large = new ZipEnd(end.getLong(32), end.getLong(48), end.getLong(40));
    if (end.getInt(0) != END64
        || end.getLong(4) != locator - position - 12
        || end.getLong(24) != large.entries
        || !large.isSaidBy(plain)) {
      throw layout("its two ends do not say the same");
    }
    return large.endingAt(position);
  }

  /** Whether the old end has the same numbers, or says of each that it does not fit. */
  private boolean isSaidBy(ZipEnd plain) {
    return (plain.entries == entries || plain.entries == 0xFFFF)
        && (plain.start == start || plain.start == 0xFFFFFFFFL)
        && (plain.size == size || plain.size == 0xFFFFFFFFL);
  }

  private ZipEnd endingAt(long position) throws RefusedException {
    if (entries < 0 || start < 0 || size < 0 || start > position || position - start != size) {
      throw layout("its directory is not immediately before its end");
    }
    return this;
  }

  private static RefusedException layout(String reason) {
    return new RefusedException(Rule.LAYOUT, null, reason);
  }
}
