package org.iguazu.loopback.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TaskDirectoriesTest {

  @TempDir Path root;

  @Test
  void aDirectoryIsDeletedWithAllThatIsInIt() throws IOException {
    var directories = new TaskDirectories(root);
    Files.writeString(directories.workingDirectory("task", "main").resolve("file"), "text");

    directories.delete("task");

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void whatIsGoneAlreadyIsNoFailure() throws IOException {
    var directories = new TaskDirectories(root);

    assertThatCode(() -> directories.delete("task")).doesNotThrowAnyException();
  }
}
