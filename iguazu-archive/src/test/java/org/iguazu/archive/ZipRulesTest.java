package org.iguazu.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.iguazu.archive.Zips.Lie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipRulesTest {

  private static final byte[] CONTENT = "content".getBytes(UTF_8);
  private static final int DESCRIPTOR = 0x08074b50;

  @TempDir Path directory;

  private static Arguments lie(String what, Rule rule, Lie lie) {
    return Arguments.of(what, rule, lie);
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("another name", Rule.LAYOUT, it -> it.localName = "b".getBytes(UTF_8)),
        lie("another method", Rule.LAYOUT, it -> it.local.putShort(8, (short) 0)),
        lie("other flags", Rule.LAYOUT, it -> it.local.putShort(6, (short) 0x800)),
        lie("another checksum", Rule.LAYOUT, it -> it.local.putInt(14, 1)),
        lie("another compressed size", Rule.LAYOUT, it -> it.local.putInt(18, 1)),
        lie("another size", Rule.LAYOUT, it -> it.local.putInt(22, 1)),
        lie("bytes behind the data", Rule.LAYOUT, it -> it.behind = CONTENT),
        lie("no local header", Rule.LAYOUT, it -> it.local.putInt(0, 0)),
        lie("a start elsewhere", Rule.LAYOUT, it -> it.central.putInt(42, 3)),
        lie("zip64 without its field", Rule.LAYOUT, it -> it.central.putInt(24, -1)),
        lie("local zip64 without its field", Rule.LAYOUT, it -> it.local.putInt(22, -1)),
        lie("stored, but smaller", Rule.LAYOUT, ZipRulesTest::store),
        lie("a directory with content", Rule.LAYOUT, ZipRulesTest::makeDirectory),
        lie("no descriptor", Rule.LAYOUT, ZipRulesTest::promiseDescriptor),
        lie("encrypted", Rule.FEATURE, it -> flags(it, 1)),
        lie("strongly encrypted", Rule.FEATURE, it -> flags(it, 1 << 6)),
        lie("bzip2", Rule.FEATURE, it -> method(it, 12)),
        lie("a symbolic link", Rule.KIND, it -> it.central.putInt(38, 0120777 << 16)),
        lie("a pipe", Rule.KIND, it -> it.central.putInt(38, 0010644 << 16)),
        lie("a device", Rule.KIND, it -> it.central.putInt(38, 0020644 << 16)),
        lie("a file that is a directory", Rule.KIND, it -> it.central.putInt(38, 0040755 << 16)),
        lie("a wrong checksum", Rule.FORMAT, it -> crc(it, 1)),
        lie(
            "another size than its content",
            Rule.FORMAT,
            it -> {
              it.local.putInt(22, CONTENT.length + 1);
              it.central.putInt(24, CONTENT.length + 1);
            }),
        lie("broken data", Rule.FORMAT, it -> it.data[0] = 7));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void anEntryThatLiesIsRefused(String what, Rule rule, Lie lie) throws IOException {
    byte[] zip = new Zips().file("fine", "").file("a", CONTENT, 0100644, lie).bytes();

    new Workbench(directory).refuses(zip, rule);
  }

  private static void flags(Zips.Entry entry, int flags) {
    entry.local.putShort(6, (short) flags);
    entry.central.putShort(8, (short) flags);
  }

  private static void method(Zips.Entry entry, int method) {
    entry.local.putShort(8, (short) method);
    entry.central.putShort(10, (short) method);
  }

  private static void crc(Zips.Entry entry, int crc) {
    entry.local.putInt(14, crc);
    entry.central.putInt(16, crc);
  }

  private static void store(Zips.Entry entry) {
    method(entry, 0);
  }

  private static void makeDirectory(Zips.Entry entry) {
    entry.localName = "/".getBytes(UTF_8);
    entry.centralName = entry.localName;
    entry.central.putInt(38, 0);
  }

  private static void promiseDescriptor(Zips.Entry entry) {
    flags(entry, 1 << 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 16, 20, 24})
  void aDescriptorThatTellsTheTruthIsTaken(int length) throws IOException {
    byte[] zip = new Zips().file("a", CONTENT, 0100644, it -> describe(it, length, 0)).bytes();

    assertThat(new Workbench(directory).unpack(zip)).isEqualTo(new Unpacking.Unpacked(1, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 16, 20, 24})
  void aDescriptorThatLiesIsRefused(int length) throws IOException {
    byte[] zip = new Zips().file("a", CONTENT, 0100644, it -> describe(it, length, 1)).bytes();

    new Workbench(directory).refuses(zip, Rule.LAYOUT);
  }

  private static void describe(Zips.Entry entry, int length, int lie) {
    flags(entry, 1 << 3);
    var descriptor = Zips.buffer(length);
    if (length % 8 == 0 && length != 12) {
      descriptor.putInt(DESCRIPTOR);
    }
    descriptor.putInt(entry.local.getInt(14));
    if (length >= 20) {
      descriptor.putLong(entry.data.length).putLong(CONTENT.length + lie);
    } else {
      descriptor.putInt(entry.data.length).putInt(CONTENT.length + lie);
    }
    entry.behind = Zips.all(descriptor);
    entry.local.putInt(14, 0).putInt(18, 0).putInt(22, 0);
  }

  @Test
  void entriesThatShareTheirDataAreRefused() throws IOException {
    byte[] zip =
        new Zips()
            .file("a", new byte[50_000], 0100644, it -> {})
            .file("b", new byte[50_000], 0100644, it -> it.central.putInt(42, 0))
            .bytes();

    new Workbench(directory).refuses(zip, Rule.LAYOUT);
  }

  @Test
  void oneEntryWithinAnotherIsRefused() throws IOException {
    byte[] inner = new Zips().file("b", "inner").bytes();
    byte[] local = Arrays.copyOf(inner, inner.length - Zips.CENTRAL_LENGTH - 1 - Zips.END_LENGTH);
    Zips zip =
        new Zips()
            .file(
                "a",
                local,
                0100644,
                it -> {
                  method(it, 0);
                  it.data = local;
                  it.local.putInt(18, local.length);
                  it.central.putInt(20, local.length);
                });
    byte[] directoryOnly =
        zip.file(
                "b",
                "inner".getBytes(UTF_8),
                0100644,
                it -> {
                  it.central.putInt(42, Zips.LOCAL_LENGTH + 1);
                  it.local = Zips.buffer(0);
                  it.localName = new byte[0];
                  it.data = new byte[0];
                })
            .bytes();

    new Workbench(directory).refuses(directoryOnly, Rule.LAYOUT);
  }

  @Test
  void bytesBetweenOrBeforeEntriesAreRefused() throws IOException {
    Workbench bench = new Workbench(directory);

    bench.refuses(new Zips().file("a", "1").raw(CONTENT).file("b", "2").bytes(), Rule.LAYOUT);
    bench.refuses(new Zips().file("a", "1").raw(CONTENT).bytes(), Rule.LAYOUT);
    bench.refuses(new Zips().raw(new byte[] {'P', 'K', 3, 4}).file("a", "1").bytes(), Rule.LAYOUT);
    bench.refuses(new Zips().raw(new byte[] {'P', 'K', 3, 4}).bytes(), Rule.LAYOUT);
  }

  @Test
  void bytesBehindTheEndAreRefused() throws IOException {
    byte[] zip = new Zips().file("a", "1").bytes();

    new Workbench(directory).refuses(Zips.plus(zip, CONTENT), Rule.LAYOUT);
  }

  @Test
  void aSecondEndWithinTheCommentIsRefused() throws IOException {
    byte[] other = new Zips().file("other", "2").bytes();
    byte[] zip =
        new Zips().file("a", "1").bytes(end -> end.putShort(20, (short) (other.length + 1)));

    new Workbench(directory).refuses(Zips.plus(Zips.plus(zip, other), new byte[1]), Rule.LAYOUT);
  }

  @Test
  void aCommentIsNoHarm() throws IOException {
    byte[] zip = new Zips().file("a", "1").bytes(end -> end.putShort(20, (short) CONTENT.length));

    assertThat(new Workbench(directory).unpack(Zips.plus(zip, CONTENT)))
        .isEqualTo(new Unpacking.Unpacked(1, 1));
  }

  @Test
  void aDirectoryThatIsNotWhereTheEndSaysIsRefused() throws IOException {
    Workbench bench = new Workbench(directory);

    bench.refuses(new Zips().file("a", "1").bytes(end -> end.putInt(16, 1)), Rule.LAYOUT);
    bench.refuses(new Zips().file("a", "1").bytes(end -> end.putInt(12, 1)), Rule.LAYOUT);
    bench.refuses(new Zips().file("a", "1").bytes(end -> end.putInt(16, -1)), Rule.LAYOUT);
  }

  @Test
  void anEndThatCountsOtherwiseIsRefused() throws IOException {
    Workbench bench = new Workbench(directory);

    bench.refuses(new Zips().file("a", "1").bytes(end -> end.putInt(8, 2 << 16 | 2)), Rule.LAYOUT);
    bench.refuses(new Zips().file("a", "1").bytes(end -> end.putInt(8, 2)), Rule.FEATURE);
    bench.refuses(new Zips().file("a", "1").bytes(end -> end.putShort(4, (short) 1)), Rule.FEATURE);
  }

  @Test
  void aZip64EndMustSayWhatTheOldOneSays() throws IOException {
    Workbench bench = new Workbench(directory);

    bench.refuses(zip64(0, 7), Rule.LAYOUT);
    bench.refuses(zip64(4, 13), Rule.LAYOUT);
    bench.refuses(zip64(48, 5), Rule.LAYOUT);
    bench.refuses(zip64(32, Long.MAX_VALUE), Rule.LAYOUT);
    assertThat(bench.unpack(zip64(48, 0))).isEqualTo(new Unpacking.Unpacked(1, 1));
  }

  /** A zip with both ends, the number at that place of the new one falsified by so much. */
  private static byte[] zip64(int at, long lie) throws IOException {
    byte[] plain = new Zips().file("a", "1").bytes();
    int start = plain.length - Zips.END_LENGTH;
    int size = Zips.CENTRAL_LENGTH + 1;
    var end = Zips.buffer(56);
    end.putInt(0, 0x06064b50).putLong(4, 44).putLong(24, 1).putLong(32, 1);
    end.putLong(40, size).putLong(48, start - size);
    end.putLong(at, end.getLong(at) + lie);
    var locator = Zips.buffer(20).putInt(0, 0x07064b50).putLong(8, start).putInt(16, 1);
    byte[] head = Zips.plus(Arrays.copyOf(plain, start), Zips.all(end));
    return Zips.plus(
        Zips.plus(head, Zips.all(locator)), Arrays.copyOfRange(plain, start, plain.length));
  }

  @Test
  void anOldEndMustSayWhatTheZip64EndSays() throws IOException {
    byte[] zip = zip64(48, 0);
    zip[zip.length - 6] ^= 1; // where the directory begins

    new Workbench(directory).refuses(zip, Rule.LAYOUT);
  }

  @Test
  void bytesBetweenTheDirectoryAndTheEndAreRefused() throws IOException {
    byte[] zip = new Zips().file("a", "1").bytes();
    int end = zip.length - Zips.END_LENGTH;
    byte[] stuffed = Zips.plus(Arrays.copyOf(zip, end), CONTENT);

    new Workbench(directory)
        .refuses(Zips.plus(stuffed, Arrays.copyOfRange(zip, end, zip.length)), Rule.LAYOUT);
  }

  @Test
  void aZip64FieldMustBeOneAndHoldPossibleNumbers() throws IOException {
    Workbench bench = new Workbench(directory);

    assertThat(bench.unpack(withField(field(1)))).isEqualTo(new Unpacking.Unpacked(1, 1));
    Files.delete(bench.target().resolve("a"));
    Files.delete(bench.target());
    bench.refuses(withField(Zips.plus(field(1), field(1))), Rule.LAYOUT);
    bench.refuses(withField(field(-1)), Rule.LAYOUT);
  }

  /** A zip whose directory leaves the size of its file to this extra field. */
  private static byte[] withField(byte[] field) throws IOException {
    return new Zips()
        .file(
            "a",
            "1".getBytes(UTF_8),
            0100644,
            it -> {
              it.central.putInt(24, -1).putShort(30, (short) field.length);
              it.centralName = Zips.plus(it.centralName, field);
            })
        .bytes();
  }

  private static byte[] field(long size) {
    return Zips.all(Zips.buffer(12).putShort(0, (short) 1).putShort(2, (short) 8).putLong(4, size));
  }

  @Test
  void aZipThatIsCutOffIsRefused() throws IOException {
    byte[] zip = new Zips().file("a", "1").bytes();

    new Workbench(directory).refuses(Arrays.copyOf(zip, zip.length - 1), Rule.FORMAT);
  }

  @Test
  void anEmptyZipIsAnEmptyDirectory() throws IOException {
    assertThat(new Workbench(directory).unpack(new Zips().bytes()))
        .isEqualTo(new Unpacking.Unpacked(0, 0));
  }
}
