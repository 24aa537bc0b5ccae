package org.iguazu.cli.dev;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.ToLongFunction;

/**
 * The directory that holds everything the development server keeps, readable by its owner only.
 *
 * @param directory usually {@code .iguazu} at the root of the repository
 */
record DevHome(Path directory) {

  private static final long MIB = 1024 * 1024;
  private static final long NEEDED = 300 * MIB;

  /**
   * Creates the directory if need be.
   *
   * @param usableSpace how many bytes may still be written where a path is
   * @throws DevFailure if it cannot be written to, or the disk is full
   */
  static DevHome open(Path directory, ToLongFunction<Path> usableSpace) {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.delete(Files.createTempFile(directory, "writable", ""));
    } catch (FileAlreadyExistsException e) {
      throw new DevFailure(directory + " is a file; move it away, a folder must be there.", e);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
    long free = usableSpace.applyAsLong(directory);
    if (free < NEEDED) {
      throw new DevFailure(
          "The disk that holds %s is full (%d MiB left); free at least %d MiB there."
              .formatted(directory, free / MIB, NEEDED / MIB));
    }
    return new DevHome(directory);
  }

  /** How much may be written beside this path. */
  static long usableSpace(Path path) {
    return path.toFile().getUsableSpace();
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  private static DevFailure unwritable(Path directory, IOException e) {
    String reason =
        e instanceof FileSystemException failed && failed.getReason() != null
            ? failed.getReason()
            : e.getClass().getSimpleName();
    return new DevFailure(
        "Cannot write to %s (%s); run Iguazú from a folder that you may write to."
            .formatted(directory, reason),
        e);
  }
}
