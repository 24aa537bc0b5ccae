package org.iguazu.archive;

/**
 * How much an archive may unpack to. What is over any of them is refused as a whole.
 *
 * @param entries files and directories, those counted that are only named as parents
 * @param depth directories above a file, plus the file itself
 * @param nameBytes length of a whole path in UTF-8; each part of it has at most 255 bytes besides
 * @param fileBytes size of one file, unpacked
 * @param totalBytes room for all files and directories together, unpacked
 * @param block what a file system hands out in one piece, in bytes: of {@code totalBytes} each file
 *     and each directory takes that at least, or a multiple of it
 * @param ratio how many times its own size an archive may unpack to, once it is more than a MiB
 */
public record Limits(
    int entries, int depth, int nameBytes, long fileBytes, long totalBytes, int block, int ratio) {

  /** For a folder of work by one person: 10,000 files, 256 MiB each, 1 GiB together. */
  public static final Limits DEFAULT =
      new Limits(10_000, 32, 1024, 256L << 20, 1L << 30, 4 << 10, 200);

  public Limits {
    if (entries < 1
        || depth < 1
        || nameBytes < 1
        || fileBytes < 0
        || totalBytes < 0
        || block < 1
        || ratio < 1) {
      throw new IllegalArgumentException(
          "no archive fits: entries=%d depth=%d nameBytes=%d fileBytes=%d totalBytes=%d block=%d ratio=%d"
              .formatted(entries, depth, nameBytes, fileBytes, totalBytes, block, ratio));
    }
  }

  /** The same, but for the number of files and directories. */
  public Limits withEntries(int entries) {
    return new Limits(entries, depth, nameBytes, fileBytes, totalBytes, block, ratio);
  }

  /** The same, but for the size of one file and of all together. */
  public Limits withBytes(long file, long total) {
    return new Limits(entries, depth, nameBytes, file, total, block, ratio);
  }

  /** What a file of so many bytes takes, or a directory, which has none. */
  long room(long bytes) {
    return Math.max(1, Math.ceilDiv(bytes, block)) * block;
  }
}
