package org.iguazu.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file. */
final class LogTail {

  private LogTail() {}

  /** Its last lines, without those that only say where in the code; "" if there is no such file. */
  static String of(Path file, int lines) {
    try {
      List<String> all =
          new String(Files.readAllBytes(file), UTF_8)
              .lines()
              .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
              .toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "";
    }
  }
}
