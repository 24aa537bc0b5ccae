package org.iguazu.loopback.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An append-only file of named values, the last one of a name counting. It survives the death of
 * the process, not of the machine: nothing is forced to disk. After opening it is read, told what
 * to forget, and compacted; from then on it is only written.
 */
public final class Journal implements AutoCloseable {

  private final JsonMapper mapper;
  private final Path file;
  private final Map<String, JsonNode> found;
  private BufferedWriter out;

  private Journal(JsonMapper mapper, Path file) throws IOException {
    this.mapper = mapper;
    this.file = file;
    this.out = appendTo(file);
    this.found = read();
  }

  /** A value under its name, e.g. {@code task/0123…}, as it is read. */
  private record Entry(String name, JsonNode value) {}

  /** The same, as it is written. */
  private record Line(String name, Object value) {}

  /** Opens the journal, a new one if there is none. */
  public static Journal open(Path file, JsonMapper mapper) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return new Journal(mapper, file);
  }

  /** What was found of this kind, in order of first writing; nothing once it is compacted. */
  public synchronized <T> List<T> values(String kind, Class<T> type) {
    return found.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(kind + "/"))
        .map(entry -> mapper.treeToValue(entry.getValue(), type))
        .toList();
  }

  /** Forgets what was found of this kind, but for these. */
  public synchronized void keepOnly(String kind, Map<String, ?> kept) {
    found.keySet().removeIf(name -> name.startsWith(kind + "/"));
    kept.forEach((name, value) -> found.put(kind + "/" + name, mapper.valueToTree(value)));
  }

  /** Rewrites the file with what is still known of what was found. */
  public synchronized void compact() {
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      try (BufferedWriter writer = Files.newBufferedWriter(fresh, UTF_8)) {
        for (Map.Entry<String, JsonNode> entry : found.entrySet()) {
          writer.write(line(entry.getKey(), entry.getValue()));
        }
      }
      out.close();
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      out = appendTo(file);
      found.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized void put(String kind, String name, Object value) {
    try {
      out.write(line(kind + "/" + name, value));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, JsonNode> read() throws IOException {
    Map<String, JsonNode> last = new LinkedHashMap<>();
    // lenient about bytes: the last line may have been cut in the middle of a character
    try (var lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
      lines.lines().forEach(line -> read(line, last));
    }
    return last;
  }

  private void read(String line, Map<String, JsonNode> last) {
    try {
      Entry entry = mapper.readValue(line, Entry.class);
      last.put(entry.name(), entry.value());
    } catch (JacksonException _) {
      // the line that was being written when the process died
    }
  }

  private String line(String name, Object value) {
    return mapper.writeValueAsString(new Line(name, value)) + "\n";
  }

  private static BufferedWriter appendTo(Path file) throws IOException {
    return Files.newBufferedWriter(
        file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
