package org.iguazu.cli.dev;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once from the archive on the class path. */
final class PostgresBinaries {

  private PostgresBinaries() {}

  /** The directory that holds {@code bin}, {@code lib} and {@code share}. */
  static Path unpacked(Path parent) throws IOException {
    URL archive = archive();
    Path directory = parent.resolve(nameOf(archive));
    if (!Files.exists(directory)) {
      Path half = Files.createDirectories(parent.resolve("unpacking"));
      Trees.delete(half);
      unpack(archive, Files.createDirectories(half));
      Files.move(half, directory, StandardCopyOption.ATOMIC_MOVE);
    }
    return directory;
  }

  private static URL archive() {
    String system =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
            ? "darwin"
            : "linux";
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    URL found =
        PostgresBinaries.class.getResource("/postgres-%s-%s.txz".formatted(system, architecture));
    if (found == null) {
      throw new DevFailure(
          "There is no PostgreSQL for this kind of machine (%s, %s); Linux on x86-64 or arm64 and"
                  .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
              + " macOS on arm64 have one.");
    }
    return found;
  }

  /** The name of the jar it is in, which says the version. */
  private static String nameOf(URL archive) {
    String jar = archive.toString().replaceFirst("!.*", "");
    return jar.substring(jar.lastIndexOf('/') + 1).replace(".jar", "");
  }

  private static void unpack(URL archive, Path target) throws IOException {
    try (InputStream compressed = new BufferedInputStream(archive.openStream());
        var tar = new TarArchiveInputStream(new XZCompressorInputStream(compressed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, target);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path file = target.resolve(entry.getName()).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("an entry leads out of the archive: " + entry.getName());
    }
    Files.createDirectories(entry.isDirectory() ? file : file.resolve("..").normalize());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(tar, file);
      Files.setPosixFilePermissions(file, permissions(entry));
    }
  }

  private static Set<PosixFilePermission> permissions(TarArchiveEntry entry) {
    var permissions = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    if ((entry.getMode() & 0100) != 0) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
    }
    return permissions;
  }
}
