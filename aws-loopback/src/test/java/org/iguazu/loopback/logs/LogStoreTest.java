package org.iguazu.loopback.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogStoreTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path directory;

  @Test
  void streamsThatNobodyHasWrittenToForLongAreDeletedAndTheirGroupStays() throws IOException {
    var store = new LogStore(directory, 1_000, () -> NOON);
    store.append("/iguazu/export", "old", List.of("hello"));
    lastWritten(NOON.minus(Duration.ofDays(31)));
    store.append("/iguazu/export", "new", List.of("hello"));

    store.deleteOlderThan(Duration.ofDays(30));

    assertThat(store.streams("/iguazu/export")).containsExactly("new");
    assertThat(store.find("/iguazu/export", "old")).isEmpty();
  }

  private void lastWritten(Instant at) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(at));
      }
    }
  }
}
