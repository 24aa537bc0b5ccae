package org.iguazu.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * One entry as a zip's directory has it, zip64's large numbers filled in.
 *
 * @param rawName the name's bytes, one in each character
 * @param flags the general purpose bits
 * @param attributes the external ones, whose upper half is a Unix mode
 * @param start where the local header of the entry begins, from the start of the file
 */
record ZipRecord(
    String rawName,
    int flags,
    int method,
    long crc,
    long compressed,
    long size,
    int attributes,
    long start) {

  static final int STORED = 0;
  static final int DEFLATED = 8;

  private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
  private static final int SIZES_FOLLOW = 1 << 3;
  private static final int PATCHED = 1 << 5;

  private static final int KIND = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int ANY_EXECUTE = 0111;

  /** Whether the local header leaves checksum and sizes to a descriptor behind the data. */
  boolean sizesFollow() {
    return (flags & SIZES_FOLLOW) != 0;
  }

  boolean isDirectory() {
    return rawName.endsWith("/");
  }

  boolean isExecutable() {
    return ((attributes >>> 16) & ANY_EXECUTE) != 0;
  }

  /** What would be a guess in any other encoding is none of ours. */
  String name() throws RefusedException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(rawName.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException notUtf8) {
      throw refused(Rule.NAME, "its name is not in UTF-8");
    }
  }

  void check() throws RefusedException {
    if ((flags & (ENCRYPTED | PATCHED)) != 0) {
      throw refused(Rule.FEATURE, "it is encrypted or a patch");
    }
    if (method != STORED && method != DEFLATED) {
      throw refused(Rule.FEATURE, "its compression is method %d, not deflate".formatted(method));
    }
    if ((method == STORED && compressed != size) || (isDirectory() && size != 0)) {
      throw refused(Rule.LAYOUT, "its sizes %d and %d cannot be".formatted(compressed, size));
    }
    int kind = (attributes >>> 16) & KIND;
    if (kind != 0 && kind != (isDirectory() ? DIRECTORY : REGULAR)) {
      throw refused(Rule.KIND, "it is no file or directory, but of Unix type %o".formatted(kind));
    }
  }

  RefusedException refused(Rule rule, String reason) {
    return new RefusedException(rule, new String(rawName.getBytes(ISO_8859_1), UTF_8), reason);
  }
}
