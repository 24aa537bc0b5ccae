package org.iguazu.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TarRulesTest {

  private static final byte[] NOTHING = {};

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_LINK,
        TarConstants.LF_SYMLINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO,
        TarConstants.LF_MULTIVOLUME,
        'V',
        'D'
      })
  void onlyFilesAndDirectoriesComeOut(byte type) throws IOException {
    new Workbench(directory)
        .refuses(new Tars().file("fine", "").special("x", type).bytes(), Rule.KIND);
  }

  @Test
  void aLinkCannotBeMadeAndThenWrittenThrough() throws IOException {
    byte[] tar = new Tars().special("a", TarConstants.LF_SYMLINK).file("a/passwd", "x").bytes();

    new Workbench(directory).refuses(tar, Rule.KIND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sparse-gnu.tgz", "sparse-pax-0.0.tgz", "sparse-pax-1.0.tgz"})
  void sparseFilesAreRefused(String name) throws IOException {
    new Workbench(directory).refuses(RealArchivesTest.corpus(name), Rule.FEATURE);
  }

  @Test
  void aDirectoryWithContentIsRefused() throws IOException {
    byte[] tar = new Tars().file("dx", "content").bytes();

    new Workbench(directory).refuses(Tars.falsified(tar, 1, '/'), Rule.LAYOUT);
  }

  @Test
  void aTarBehindTheEndOfATarIsRefused() throws IOException {
    byte[] two = Zips.plus(new Tars().file("a", "1").bytes(), new Tars().file("b", "2").bytes());
    Workbench bench = new Workbench(directory);

    bench.refuses(two, Rule.LAYOUT);
    bench.refuses(Tars.gzip(two), Rule.LAYOUT);
  }

  @Test
  void endlessZerosBehindTheEndAreRefused() throws IOException {
    byte[] padded = Arrays.copyOf(new Tars().file("a", "1").bytes(), 2 << 20);

    new Workbench(directory).refuses(Tars.gzip(padded), Rule.DESCRIPTIONS);
  }

  @Test
  void aTarThatIsCutOffIsRefused() throws IOException {
    byte[] tar = new Tars().file("a", new byte[2000]).bytes();

    new Workbench(directory).refuses(Arrays.copyOf(tar, 1500), Rule.FORMAT);
  }

  @Test
  void aGzipWhoseChecksumIsWrongIsRefused() throws IOException {
    byte[] tarGz = Tars.gzip(new Tars().file("a", "1").bytes());
    tarGz[tarGz.length - 8] ^= 1;
    byte[] gz = Tars.gzip("Once".getBytes(UTF_8));
    gz[gz.length - 8] ^= 1;
    Workbench bench = new Workbench(directory);

    bench.refuses(tarGz, Rule.FORMAT);
    bench.refuses(gz, Rule.FORMAT);
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    Workbench bench = new Workbench(directory);

    bench.refuses(NOTHING, Rule.FORMAT);
    bench.refuses("%PDF-1.7".getBytes(UTF_8), Rule.FORMAT);
    bench.refuses("no number where a tar has its checksum".repeat(20).getBytes(UTF_8), Rule.FORMAT);
    bench.refuses(new byte[] {0x1f, (byte) 0x8b}, Rule.FORMAT);
  }
}
