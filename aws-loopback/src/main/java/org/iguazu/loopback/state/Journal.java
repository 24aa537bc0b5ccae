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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An append-only file of named values, the last one of a name counting. It survives the death of
 * the process, not of the machine: nothing is forced to disk.
 */
public final class Journal implements AutoCloseable {

  /** A value under its name, e.g. {@code task/0123…}, as it is read. */
  private record Entry(String name, JsonNode value) {}

  /** The same, as it is written. */
  private record Line(String name, Object value) {}

  private final JsonMapper mapper;
  private final Path file;
  private BufferedWriter out;

  private Journal(JsonMapper mapper, Path file) throws IOException {
    this.mapper = mapper;
    this.file = file;
    this.out = appendTo(file);
  }

  /** Opens the journal, a new one if there is none. */
  public static Journal open(Path file, JsonMapper mapper) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return new Journal(mapper, file);
  }

  /** The last value of each name that starts with {@code kind + "/"}, in order of first writing. */
  public synchronized <T> List<T> values(String kind, Class<T> type) {
    return entries().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(kind + "/"))
        .map(entry -> mapper.treeToValue(entry.getValue(), type))
        .toList();
  }

  public synchronized void put(String kind, String name, Object value) {
    try {
      out.write(line(kind + "/" + name, value));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets all values of a kind but these. */
  public synchronized void keepOnly(String kind, Map<String, ?> kept) {
    try {
      rewrite(kind, kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void rewrite(String kind, Map<String, ?> kept) throws IOException {
    List<String> lines = new ArrayList<>();
    entries()
        .forEach((name, value) -> {
          if (!name.startsWith(kind + "/")) {
            lines.add(line(name, value));
          }
        });
    kept.forEach((name, value) -> lines.add(line(kind + "/" + name, value)));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, String.join("", lines));
    out.close();
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    out = appendTo(file);
  }

  private Map<String, JsonNode> entries() {
    Map<String, JsonNode> last = new LinkedHashMap<>();
    // lenient about bytes: the last line may have been cut in the middle of a character
    try (var lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
      lines.lines().forEach(line -> read(line, last));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
