package org.iguazu.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes zips byte by byte, so that each can be made to lie. The local header is {@code local}, the
 * directory's record {@code central}; both are as they should be until they are changed.
 */
final class Zips {

  static final int LOCAL_LENGTH = 30;
  static final int CENTRAL_LENGTH = 46;
  static final int END_LENGTH = 22;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int entries;

  Zips file(String name, String content) {
    return file(name, content.getBytes(UTF_8), 0100644, it -> {});
  }

  /** What of an entry may be falsified before it is written. */
  static final class Entry {

    ByteBuffer local = buffer(LOCAL_LENGTH);
    ByteBuffer central = buffer(CENTRAL_LENGTH);
    byte[] localName = {};
    byte[] centralName = {};
    byte[] data = {};
    byte[] behind = {};
  }

  interface Lie {
    void tell(Entry entry) throws IOException;
  }

  Zips file(String name, byte[] content, int mode, Lie lie) {
    try {
      Entry entry = honest(name, content, mode);
      lie.tell(entry);
      out.write(all(entry.local));
      out.write(entry.localName);
      out.write(entry.data);
      out.write(entry.behind);
      directory.write(all(entry.central));
      directory.write(entry.centralName);
      entries++;
      return this;
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private Entry honest(String name, byte[] content, int mode) throws IOException {
    Entry entry = new Entry();
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.localName = name.getBytes(UTF_8);
    entry.centralName = entry.localName;
    entry.data = deflate(content);
    entry.local.putInt(0, 0x04034b50).putShort(4, (short) 20).putShort(8, (short) 8);
    describe(entry.local, 14, crc, entry.data, content, entry.localName);
    entry.central.putInt(0, 0x02014b50).putShort(4, (short) 0x314).putShort(10, (short) 8);
    describe(entry.central, 16, crc, entry.data, content, entry.localName);
    entry.central.putInt(38, mode << 16).putInt(42, out.size());
    return entry;
  }

  private static void describe(
      ByteBuffer header, int at, CRC32 crc, byte[] data, byte[] content, byte[] name) {
    header
        .putInt(at, (int) crc.getValue())
        .putInt(at + 4, data.length)
        .putInt(at + 8, content.length)
        .putShort(at + 12, (short) name.length);
  }

  Zips raw(byte[] between) throws IOException {
    out.write(between);
    return this;
  }

  byte[] bytes() throws IOException {
    return bytes(end -> {});
  }

  interface EndLie {
    void tell(ByteBuffer end);
  }

  byte[] bytes(EndLie lie) throws IOException {
    ByteBuffer end = buffer(END_LENGTH);
    end.putInt(0, 0x06054b50).putShort(8, (short) entries).putShort(10, (short) entries);
    end.putInt(12, directory.size()).putInt(16, out.size());
    lie.tell(end);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(out.toByteArray());
    whole.write(directory.toByteArray());
    whole.write(all(end));
    return whole.toByteArray();
  }

  static ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  static byte[] all(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  static byte[] deflate(byte[] content) throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(9, true);
    try (var out = new DeflaterOutputStream(deflated, deflater)) {
      out.write(content);
    } finally {
      deflater.end();
    }
    return deflated.toByteArray();
  }

  static byte[] plus(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
