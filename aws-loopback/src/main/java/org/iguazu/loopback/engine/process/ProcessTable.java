package org.iguazu.loopback.engine.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The processes of this machine as Linux's /proc shows them. */
final class ProcessTable {

  private static final Path PROC = Path.of("/proc");
  private static final String MARK = ProcessTree.MARK + "=";

  private ProcessTable() {}

  /**
   * @param group its process group
   * @param mark the container it was started for, which its descendants inherit
   */
  record Entry(long pid, long group, @Nullable String mark) {}

  static boolean isThere() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  /** All processes but those that are dead already and wait for their parent to notice. */
  static List<Entry> read() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[1-9]*")) {
      for (Path directory : directories) {
        entry(directory).ifPresent(entries::add);
      }
    }
    return entries;
  }

  private static Optional<Entry> entry(Path directory) {
    try {
      String stat = read(directory.resolve("stat"));
      // after the name, which may hold anything: state, parent, group, session
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
      if (fields[0].equals("Z") || fields[0].equals("X")) {
        return Optional.empty();
      }
      long pid = Long.parseLong(directory.getFileName().toString());
      return Optional.of(new Entry(pid, Long.parseLong(fields[2]), mark(directory)));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException _) {
      return Optional.empty(); // it has just ended
    }
  }

  private static @Nullable String mark(Path directory) {
    try {
      for (String variable : read(directory.resolve("environ")).split("\0", -1)) {
        if (variable.startsWith(MARK)) {
          return variable.substring(MARK.length());
        }
      }
    } catch (IOException _) {
      // another user's process
    }
    return null;
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), ISO_8859_1);
  }
}
