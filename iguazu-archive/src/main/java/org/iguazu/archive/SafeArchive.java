package org.iguazu.archive;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a tar, tar.gz, zip or gz file that anyone may have made: all of it, or nothing. Which of
 * them it is, its bytes say, not its name. Only files and directories come out of it; of their
 * permissions only "executable" is kept, owners and times are not.
 */
public final class SafeArchive {

  private final Limits limits;

  public SafeArchive(Limits limits) {
    this.limits = limits;
  }

  /**
   * Unpacks an archive. A gz file that holds no tar becomes a directory with one file, named as the
   * archive without {@code .gz}.
   *
   * @param target a directory to be made, in one that exists and that strangers cannot write to
   * @throws IOException if the archive cannot be opened or the target not be written, for example
   *     because it exists or the disk is full; nothing is left behind then either
   */
  public Unpacking unpack(Path archive, Path target) throws IOException {
    if (Files.exists(target)) {
      throw new IOException(target + " exists; an archive is unpacked into a new directory only");
    }
    Path half = Files.createTempDirectory(target.toAbsolutePath().getParent(), ".unpacking-");
    try {
      Tree tree = new Tree(half, limits, Files.size(archive));
      Format.of(archive).read(archive, tree, limits);
      Tree.permit(half, "rwxr-xr-x");
      Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
      return new Unpacking.Unpacked(tree.files(), tree.bytes());
    } catch (RefusedException refused) {
      return refused.refusal();
    } finally {
      delete(half);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      Files.walkFileTree(
          directory,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
                throws IOException {
              Files.delete(emptied);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }
}
