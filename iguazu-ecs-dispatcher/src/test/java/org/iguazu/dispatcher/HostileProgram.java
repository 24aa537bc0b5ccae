package org.iguazu.dispatcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.iguazu.api.invocation.OutcomeKind;

/**
 * A program of {@code src/test/resources/hostile} with one misbehaviour, bounded so that it does
 * little harm where it is not contained.
 *
 * @param name the file's name without its ending
 * @param attack what it does, its first line
 * @param defence what stands against it, its second line
 * @param ends how its invocation may end: an outcome and a pattern for its reason or its last words
 */
record HostileProgram(String name, String attack, String defence, List<End> ends, String text) {

  private static final Path DIRECTORY = Path.of("src/test/resources/hostile");
  private static final String PRELUDE = "prelude.py";
  private static final String CONTAINED = "SUCCEEDED contained:";

  /** A way in which it may end. */
  record End(OutcomeKind outcome, Pattern words) {

    static End parse(String text) {
      String[] parts = text.strip().split(" ", 2);
      return new End(
          OutcomeKind.valueOf(parts[0]), Pattern.compile(parts.length == 1 ? "" : parts[1]));
    }
  }

  static List<HostileProgram> all() throws IOException {
    String prelude = Files.readString(DIRECTORY.resolve(PRELUDE));
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> !file.endsWith(PRELUDE))
          .sorted()
          .map(file -> parse(file, prelude))
          .toList();
    }
  }

  private static HostileProgram parse(Path file, String prelude) {
    try {
      String text = Files.readString(file);
      List<String> lines = text.lines().toList();
      String ends = lines.get(2).startsWith("# ends: ") ? lines.get(2).substring(8) : CONTAINED;
      return new HostileProgram(
          file.getFileName().toString().replace(".py", ""),
          lines.get(0).substring(2),
          lines.get(1).substring("# defence: ".length()),
          Arrays.stream(ends.split("\\|")).map(End::parse).toList(),
          prelude + text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
