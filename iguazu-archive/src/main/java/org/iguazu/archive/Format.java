package org.iguazu.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** The formats we read, as told by their first bytes. */
enum Format {
  TAR {
    @Override
    void read(Path archive, Tree tree, Limits limits) throws IOException, RefusedException {
      try (InputStream in = Files.newInputStream(archive)) {
        new TarReader(tree, limits).read(in);
      }
    }
  },
  TAR_GZ {
    @Override
    void read(Path archive, Tree tree, Limits limits) throws IOException, RefusedException {
      try (InputStream in = unzipped(archive)) {
        new TarReader(tree, limits).read(in);
      }
    }
  },
  GZ {
    @Override
    void read(Path archive, Tree tree, Limits limits) throws IOException, RefusedException {
      String name = archive.getFileName().toString().replaceFirst("(?i)\\.gz$", "");
      try (InputStream in = unzipped(archive)) {
        tree.file(EntryName.of(name, limits), false, in);
      }
    }
  },
  ZIP {
    @Override
    void read(Path archive, Tree tree, Limits limits) throws IOException, RefusedException {
      new ZipReader(tree, limits).read(archive);
    }
  };

  private static final int TAR_BLOCK = TarConstants.DEFAULT_RCDSIZE;

  abstract void read(Path archive, Tree tree, Limits limits) throws IOException, RefusedException;

  static Format of(Path archive) throws IOException, RefusedException {
    byte[] start;
    try (InputStream in = Files.newInputStream(archive)) {
      start = in.readNBytes(TAR_BLOCK);
    }
    if (startsWith(start, 0x1f, 0x8b)) {
      return isTar(startUnzipped(archive)) ? TAR_GZ : GZ;
    }
    if (startsWith(start, 'P', 'K', 3, 4) || startsWith(start, 'P', 'K', 5, 6)) {
      return ZIP;
    }
    if (isTar(start)) {
      return TAR;
    }
    throw new RefusedException(Rule.FORMAT, null, "it is neither tar, zip nor gzip");
  }

  private static boolean startsWith(byte[] start, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (start.length <= i || (start[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** Old tars have no magic, but all have a checksum. */
  private static boolean isTar(byte[] start) {
    try {
      return start.length == TAR_BLOCK && TarUtils.verifyCheckSum(start);
    } catch (IllegalArgumentException notEvenANumber) {
      return false;
    }
  }

  private static byte[] startUnzipped(Path archive) throws IOException, RefusedException {
    try (InputStream in = unzipped(archive)) {
      return in.readNBytes(TAR_BLOCK);
    } catch (IOException broken) {
      throw brokenGzip(broken);
    }
  }

  private static InputStream unzipped(Path archive) throws IOException, RefusedException {
    InputStream in = Files.newInputStream(archive);
    try {
      return new GZIPInputStream(in, 64 << 10);
    } catch (IOException broken) {
      in.close();
      throw brokenGzip(broken);
    }
  }

  private static RefusedException brokenGzip(IOException broken) {
    return new RefusedException(Rule.FORMAT, null, "it is a broken gzip: " + broken.getMessage());
  }
}
