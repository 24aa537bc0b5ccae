package org.iguazu.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes tars that no honest program would. */
final class Tars {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

  Tars() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  Tars file(String name, String content) {
    return file(name, content.getBytes(UTF_8));
  }

  Tars file(String name, byte[] content) {
    return entry(name, TarConstants.LF_NORMAL, content, Map.of());
  }

  Tars directory(String name) {
    return entry(name, TarConstants.LF_DIR, new byte[0], Map.of());
  }

  Tars special(String name, byte type) {
    return entry(name, type, new byte[0], Map.of());
  }

  Tars entry(String name, byte type, byte[] content, Map<String, String> pax) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    entry.setLinkName(type == TarConstants.LF_NORMAL ? "" : "/etc/passwd");
    entry.setSize(content.length);
    pax.forEach(entry::addPaxHeader);
    try {
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return this;
  }

  byte[] bytes() throws IOException {
    tar.finish();
    return bytes.toByteArray();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(content);
    }
    return zipped.toByteArray();
  }

  /** With another byte in the first header, and its checksum made to fit. */
  static byte[] falsified(byte[] tar, int at, char value) {
    byte[] lying = tar.clone();
    lying[at] = (byte) value;
    Arrays.fill(lying, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += lying[i] & 0xff;
    }
    byte[] digits = "%06o\0".formatted(sum).getBytes(UTF_8);
    System.arraycopy(digits, 0, lying, 148, digits.length);
    return lying;
  }
}
