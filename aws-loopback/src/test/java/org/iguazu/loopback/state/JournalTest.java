package org.iguazu.loopback.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class JournalTest {

  @TempDir Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("journal");
    try (Journal journal = open()) {
      journal.put("task", "a", "first");
      journal.put("token", "a", "token");
      journal.put("task", "b", "other");
      journal.put("task", "a", "last");
    }
  }

  private Journal open() throws IOException {
    return Journal.open(file, JsonMapper.shared());
  }

  private List<String> found(String kind) throws IOException {
    try (Journal journal = open()) {
      return journal.values(kind, String.class);
    }
  }

  @Test
  void theLastValueOfEachNameIsFound() throws IOException {
    assertThat(found("task")).containsExactly("last", "other");
  }

  @Test
  void aLineThatWasCutIsIgnoredAndTheNextOnesAreNot() throws IOException {
    Files.write(file, new byte[] {'{', '"', (byte) 0xC3}, StandardOpenOption.APPEND);
    try (Journal journal = open()) {
      journal.compact();
      journal.put("task", "c", "new");
    }

    assertThat(found("task")).containsExactly("last", "other", "new");
  }

  @Test
  void itIsRewrittenWithTheLastValuesWhileItGoesOn() throws IOException {
    long longest = 0;
    int last = 0;
    try (Journal journal = Journal.open(file, JsonMapper.shared(), 10_000)) {
      journal.compact();
      while (longest <= Files.size(file) && last < 1_000_000) {
        longest = Files.size(file);
        journal.put("task", "a", "value " + ++last);
      }
    }

    assertThat(longest).isBetween(9_900L, 10_100L);
    assertThat(found("task")).containsExactly("value " + last, "other");
    assertThat(found("token")).containsExactly("token");
    assertThat(directory.resolve("journal.next")).doesNotExist();
  }

  @Test
  void whatCameWhileItWasRewrittenIsFoundThoughTheProcessDiedThen() throws IOException {
    Files.writeString(
        directory.resolve("journal.next"), "{\"name\":\"task/a\",\"value\":\"later\"}\n");
    assertThat(found("task")).containsExactly("later", "other");

    try (Journal journal = open()) {
      journal.compact();
      journal.put("task", "b", "last");
    }
    assertThat(found("task")).containsExactly("later", "last");
  }

  @Test
  void aRewriteThatWasCutShortIsAsIfItHadNotBegun() throws IOException {
    Files.writeString(directory.resolve("journal.new"), "{\"name\":\"task/a\",\"val");

    assertThat(found("task")).containsExactly("last", "other");
  }

  @Test
  void whatIsForgottenIsNotFound() throws IOException {
    try (Journal journal = open()) {
      journal.compact();
      journal.forget("task", "a");
    }

    assertThat(found("task")).containsExactly("other");
  }

  @Test
  void compactingKeepsWhatWasNotForgotten() throws IOException {
    long before = Files.size(file);
    try (Journal journal = open()) {
      journal.keepOnly("task", Map.of("b", "other"));
      journal.compact();
    }

    assertThat(found("task")).containsExactly("other");
    assertThat(found("token")).containsExactly("token");
    assertThat(Files.size(file)).isLessThan(before);
  }
}
