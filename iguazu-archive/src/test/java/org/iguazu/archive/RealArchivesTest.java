package org.iguazu.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as GNU tar, Info-ZIP, the JDK's jar, Git and Python write them. */
class RealArchivesTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git.tar.gz",
        "git.zip",
        "gnu.tgz",
        "infozip-streamed-stored.zip",
        "infozip-streamed.zip",
        "infozip.zip",
        "jar.zip",
        "pax.tar",
        "python-zip64.zip",
        "python.tar.gz",
        "python.zip",
        "ustar.tar.gz",
        "v7.tar"
      })
  void areUnpackedAsTheyWerePacked(String name) throws IOException {
    Workbench bench = new Workbench(directory);

    Unpacking unpacking = bench.unpack(corpus(name));

    assertThat(unpacking).isInstanceOf(Unpacking.Unpacked.class);
    Map<String, String> tree = bench.tree();
    assertThat(tree)
        .containsKeys("src/", "src/nothing", "src/noise.bin", "src/größe.txt", "run.sh")
        .containsEntry("README.txt", "Hello, grader.\n");
    assertThat(tree.get("src/table.csv")).startsWith("0,0\n1,1\n").hasSize(4_679);
    assertThat(tree.containsKey("empty/")).isEqualTo(!name.startsWith("git"));
    assertThat(tree.keySet().stream().anyMatch(it -> it.startsWith("src/deep/er/a-name-that-is")))
        .isEqualTo(!name.startsWith("ustar") && !name.startsWith("v7"));
    assertThat(tree).hasSizeLessThanOrEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(strings = {"git.tar.gz", "gnu.tgz", "infozip.zip", "v7.tar"})
  void keepOfPermissionsWhatMayBeExecuted(String name) throws IOException {
    Workbench bench = new Workbench(directory);

    bench.unpack(corpus(name));

    assertThat(permissions(bench, "run.sh")).isEqualTo("rwxr-xr-x");
    assertThat(permissions(bench, "README.txt")).isEqualTo("rw-r--r--");
    assertThat(permissions(bench, "src")).isEqualTo("rwxr-xr-x");
    assertThat(permissions(bench, "")).isEqualTo("rwxr-xr-x");
  }

  private static String permissions(Workbench bench, String name) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(bench.target().resolve(name)));
  }

  static byte[] corpus(String name) throws IOException {
    try (InputStream in = RealArchivesTest.class.getResourceAsStream("/corpus/" + name)) {
      return in.readAllBytes();
    }
  }
}
