package com.example.quiz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.dataformat.csv.CsvMapper;

/**
 * Writes a quiz's export files. Each appears when it is whole: an interrupted job leaves no half of
 * one.
 *
 * @param directory where they go; made if it is missing
 * @param quiz begins their names
 */
record Export(Path directory, String quiz) {

  <T> Path write(String what, Class<T> type, Collection<T> rows) throws IOException {
    Files.createDirectories(directory);
    Path part = Files.createTempFile(directory, quiz + "-" + what, ".part");
    try {
      var csv = new CsvMapper();
      ObjectWriter writer = csv.writer(csv.schemaFor(type).withHeader());
      try (var output = Files.newOutputStream(part);
          var sequence = writer.writeValues(output)) {
        sequence.writeAll(rows);
      }
      Path file = directory.resolve("%s-%s.csv".formatted(quiz, what));
      return Files.move(
          part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
