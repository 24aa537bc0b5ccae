package org.iguazu.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A directory in which one archive is unpacked beside itself. */
record Workbench(Path directory) {

  static final Limits SMALL = new Limits(40, 6, 200, 100_000, 300_000, 1, 200);

  Unpacking unpack(byte[] archive) throws IOException {
    return unpack(archive, SMALL);
  }

  Unpacking unpack(byte[] archive, Limits limits) throws IOException {
    Path file = Files.write(directory.resolve("given"), archive);
    return new SafeArchive(limits).unpack(file, target());
  }

  Path target() {
    return directory.resolve("unpacked");
  }

  /** Refuses for this rule, and leaves nothing. */
  void refuses(byte[] archive, Rule rule) throws IOException {
    refuses(archive, rule, SMALL);
  }

  void refuses(byte[] archive, Rule rule, Limits limits) throws IOException {
    Unpacking unpacking = unpack(archive, limits);

    assertThat(unpacking)
        .isInstanceOfSatisfying(
            Unpacking.Refused.class, it -> assertThat(it.rule()).as(it.message()).isEqualTo(rule));
    assertThat(names()).containsExactly("given");
  }

  Stream<String> names() throws IOException {
    try (Stream<Path> names = Files.list(directory)) {
      return names.map(it -> it.getFileName().toString()).sorted().toList().stream();
    }
  }

  /** All that was unpacked: paths, directories' with a slash at their end, and contents. */
  TreeMap<String, String> tree() throws IOException {
    TreeMap<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(target())) {
      for (Path path : all.filter(it -> !it.equals(target())).toList()) {
        String name = target().relativize(path).toString();
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          tree.put(name + "/", "");
        } else {
          assertThat(path).isRegularFile();
          tree.put(name, Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
      }
    }
    return tree;
  }
}
