package org.iguazu.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A zip file's bytes, at any place of it. */
record ZipBytes(FileChannel channel, long size) {

  static ZipBytes of(FileChannel channel) throws IOException {
    return new ZipBytes(channel, channel.size());
  }

  /** So many bytes from there, in zip's byte order. */
  ByteBuffer at(long position, long length) throws IOException, RefusedException {
    if (position < 0 || length < 0 || length > size - position || length > Integer.MAX_VALUE) {
      throw new RefusedException(
          Rule.FORMAT, null, "it is a broken zip: cut off at byte %d".formatted(size));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new IOException("the zip file became shorter while it was read");
      }
    }
    return bytes.flip();
  }

  static int u2(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  static long u4(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  /** The part of a buffer that is an extra field, a name or the like. */
  static ByteBuffer part(ByteBuffer bytes, int at, int length) {
    return bytes.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bytes of a name, one in each character, because their encoding is not known yet. */
  static String text(ByteBuffer bytes, int at, int length) {
    byte[] copy = new byte[length];
    bytes.get(at, copy);
    return new String(copy, ISO_8859_1);
  }
}
