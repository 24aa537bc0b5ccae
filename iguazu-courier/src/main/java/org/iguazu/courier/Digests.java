package org.iguazu.courier;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what passes by. */
final class Digests {

  private static final int BUFFER = 64 * 1024;

  private Digests() {}

  /** Some bytes that were copied. */
  record Copied(long size, String sha256) {}

  /** Copies up to {@code most} bytes and one more, by which the caller sees that there are more. */
  static Copied copy(InputStream from, OutputStream to, long most) throws IOException {
    MessageDigest digest = sha256();
    var buffer = new byte[BUFFER];
    long size = 0;
    while (size <= most) {
      int read = from.read(buffer, 0, (int) Math.min(buffer.length, most + 1 - size));
      if (read < 0) {
        break;
      }
      digest.update(buffer, 0, read);
      to.write(buffer, 0, read);
      size += read;
    }
    return new Copied(size, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
