package org.iguazu.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {

  private static final Limits ROOMY = new Limits(40, 6, 200, 1L << 30, 1L << 30, 1, 1_000_000);

  @TempDir Path directory;

  @Test
  void whatIsExactlyAtTheLimitsIsUnpacked() throws IOException {
    Limits limits = new Limits(3, 2, 3, 4, 6, 1, 200);
    byte[] tar = new Tars().file("a/b", "1234").file("c", "5").bytes();

    assertThat(new Workbench(directory).unpack(tar, limits))
        .isEqualTo(new Unpacking.Unpacked(2, 5));
  }

  @Test
  void tooManyEntriesAreRefused() throws IOException {
    Tars tar = new Tars();
    Zips zip = new Zips();
    for (int i = 0; i < 41; i++) {
      tar.file("f" + i, "");
      zip.file("f" + i, "");
    }
    Workbench bench = new Workbench(directory);

    bench.refuses(tar.bytes(), Rule.ENTRIES);
    bench.refuses(zip.bytes(), Rule.ENTRIES);
  }

  @Test
  void directoriesThatAreOnlyParentsCountAsEntries() throws IOException {
    Tars tar = new Tars();
    for (int i = 0; i < 11; i++) {
      tar.file("%1$d/%1$d/%1$d/%1$d".formatted(i), "");
    }

    new Workbench(directory).refuses(tar.bytes(), Rule.ENTRIES);
  }

  @Test
  void tooDeepIsRefused() throws IOException {
    new Workbench(directory).refuses(new Zips().file("1/2/3/4/5/6/7", "").bytes(), Rule.DEPTH);
  }

  @Test
  void aNameThatIsTooLongIsRefused() throws IOException {
    Workbench bench = new Workbench(directory);

    bench.refuses(new Tars().file("a/".repeat(5) + "ü".repeat(96), "").bytes(), Rule.NAME_LENGTH);
    bench.refuses(
        new Tars().file("x".repeat(256), "").bytes(),
        Rule.NAME_LENGTH,
        new Limits(40, 6, 1000, 100, 100, 1, 200));
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    byte[] content = new byte[100_001];
    Workbench bench = new Workbench(directory);

    bench.refuses(new Tars().file("a", content).bytes(), Rule.FILE_SIZE);
    bench.refuses(Tars.gzip(new Tars().file("a", content).bytes()), Rule.FILE_SIZE);
    bench.refuses(Tars.gzip(content), Rule.FILE_SIZE);
    bench.refuses(new Zips().file("a", content, 0100644, it -> {}).bytes(), Rule.FILE_SIZE);
  }

  @Test
  void filesThatAreTooLargeTogetherAreRefused() throws IOException {
    byte[] content = new byte[76_000];
    Tars tar = new Tars().file("a", content).file("b", content);

    new Workbench(directory)
        .refuses(tar.file("c", content).file("d", content).bytes(), Rule.TOTAL_SIZE);
  }

  /** As they are where they are unpacked, or they would not fit there. */
  @Test
  void filesAndDirectoriesAreCountedInWholeBlocks() throws IOException {
    Limits limits = new Limits(40, 6, 200, 1L << 20, 4 * 4096, 4096, 200);
    byte[] fits = new Tars().file("d/a", new byte[4097]).file("b", "").bytes();
    Workbench bench = new Workbench(directory);

    bench.refuses(
        new Tars().file("d/a", new byte[8193]).file("b", "").bytes(), Rule.TOTAL_SIZE, limits);
    bench.refuses(
        new Tars().file("d/a", new byte[4097]).file("b", "").file("c", "").bytes(),
        Rule.TOTAL_SIZE,
        limits);
    bench.refuses(new Tars().file("1/2/3/4/5", "").bytes(), Rule.TOTAL_SIZE, limits);
    assertThat(bench.unpack(fits, limits)).isEqualTo(new Unpacking.Unpacked(2, 4097));
  }

  @Test
  void aBombIsRefusedHoweverMuchRoomThereIs() throws IOException {
    Limits limits = new Limits(40, 6, 200, 1L << 30, 1L << 30, 1, 200);
    Workbench bench = new Workbench(directory);
    byte[] zeros = new byte[5 << 20];

    bench.refuses(Tars.gzip(new Tars().file("a", zeros).bytes()), Rule.RATIO, limits);
    bench.refuses(new Zips().file("a", zeros, 0100644, it -> {}).bytes(), Rule.RATIO, limits);
    assertThat(bench.unpack(new Tars().file("a", zeros).bytes(), limits))
        .isEqualTo(new Unpacking.Unpacked(1, 5 << 20));
  }

  @Test
  void aLyingSizeDoesNotHideHowMuchComes() throws IOException {
    byte[] zip =
        new Zips()
            .file(
                "a",
                new byte[150_000],
                0100644,
                it -> {
                  it.local.putInt(22, 10);
                  it.central.putInt(24, 10);
                })
            .bytes();

    new Workbench(directory).refuses(zip, Rule.FILE_SIZE);
  }

  @Test
  void descriptionsThatWouldFillTheMemoryAreRefused() throws IOException {
    Map<String, String> long2MiB = Map.of("comment", "x".repeat(2 << 20));
    byte[] tar = new Tars().entry("a", TarConstants.LF_NORMAL, new byte[0], long2MiB).bytes();
    Workbench bench = new Workbench(directory);

    bench.refuses(tar, Rule.DESCRIPTIONS, ROOMY);
    bench.refuses(Tars.gzip(tar), Rule.DESCRIPTIONS, ROOMY);
  }

  @Test
  void manyDescriptionsThatWouldFillTheMemoryTogetherAreRefused() throws IOException {
    Map<String, String> almostOneMiB = Map.of("comment", "x".repeat(1_000_000));
    Tars tar = new Tars();
    for (int i = 0; i < 20; i++) {
      tar.entry("a" + i, TarConstants.LF_NORMAL, new byte[0], almostOneMiB);
    }

    new Workbench(directory).refuses(tar.bytes(), Rule.DESCRIPTIONS, ROOMY);
  }

  @Test
  void aZipsDirectoryThatWouldFillTheMemoryIsRefused() throws IOException {
    byte[] zip = new Zips().file("a", "").bytes(end -> end.putInt(12, 17 << 20));
    byte[] padded = Zips.plus(new byte[17 << 20], zip);
    System.arraycopy(zip, 0, padded, 0, 4); // what makes it a zip
    java.nio.ByteBuffer.wrap(padded)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putInt(padded.length - 6, padded.length - 22 - (17 << 20));

    new Workbench(directory).refuses(padded, Rule.DESCRIPTIONS, ROOMY);
  }

  @Test
  void aTargetThatExistsIsNotTouched() throws IOException {
    Workbench bench = new Workbench(directory);
    bench.unpack(new Tars().file("a", "first").bytes());

    assertThatThrownBy(() -> bench.unpack(new Tars().file("b", "second").bytes()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exists");

    assertThat(bench.tree().keySet()).containsExactly("a");
  }

  @Test
  void limitsThatNothingFitsAreABug() {
    assertThatThrownBy(() -> new Limits(0, 1, 1, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("entries=0");
  }

  @Test
  void aPlainGzBecomesOneFileNamedAsTheArchive() throws IOException {
    Path archive =
        Files.write(directory.resolve("essay.txt.gz"), Tars.gzip("Once".getBytes(UTF_8)));
    Workbench bench = new Workbench(directory);

    new SafeArchive(Workbench.SMALL).unpack(archive, bench.target());

    assertThat(bench.tree()).containsOnly(Map.entry("essay.txt", "Once"));
  }

  @Test
  void everyMemberOfAGzipCounts() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(Tars.gzip("Once ".getBytes(UTF_8)));
    members.write(Tars.gzip("more".getBytes(UTF_8)));
    Workbench bench = new Workbench(directory);

    bench.unpack(members.toByteArray());

    assertThat(bench.tree()).containsOnly(Map.entry("given", "Once more"));
  }
}
