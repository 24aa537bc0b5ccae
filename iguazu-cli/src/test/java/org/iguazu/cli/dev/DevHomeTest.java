package org.iguazu.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DevHomeTest {

  private static final long GIB = 1024 * 1024 * 1024;

  @Test
  void onlyItsOwnerMayLookIntoIt(@TempDir Path directory) throws IOException {
    DevHome home = DevHome.open(directory.resolve("a b/.iguazu"), path -> GIB);

    assertThat(Files.getPosixFilePermissions(home.directory()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFolderThatMayNotBeWrittenIsToldWithTheFix() {
    assertThatThrownBy(() -> DevHome.open(Path.of("/sys/iguazu"), path -> GIB))
        .isInstanceOf(DevFailure.class)
        .hasMessageStartingWith("Cannot write to /sys/iguazu (")
        .hasMessageEndingWith("run Iguazú from a folder that you may write to.");
  }

  @Test
  void aFileInItsPlaceIsToldWithTheFix(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> DevHome.open(file, path -> GIB))
        .isInstanceOf(DevFailure.class)
        .hasMessageContaining("move it away");
  }

  @Test
  void aFullDiskIsToldWithTheFix(@TempDir Path directory) {
    assertThatThrownBy(() -> DevHome.open(directory, path -> 7 * 1024 * 1024))
        .isInstanceOf(DevFailure.class)
        .hasMessageContaining("is full (7 MiB left); free at least 300 MiB");
  }
}
