package org.iguazu.loopback.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** All log groups: a directory each, with a file for each of its streams. */
public final class LogStore {

  private final Path root;
  private final long streamCap;
  private final InstantSource clock;
  private final Map<Path, LogFile> files = new ConcurrentHashMap<>();

  /**
   * Opens the groups kept in a directory.
   *
   * @param streamCap how many bytes a stream may take on disk before it is cut
   */
  public LogStore(Path root, long streamCap, InstantSource clock) {
    this.root = root;
    this.streamCap = streamCap;
    this.clock = clock;
  }

  /** Creates the stream, and its group, unless they are there. */
  public void create(String group, String stream) {
    file(group, stream);
  }

  /** Adds lines to a stream, received now; empty ones are dropped, as the awslogs driver does. */
  public void append(String group, String stream, List<String> lines) {
    List<String> messages = lines.stream().filter(line -> !line.isEmpty()).toList();
    if (messages.isEmpty()) {
      return;
    }
    try {
      file(group, stream).append(clock.millis(), messages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** False if the group was there already. */
  boolean createGroup(String group) {
    try {
      if (Files.isDirectory(directory(group))) {
        return false;
      }
      Files.createDirectories(directory(group));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<LogFile> find(String group, String stream) {
    return Files.exists(path(group, stream)) ? Optional.of(file(group, stream)) : Optional.empty();
  }

  boolean hasGroup(String group) {
    return Files.isDirectory(directory(group));
  }

  /** Deletes the streams that nobody has written to for so long. */
  public void deleteOlderThan(Duration retention) {
    Instant oldest = clock.instant().minus(retention);
    for (String group : groups()) {
      for (String stream : streams(group)) {
        deleteOlderThan(oldest, path(group, stream));
      }
    }
  }

  private void deleteOlderThan(Instant oldest, Path stream) {
    try {
      if (Files.getLastModifiedTime(stream).toInstant().isBefore(oldest)) {
        Files.delete(stream);
        files.remove(stream);
      }
    } catch (NoSuchFileException _) {
      // somebody else has deleted it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In order of their names. */
  List<String> groups() {
    return names(root);
  }

  /** In order of their names. */
  List<String> streams(String group) {
    return names(directory(group));
  }

  private LogFile file(String group, String stream) {
    return files.computeIfAbsent(path(group, stream), this::open);
  }

  private LogFile open(Path path) {
    try {
      return LogFile.open(path, streamCap);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path(String group, String stream) {
    return directory(group).resolve(encoded(stream));
  }

  private Path directory(String group) {
    return root.resolve(encoded(group));
  }

  /** The leading letter keeps {@code ..} from being a way out. */
  private static String encoded(String name) {
    return "n" + URLEncoder.encode(name, UTF_8);
  }

  private static List<String> names(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(entry -> URLDecoder.decode(entry.getFileName().toString().substring(1), UTF_8))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
