package org.iguazu.archive;

import static org.iguazu.archive.ZipBytes.part;
import static org.iguazu.archive.ZipBytes.text;
import static org.iguazu.archive.ZipBytes.u2;
import static org.iguazu.archive.ZipBytes.u4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads a zip's directory and compares it with the entries themselves. A zip says everything twice,
 * and readers differ in whom they believe; this one believes only archives in which both are the
 * same and the entries lie one behind the other, from the first byte of the file to the directory,
 * so that none overlap and nothing hides between them.
 */
final class ZipLayout {

  private static final int RECORD = 0x02014b50;
  private static final int RECORD_LENGTH = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_LENGTH = 30;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final long LARGEST_DIRECTORY = 16L << 20;

  private final ZipBytes zip;

  ZipLayout(ZipBytes zip) {
    this.zip = zip;
  }

  /** All entries with where their data is, in the order of the file. */
  List<ZipData> entries(Limits limits) throws IOException, RefusedException {
    ZipEnd end = ZipEnd.of(zip);
    if (end.entries() > limits.entries()) {
      throw new RefusedException(
          Rule.ENTRIES, null, "%d entries, %d allowed".formatted(end.entries(), limits.entries()));
    }
    if (end.size() > LARGEST_DIRECTORY) {
      throw new RefusedException(Rule.DESCRIPTIONS, null, "its directory takes more than 16 MiB");
    }
    List<ZipRecord> records = directory(end);
    records.sort(Comparator.comparingLong(ZipRecord::start));
    return locate(records, end.start());
  }

  private List<ZipRecord> directory(ZipEnd end) throws IOException, RefusedException {
    ByteBuffer directory = zip.at(end.start(), end.size());
    List<ZipRecord> records = new ArrayList<>();
    for (int at = 0; at < directory.limit(); at += lengthOfRecord(directory, at)) {
      records.add(record(directory, at));
    }
    if (records.size() != end.entries()) {
      throw layout("it has %d entries and says %d".formatted(records.size(), end.entries()));
    }
    return records;
  }

  private static int lengthOfRecord(ByteBuffer directory, int at) {
    return RECORD_LENGTH + u2(directory, at + 28) + u2(directory, at + 30) + u2(directory, at + 32);
  }

  private static ZipRecord record(ByteBuffer directory, int at) throws RefusedException {
    int left = directory.limit() - at;
    if (left < RECORD_LENGTH
        || directory.getInt(at) != RECORD
        || left < lengthOfRecord(directory, at)) {
      throw layout("its directory is broken");
    }
    int name = u2(directory, at + 28);
    int extra = u2(directory, at + 30);
    Zip64 large = Zip64.in(part(directory, at + RECORD_LENGTH + name, extra));
    long size = large.or(u4(directory, at + 24)); // this order is the field's
    long compressed = large.or(u4(directory, at + 20));
    long start = large.or(u4(directory, at + 42));
    ZipRecord record =
        new ZipRecord(
            text(directory, at + RECORD_LENGTH, name),
            u2(directory, at + 8),
            u2(directory, at + 10),
            u4(directory, at + 16),
            compressed,
            size,
            directory.getInt(at + 38),
            start);
    record.check();
    return record;
  }

  private List<ZipData> locate(List<ZipRecord> records, long directory)
      throws IOException, RefusedException {
    List<ZipData> located = new ArrayList<>();
    long position = 0;
    for (int i = 0; i < records.size(); i++) {
      ZipRecord record = records.get(i);
      long next = i + 1 < records.size() ? records.get(i + 1).start() : directory;
      if (record.start() != position) {
        throw record.refused(Rule.LAYOUT, "it overlaps with another, or bytes are between them");
      }
      located.add(locate(record, next));
      position = next;
    }
    if (position != directory) {
      throw layout("there are bytes before its directory");
    }
    return located;
  }

  private ZipData locate(ZipRecord record, long next) throws IOException, RefusedException {
    ByteBuffer fixed = zip.at(record.start(), LOCAL_LENGTH);
    int name = u2(fixed, 26);
    int extra = u2(fixed, 28);
    ByteBuffer local = zip.at(record.start(), LOCAL_LENGTH + name + extra);
    if (fixed.getInt(0) != LOCAL
        || u2(fixed, 6) != record.flags()
        || u2(fixed, 8) != record.method()
        || !text(local, LOCAL_LENGTH, name).equals(record.rawName())) {
      throw differs(record);
    }
    checkSizes(record, local, part(local, LOCAL_LENGTH + name, extra));
    long data = record.start() + local.limit();
    long behind = next - data - record.compressed();
    if (record.sizesFollow() ? !describes(record, next - behind, behind) : behind != 0) {
      throw record.refused(Rule.LAYOUT, "its data does not end where the next entry begins");
    }
    return new ZipData(record, data);
  }

  private static void checkSizes(ZipRecord record, ByteBuffer local, ByteBuffer extra)
      throws RefusedException {
    Zip64 large = Zip64.in(extra);
    long size = large.or(u4(local, 22));
    long compressed = large.or(u4(local, 18));
    if (!says(record, u4(local, 14), record.crc())
        || !says(record, compressed, record.compressed())
        || !says(record, size, record.size())) {
      throw differs(record);
    }
  }

  /** Writers to a pipe leave out what they do not know yet, and only that. */
  private static boolean says(ZipRecord record, long local, long central) {
    return local == central || (record.sizesFollow() && local == 0);
  }

  /** A descriptor may have a signature or not, and sizes of 4 or 8 bytes. */
  private boolean describes(ZipRecord record, long position, long length)
      throws IOException, RefusedException {
    if (length != 12 && length != 16 && length != 20 && length != 24) {
      return false;
    }
    ByteBuffer descriptor = zip.at(position, length);
    if (length == 16 || length == 24) {
      if (descriptor.getInt() != DESCRIPTOR) {
        return false;
      }
    }
    long crc = Integer.toUnsignedLong(descriptor.getInt());
    boolean wide = length >= 20;
    long compressed = wide ? descriptor.getLong() : Integer.toUnsignedLong(descriptor.getInt());
    long size = wide ? descriptor.getLong() : Integer.toUnsignedLong(descriptor.getInt());
    return crc == record.crc() && compressed == record.compressed() && size == record.size();
  }

  private static RefusedException differs(ZipRecord record) {
    return record.refused(Rule.LAYOUT, "its own header and the directory do not say the same");
  }

  private static RefusedException layout(String reason) {
    return new RefusedException(Rule.LAYOUT, null, reason);
  }
}
