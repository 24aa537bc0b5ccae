package org.iguazu.courier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.iguazu.api.dispatch.OutputFile;
import org.iguazu.api.job.Outputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeftFilesTest {

  private static final String SHA256_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @TempDir private Path out;

  private final LeftFiles files = new LeftFiles(new Outputs(3, 1));

  private void isRefusedFor(String reason) {
    assertThatThrownBy(() -> files.in(out))
        .isInstanceOf(UnfitException.class)
        .hasMessageStartingWith("what the job left is refused: ")
        .hasMessageContaining(reason);
  }

  @Test
  void plainFilesAreFoundByTheirPaths() throws Exception {
    Files.createDirectories(out.resolve("a/b"));
    Files.createFile(out.resolve("a/b/ç.txt"));

    assertThat(files.in(out))
        .extracting(LeftFile::described)
        .containsExactly(new OutputFile("a/b/ç.txt", 0, SHA256_OF_NOTHING));
  }

  @Test
  void aLinkIsRefusedWhereverItLeads() throws IOException {
    Files.createSymbolicLink(out.resolve("link"), out);
    isRefusedFor("'link' is a symbolic link");
  }

  @Test
  void aFileWithTwoNamesIsRefused() throws IOException {
    Files.createFile(out.resolve("one"));
    Files.createLink(out.resolve("two"), out.resolve("one"));
    isRefusedFor("has a second name");
  }

  @Test
  void asManyFilesAsAllowedAreTakenAndNoMore() throws Exception {
    for (int i = 0; i < 3; i++) {
      Files.createFile(out.resolve("file " + i));
    }
    assertThat(files.in(out)).hasSize(3);

    Files.createFile(out.resolve("one more"));
    isRefusedFor("more than 3 files");
  }

  @Test
  void asManyBytesAsAllowedAreTakenAndNoMore() throws Exception {
    Files.write(out.resolve("a"), new byte[1 << 20]);
    assertThat(files.in(out)).hasSize(1);

    Files.write(out.resolve("b"), new byte[1]);
    isRefusedFor("more than 1 MiB");
  }

  @Test
  void whatLiesTooDeepIsRefused() throws IOException {
    Files.createDirectories(out.resolve("a/".repeat(16)));
    isRefusedFor("lies deeper than 16 directories");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b", "\u009b", "\u202e"})
  void aNameThatCouldFoolATerminalIsRefusedAndShownHarmless(String trick) throws IOException {
    Files.createFile(out.resolve("a" + trick + "[2Jb"));
    isRefusedFor("'a?[2Jb' has a name");
  }
}
