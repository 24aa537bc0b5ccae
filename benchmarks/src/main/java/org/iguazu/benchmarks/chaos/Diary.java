package org.iguazu.benchmarks.chaos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** What the jobs wrote down themselves when they were entered: nobody's word but theirs. */
final class Diary {

  /** The environment variable by which the jobs know the file. */
  static final String VARIABLE = "CHAOS_DIARY";

  private Diary() {}

  /** The body of an invocation was entered. */
  record Entered(UUID invocation, int dispatch, Instant at) {}

  static List<Entered> read(Path file) throws IOException {
    var entries = new ArrayList<Entered>();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      List<String> words = List.of(line.split(" ", -1));
      entries.add(
          words.size() == 3
              ? new Entered(
                  UUID.fromString(words.get(0)), Integer.parseInt(words.get(1)), at(words.get(2)))
              : byToken(words.get(0), at(words.get(1))));
    }
    return entries;
  }

  private static Instant at(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /** A job without the SDK knows just its capability, which begins with what it is for. */
  private static Entered byToken(String token, Instant at) {
    var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
    return new Entered(new UUID(bytes.getLong(), bytes.getLong()), bytes.getInt(), at);
  }
}
