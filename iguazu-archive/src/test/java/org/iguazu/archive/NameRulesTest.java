package org.iguazu.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameRulesTest {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../escaped",
        "a/../../escaped",
        "a/..",
        "..",
        "a//b",
        "a/./b",
        "/etc/escaped",
        "//host/share",
        "C:/escaped",
        "c:escaped",
        "..\\escaped",
        "a\\b",
        "a\u0000b",
        "a\nb",
        "a\u001b[2Jb",
        "a\u202egpj.exe",
        "a\u200bb",
        " a",
        "a ",
        "a/ b",
        "a\ufffdb",
        "a\ufeffb"
      })
  void aNameThatLeadsElsewhereOrCannotBeShownIsRefused(String name) throws IOException {
    Workbench bench = new Workbench(directory);

    bench.refuses(new Zips().file("fine", "").file(name, "x").bytes(), Rule.NAME);
    if (!name.contains("\u0000")) { // a tar's names end there
      bench.refuses(new Tars().file("fine", "").file(name, "x").bytes(), Rule.NAME);
    }
  }

  @Test
  void anEmptyNameIsRefused() throws IOException {
    new Workbench(directory).refuses(new Zips().file("", "x").bytes(), Rule.NAME);
  }

  @Test
  void aNameThatIsNotInUtf8IsRefused() throws IOException {
    byte[] latin = {'g', 'r', (byte) 0xfc, 'n'};
    byte[] zip =
        new Zips()
            .file(
                "grun",
                new byte[0],
                0100644,
                it -> {
                  it.localName = latin;
                  it.centralName = latin;
                })
            .bytes();

    new Workbench(directory).refuses(zip, Rule.NAME);
  }

  @Test
  void aFileCannotBeTheTargetItself() throws IOException {
    new Workbench(directory).refuses(new Zips().file(".", "x").bytes(), Rule.NAME);
  }

  @ParameterizedTest
  @CsvSource({
    "same,same",
    "README,readme",
    "straße,STRASSE",
    "Ähre,A\u0308hre",
    "a/b,A/c",
    "a,a/b",
    "a/b,a"
  })
  void twoNamesForOnePlaceAreRefused(String first, String second) throws IOException {
    Workbench bench = new Workbench(directory);

    bench.refuses(new Zips().file(first, "1").file(second, "2").bytes(), Rule.DUPLICATE);
    bench.refuses(new Tars().file(first, "1").file(second, "2").bytes(), Rule.DUPLICATE);
  }

  @Test
  void aDirectoryMayBeNamedTwice() throws IOException {
    byte[] tar =
        new Tars().file("a/b", "1").directory("a/").directory("a/").file("a/c", "2").bytes();

    assertThat(new Workbench(directory).unpack(tar)).isEqualTo(new Unpacking.Unpacked(2, 2));
  }

  @Test
  void aDotBeforeAllNamesMeansNothing() throws IOException {
    Workbench bench = new Workbench(directory);

    bench.unpack(new Tars().directory("./").directory("./a/").file("./a/b", "1").bytes());

    assertThat(bench.tree().keySet()).containsExactly("a/", "a/b");
  }

  @Test
  void aRefusalsMessageShowsTheEntryInPrintableCharacters() throws IOException {
    var unpacking = new Workbench(directory).unpack(new Zips().file("a\u001b[2J\nb", "").bytes());

    assertThat(((Unpacking.Refused) unpacking).message())
        .isEqualTo(
            "the archive is refused for its entry 'a?[2J?b': its name has a backslash, or a"
                + " character that cannot be shown");
  }
}
