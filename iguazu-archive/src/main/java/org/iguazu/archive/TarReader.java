package org.iguazu.archive;

import static org.apache.commons.compress.archivers.tar.TarConstants.LF_BLK;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_CHR;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_CONTIG;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_DIR;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_FIFO;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_LINK;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_NORMAL;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_OLDNORM;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_SYMLINK;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Reads a tar of any dialect, entry by entry. */
final class TarReader {

  /** Also as the size of a block, for the reader skips what follows the end within its block. */
  private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;

  private static final int ANY_EXECUTE = 0111;

  private final Tree tree;
  private final Limits limits;

  TarReader(Tree tree, Limits limits) {
    this.tree = tree;
    this.limits = limits;
  }

  void read(InputStream in) throws IOException, RefusedException {
    DescriptionMeter metered = new DescriptionMeter(new BufferedInputStream(in));
    TarArchiveInputStream tar = new TarArchiveInputStream(metered, RECORD, RECORD, "UTF-8");
    for (var entry = next(tar, metered); entry != null; entry = next(tar, metered)) {
      unpack(entry, tar);
    }
    checkRest(metered);
  }

  /** Reads over long names, PAX records and padding, which may have any size the archive likes. */
  private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar, DescriptionMeter metered)
      throws RefusedException {
    metered.expectDescription();
    try {
      TarArchiveEntry entry = tar.getNextEntry();
      metered.expectContent();
      return entry;
    } catch (DescriptionMeter.TooLongException tooLong) {
      throw new RefusedException(Rule.DESCRIPTIONS, null, DescriptionMeter.TOO_LONG);
    } catch (IOException | RuntimeException broken) {
      throw new RefusedException(Rule.FORMAT, null, "it is a broken tar: " + broken.getMessage());
    }
  }

  private void unpack(TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException, RefusedException {
    checkKind(entry);
    EntryName name = EntryName.of(entry.getName(), limits);
    if (!entry.isDirectory()) {
      tree.file(name, (entry.getMode() & ANY_EXECUTE) != 0, tar);
    } else if (entry.getSize() == 0) {
      tree.directory(name);
    } else {
      throw refused(Rule.LAYOUT, entry, "it is a directory and has content");
    }
  }

  private static void checkKind(TarArchiveEntry entry) throws RefusedException {
    if (entry.isSparse()) {
      throw refused(Rule.FEATURE, entry, "it is a sparse file");
    }
    switch (entry.getLinkFlag()) {
      case LF_OLDNORM, LF_NORMAL, LF_CONTIG, LF_DIR -> {}
      case LF_LINK, LF_SYMLINK -> throw refused(Rule.KIND, entry, "it is a link");
      case LF_CHR, LF_BLK, LF_FIFO -> throw refused(Rule.KIND, entry, "it is a device or a pipe");
      default ->
          throw refused(Rule.KIND, entry, "it is of type '%c'".formatted(entry.getLinkFlag()));
    }
  }

  private static RefusedException refused(Rule rule, TarArchiveEntry entry, String reason) {
    return new RefusedException(rule, entry.getName(), reason);
  }

  /**
   * Another reader would find what hides behind the end; ours also has the gzip's checksum tested.
   */
  private static void checkRest(DescriptionMeter rest) throws RefusedException {
    rest.expectDescription();
    try {
      for (int b = rest.read(); b >= 0; b = rest.read()) {
        if (b != 0) {
          throw new RefusedException(Rule.LAYOUT, null, "it goes on behind the end of the tar");
        }
      }
    } catch (DescriptionMeter.TooLongException tooLong) {
      throw new RefusedException(Rule.DESCRIPTIONS, null, DescriptionMeter.TOO_LONG);
    } catch (IOException broken) {
      throw new RefusedException(Rule.FORMAT, null, "it is broken: " + broken.getMessage());
    }
  }
}
