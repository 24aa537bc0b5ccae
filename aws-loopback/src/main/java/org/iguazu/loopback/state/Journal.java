package org.iguazu.loopback.state;

import static java.lang.System.Logger.Level.WARNING;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An append-only file of named values, the last one of a name counting. It survives the death of
 * the process, not of the machine: nothing is forced to disk. After opening it is read, told what
 * to forget, and compacted; from then on it is only written, and rewritten with the last values
 * whenever most of it is of no use any more. Nobody waits for that: meanwhile what comes goes into
 * a second file, which is read after the first.
 */
public final class Journal implements AutoCloseable {

  /** No journal shorter than this is rewritten while it is in use. */
  private static final long SMALL = 8L << 20;

  private static final System.Logger LOG = System.getLogger(Journal.class.getName());

  private final JsonMapper mapper;
  private final Path file;
  private final Path second;
  private final Map<String, JsonNode> found;
  private final long small;
  private BufferedWriter out;
  private long size;
  private long rewriteAt;
  private @Nullable Thread rewriting;

  private Journal(JsonMapper mapper, Path file, long small) throws IOException {
    this.mapper = mapper;
    this.file = file;
    this.second = file.resolveSibling(file.getFileName() + ".next");
    this.small = small;
    this.out = appendTo(Files.exists(second) ? second : file);
    this.found = read(file, second);
    this.rewriteAt = Long.MAX_VALUE; // not before compact(): what was found may be needed
  }

  /** A value under its name, e.g. {@code task/0123…}, as it is read. */
  private record Entry(String name, @Nullable JsonNode value) {}

  /** The same, as it is written. */
  private record Line(String name, @Nullable Object value) {}

  /** Opens the journal, a new one if there is none. */
  public static Journal open(Path file, JsonMapper mapper) throws IOException {
    return open(file, mapper, SMALL);
  }

  static Journal open(Path file, JsonMapper mapper, long small) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return new Journal(mapper, file, small);
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
      replace(found);
      out.close();
      Files.deleteIfExists(second);
      writeOn();
      found.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized void put(String kind, String name, @Nullable Object value) {
    try {
      String line = line(kind + "/" + name, value);
      out.write(line);
      out.flush();
      size += line.length();
      if (size >= rewriteAt) {
        beginRewriting();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value that is of no use any more. */
  public void forget(String kind, String name) {
    put(kind, name, null);
  }

  private void beginRewriting() throws IOException {
    out.close();
    out = appendTo(second);
    rewriteAt = Long.MAX_VALUE; // one at a time
    rewriting = Thread.ofPlatform().daemon().name("loopback-journal").start(this::rewrite);
  }

  private void rewrite() {
    try {
      replace(read(file));
      append();
    } catch (IOException | UncheckedIOException e) {
      LOG.log(WARNING, "the journal " + file + " is not rewritten, trying again later", e);
      tryAgainLater();
    }
  }

  private synchronized void tryAgainLater() {
    rewriteAt = size + small;
  }

  /** Whoever dies meanwhile leaves the old file or the new one, both of which tell the same. */
  private void replace(Map<String, JsonNode> values) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (BufferedWriter writer = Files.newBufferedWriter(fresh, UTF_8)) {
      for (Map.Entry<String, JsonNode> entry : values.entrySet()) {
        writer.write(line(entry.getKey(), entry.getValue()));
      }
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Back to one file. To read the second one twice, if we die meanwhile, changes nothing. */
  private synchronized void append() throws IOException {
    out.close();
    try (var first = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      Files.copy(second, first);
    }
    Files.delete(second);
    writeOn();
  }

  private void writeOn() throws IOException {
    out = appendTo(file);
    size = Files.size(file);
    rewriteAt = Math.max(small, 4 * size);
  }

  private Map<String, JsonNode> read(Path... files) throws IOException {
    Map<String, JsonNode> last = new LinkedHashMap<>();
    for (Path each : files) {
      if (Files.exists(each)) {
        // lenient about bytes: the last line may have been cut in the middle of a character
        try (var lines =
            new BufferedReader(new InputStreamReader(Files.newInputStream(each), UTF_8))) {
          lines.lines().forEach(line -> read(line, last));
        }
      }
    }
    return last;
  }

  private void read(String line, Map<String, JsonNode> last) {
    try {
      Entry entry = mapper.readValue(line, Entry.class);
      JsonNode value = entry.value();
      if (value == null || value.isNull()) {
        last.remove(entry.name());
      } else {
        last.put(entry.name(), value);
      }
    } catch (JacksonException _) {
      // the line that was being written when the process died
    }
  }

  private String line(String name, @Nullable Object value) {
    return mapper.writeValueAsString(new Line(name, value)) + "\n";
  }

  private static BufferedWriter appendTo(Path file) throws IOException {
    return Files.newBufferedWriter(
        file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public void close() throws IOException {
    finishRewriting();
    synchronized (this) {
      out.close();
    }
  }

  private void finishRewriting() {
    Thread underWay = rewriting();
    if (underWay != null) {
      try {
        underWay.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized @Nullable Thread rewriting() {
    return rewriting;
  }
}
