package org.iguazu.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.utils.BoundedSeekableByteChannelInputStream;

/** Reads a zip, once its layout is found to be sound. */
final class ZipReader {

  private final Tree tree;
  private final Limits limits;

  ZipReader(Tree tree, Limits limits) {
    this.tree = tree;
    this.limits = limits;
  }

  void read(Path archive) throws IOException, RefusedException {
    try (FileChannel channel = FileChannel.open(archive)) {
      for (ZipData entry : new ZipLayout(ZipBytes.of(channel)).entries(limits)) {
        unpack(entry, channel);
      }
    }
  }

  private void unpack(ZipData data, FileChannel channel) throws IOException, RefusedException {
    ZipRecord entry = data.record();
    EntryName name = EntryName.of(entry.name(), limits);
    if (entry.isDirectory()) {
      tree.directory(name);
      return;
    }
    InputStream raw =
        new BoundedSeekableByteChannelInputStream(data.position(), entry.compressed(), channel);
    if (entry.method() == ZipRecord.STORED) {
      file(name, entry, raw);
    } else {
      Inflater inflater = new Inflater(true);
      try {
        file(name, entry, new InflaterInputStream(raw, inflater, 16 << 10));
      } finally {
        inflater.end();
      }
    }
  }

  private void file(EntryName name, ZipRecord entry, InputStream content)
      throws IOException, RefusedException {
    CheckedInputStream checked = new CheckedInputStream(content, new CRC32());
    long size = tree.file(name, entry.isExecutable(), checked);
    if (size != entry.size() || checked.getChecksum().getValue() != entry.crc()) {
      throw entry.refused(Rule.FORMAT, "its content is not what its size and checksum say");
    }
  }
}
