package org.iguazu.loopback.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory for each task: its containers' working directories, and a record of its processes
 * that a later engine reads if this one dies.
 */
final class TaskDirectories {

  // no name of a container starts with a dot
  private static final String PROCESSES = ".processes";
  private static final String VOLUMES = ".volumes";

  private final Path root;

  TaskDirectories(Path root) throws IOException {
    this.root = Files.createDirectories(root).toRealPath();
  }

  /** A process that may still run; pid and start together name it for good. */
  record Left(long pid, Instant startedAt) {}

  Path workingDirectory(String task, String container) throws IOException {
    return Files.createDirectories(root.resolve(task).resolve(container));
  }

  Path volumes(String task) {
    return root.resolve(task).resolve(VOLUMES);
  }

  void record(String task, ProcessHandle process) throws IOException {
    Instant start = process.info().startInstant().orElse(Instant.EPOCH);
    Files.writeString(
        root.resolve(task).resolve(PROCESSES),
        process.pid() + " " + start.toEpochMilli() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** The tasks that have a directory. */
  List<String> tasks() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }

  List<Left> processes(String task) throws IOException {
    Path file = root.resolve(task).resolve(PROCESSES);
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream()
        .map(line -> line.split(" ", -1))
        .filter(words -> words.length == 2)
        .map(words -> new Left(Long.parseLong(words[0]), instant(words[1])))
        .toList();
  }

  private static Instant instant(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /**
   * Deletes it, unless that is done: what deletes the whole state directory may have been faster.
   */
  void delete(String task) {
    try (Stream<Path> tree = Files.walk(root.resolve(task))) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException _) {
      // it is gone already
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
