package org.iguazu.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/**
 * Files being unpacked into a new directory that nobody else writes to, and what they have used of
 * the limits. What is written is a directory or a file without links; anyone may read it, its owner
 * write it.
 */
final class Tree {

  private static final long SMALL = 1L << 20;

  private final Path root;
  private final Limits limits;
  private final long archiveBytes;
  private final Map<String, Place> taken = new HashMap<>();
  private final byte[] buffer = new byte[64 << 10];
  private int files;
  private long bytes;
  private long room;

  /** A name that is taken. */
  private record Place(EntryName name, boolean directory) {}

  Tree(Path root, Limits limits, long archiveBytes) {
    this.root = root;
    this.limits = limits;
    this.archiveBytes = archiveBytes;
  }

  int files() {
    return files;
  }

  long bytes() {
    return bytes;
  }

  void directory(EntryName name) throws IOException, RefusedException {
    if (name.parts().isEmpty()) {
      return;
    }
    Place there = taken.get(name.folded());
    if (there == null) {
      directory(name.parent());
      take(name, true);
      room += limits.room(0);
      checkRoom(room);
      permit(Files.createDirectory(root.resolve(name.path())), "rwxr-xr-x");
    } else if (!there.directory() || !there.name().equals(name)) {
      throw twice(name, there);
    }
  }

  /** Returns its size in bytes. */
  long file(EntryName name, boolean executable, InputStream content)
      throws IOException, RefusedException {
    if (name.parts().isEmpty()) {
      throw new RefusedException(Rule.NAME, ".", "a file cannot be the target itself");
    }
    directory(name.parent());
    take(name, false);
    Path file = root.resolve(name.path());
    long size;
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      size = copy(name, content, out);
    }
    room += limits.room(size);
    permit(file, executable ? "rwxr-xr-x" : "rw-r--r--");
    files++;
    return size;
  }

  private void take(EntryName name, boolean directory) throws RefusedException {
    Place there = taken.putIfAbsent(name.folded(), new Place(name, directory));
    if (there != null) {
      throw twice(name, there);
    }
    if (taken.size() > limits.entries()) {
      throw new RefusedException(
          Rule.ENTRIES, null, "more than %d files and directories".formatted(limits.entries()));
    }
  }

  private static RefusedException twice(EntryName name, Place there) {
    return new RefusedException(
        Rule.DUPLICATE, name.path(), "its place is taken by '%s'".formatted(there.name().path()));
  }

  private long copy(EntryName name, InputStream content, OutputStream out)
      throws IOException, RefusedException {
    long size = 0;
    checkRoom(room + limits.room(0));
    for (int n = read(name, content); n >= 0; n = read(name, content)) {
      size += n;
      bytes += n;
      checkSize(name, size);
      checkRoom(room + limits.room(size));
      out.write(buffer, 0, n);
    }
    return size;
  }

  private void checkSize(EntryName name, long size) throws RefusedException {
    if (size > limits.fileBytes()) {
      throw new RefusedException(
          Rule.FILE_SIZE, name.path(), "larger than %d bytes".formatted(limits.fileBytes()));
    }
    if (bytes > SMALL && bytes / limits.ratio() > archiveBytes) {
      throw new RefusedException(
          Rule.RATIO, null, "unpacks to more than %d times its size".formatted(limits.ratio()));
    }
  }

  private void checkRoom(long taken) throws RefusedException {
    if (taken > limits.totalBytes()) {
      throw new RefusedException(
          Rule.TOTAL_SIZE,
          null,
          "takes more than %,d bytes, in blocks of %,d"
              .formatted(limits.totalBytes(), limits.block()));
    }
  }

  /** A failure to read is the archive's; what fails otherwise is the disk's. */
  private int read(EntryName name, InputStream content) throws RefusedException {
    try {
      return content.read(buffer);
    } catch (IOException | RuntimeException broken) {
      throw new RefusedException(Rule.FORMAT, name.path(), "it is broken: " + broken.getMessage());
    }
  }

  static void permit(Path path, String permissions) throws IOException {
    var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null) { // null on a file system that has no such permissions
      view.setPermissions(PosixFilePermissions.fromString(permissions));
    }
  }
}
