package org.iguazu.archive;

import java.nio.ByteBuffer;

/** The extra field that holds the numbers which do not fit in 32 bits, in their order. */
final class Zip64 {

  private static final long ELSEWHERE = 0xFFFFFFFFL;
  private static final int FIELD = 1;

  private final ByteBuffer numbers;

  private Zip64(ByteBuffer numbers) {
    this.numbers = numbers;
  }

  static Zip64 in(ByteBuffer extra) throws RefusedException {
    ByteBuffer found = extra.slice(0, 0);
    for (int at = 0; at < extra.limit(); ) {
      int left = extra.limit() - at - 4;
      int length = left < 0 ? 0 : ZipBytes.u2(extra, at + 2);
      if (left < length) {
        break; // some writers pad with zeros: what has no room for a field is none
      }
      if (ZipBytes.u2(extra, at) == FIELD) {
        if (found.limit() > 0) {
          throw broken();
        }
        found = ZipBytes.part(extra, at + 4, length);
      }
      at += 4 + length;
    }
    return new Zip64(found);
  }

  /** The number itself, or if it says so, the next one of the field. */
  long or(long number) throws RefusedException {
    if (number != ELSEWHERE) {
      return number;
    }
    if (numbers.remaining() < Long.BYTES) {
      throw broken();
    }
    long large = numbers.getLong();
    if (large < 0) {
      throw broken();
    }
    return large;
  }

  private static RefusedException broken() {
    return new RefusedException(Rule.LAYOUT, null, "a zip64 field is missing, double or too large");
  }
}
