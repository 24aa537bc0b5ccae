package org.iguazu.cli.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Secrets that are made once and kept in files only their owner may read. */
final class DevKey {

  private DevKey() {}

  /**
   * What the file holds; if it is not there, it is made with {@code prefix} and 40 random digits.
   */
  static String in(Path file, String prefix) {
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      var bytes = new byte[20];
      new SecureRandom().nextBytes(bytes);
      String secret = prefix + HexFormat.of().formatHex(bytes);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, secret);
      return secret;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a secret in " + file, e);
    }
  }
}
