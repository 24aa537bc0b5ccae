package org.iguazu.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.iguazu.archive.Unpacking.Unpacked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real archives, damaged at random: each is unpacked within the limits or refused and gone. The
 * same in every build; {@code -Diguazu.archive.seeds=100000} tries more, {@code
 * -Diguazu.archive.seed=17} repeats one.
 */
class MutationTest {

  private static final List<String> CORPUS =
      List.of(
          "git.zip",
          "gnu.tgz",
          "infozip-streamed-stored.zip",
          "infozip.zip",
          "pax.tar",
          "python-zip64.zip",
          "v7.tar");

  /** Values at which numbers in headers tip over. */
  private static final int[] EDGES = {0, 1, 0x7f, 0x80, 0xff, '/', '.', '0', '7'};

  @TempDir Path directory;

  @Test
  void aDamagedArchiveIsUnpackedWithinTheLimitsOrRefused() throws IOException {
    Files.writeString(directory.resolve("neighbour"), "untouched");
    int unpacked = 0;
    int refused = 0;
    for (long seed : seeds()) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged = damage(archive(random), random);
      switch (unpack(seed, damaged)) {
        case Unpacked all -> unpacked += check(seed, all);
        case Unpacking.Refused no -> refused += no.reason().isEmpty() ? 0 : 1;
      }
      assertThat(new Workbench(directory).names())
          .as("seed %d", seed)
          .containsExactly("given", "neighbour");
    }
    assertThat(unpacked + refused).isEqualTo(seeds().length);
    assertThat(Files.readString(directory.resolve("neighbour"))).isEqualTo("untouched");
  }

  private static long[] seeds() {
    Long only = Long.getLong("iguazu.archive.seed");
    long count = Long.getLong("iguazu.archive.seeds", 1_000);
    return only != null ? new long[] {only} : java.util.stream.LongStream.range(0, count).toArray();
  }

  private Unpacking unpack(long seed, byte[] archive) throws IOException {
    try {
      return new Workbench(directory).unpack(archive);
    } catch (IOException | RuntimeException | Error escaped) {
      throw new AssertionError("seed " + seed, escaped);
    }
  }

  /** Looks at what was unpacked, and clears it away. */
  private int check(long seed, Unpacked all) throws IOException {
    Workbench bench = new Workbench(directory);
    var tree = bench.tree();
    assertThat(tree.values().stream().mapToLong(String::length).sum())
        .as("seed %d", seed)
        .isEqualTo(all.bytes())
        .isLessThanOrEqualTo(Workbench.SMALL.totalBytes());
    assertThat(tree).as("seed %d", seed).hasSizeLessThanOrEqualTo(Workbench.SMALL.entries());
    for (String name : tree.descendingKeySet()) {
      Files.delete(bench.target().resolve(name));
    }
    Files.delete(bench.target());
    return 1;
  }

  private static byte[] archive(SplittableRandom random) throws IOException {
    return RealArchivesTest.corpus(CORPUS.get(random.nextInt(CORPUS.size())));
  }

  private static byte[] damage(byte[] archive, SplittableRandom random) {
    byte[] damaged = archive.clone();
    for (int times = random.nextInt(1, 6); times > 0; times--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(6)) {
        case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> damaged[at] = (byte) EDGES[random.nextInt(EDGES.length)];
        case 2 -> fill(damaged, at, random);
        case 3 -> copy(damaged, at, random);
        case 4 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
        default -> damaged = repeat(damaged, at, random);
      }
    }
    return damaged;
  }

  private static void fill(byte[] bytes, int at, SplittableRandom random) {
    int end = Math.min(bytes.length, at + random.nextInt(1, 9));
    Arrays.fill(bytes, at, end, (byte) EDGES[random.nextInt(EDGES.length)]);
  }

  private static void copy(byte[] bytes, int to, SplittableRandom random) {
    int from = random.nextInt(bytes.length);
    int length = Math.min(random.nextInt(1, 600), bytes.length - Math.max(from, to));
    System.arraycopy(bytes, from, bytes, to, length);
  }

  /** Inserts a part of it again, in whole tar blocks half of the time. */
  private static byte[] repeat(byte[] bytes, int near, SplittableRandom random) {
    int at = random.nextBoolean() ? near : near & ~511;
    int end = Math.min(bytes.length, at + (random.nextBoolean() ? 512 : random.nextInt(1, 100)));
    byte[] longer = Arrays.copyOf(bytes, end + bytes.length - at);
    System.arraycopy(bytes, at, longer, end, bytes.length - at);
    return longer;
  }
}
