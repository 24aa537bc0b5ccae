package org.iguazu.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts what is read to describe entries, because the tar reader keeps all of that in memory,
 * however much a small compressed archive makes of it.
 */
final class DescriptionMeter extends FilterInputStream {

  static final String TOO_LONG =
      "an entry's description takes more than 1 MiB, or all together more than 16 MiB";

  private static final long LONGEST = 1L << 20;
  private static final long LONGEST_TOGETHER = 16L << 20;

  private long left = LONGEST;
  private long leftTogether = LONGEST_TOGETHER;
  private boolean content;

  DescriptionMeter(InputStream in) {
    super(in);
  }

  /** What is read from here on belongs to one entry's description. */
  void expectDescription() {
    content = false;
    left = LONGEST;
  }

  /** What is read from here on is an entry's content, which others count. */
  void expectContent() {
    content = true;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) throws TooLongException {
    if (!content) {
      left -= bytes;
      leftTogether -= bytes;
      if (left < 0 || leftTogether < 0) {
        throw new TooLongException();
      }
    }
  }

  static final class TooLongException extends IOException {

    TooLongException() {
      super(TOO_LONG);
    }
  }
}
