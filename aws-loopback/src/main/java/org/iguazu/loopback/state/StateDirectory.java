package org.iguazu.loopback.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A directory held by one loopback at a time: a second one would take the first one's tasks for
 * orphans and kill them.
 */
public final class StateDirectory implements AutoCloseable {

  private final Path root;
  private final FileChannel lockFile;

  private StateDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /** Creates it if need be, readable by its owner only: what tasks are told is kept in it. */
  public static StateDirectory hold(Path root) throws IOException {
    Files.createDirectories(root);
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    }
    FileChannel lockFile =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(lockFile) == null) {
      lockFile.close();
      throw new IOException(root + " is held by another loopback that is still running");
    }
    return new StateDirectory(root.toRealPath(), lockFile);
  }

  private static @Nullable FileLock lock(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  public Path path(String name) {
    return root.resolve(name);
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
