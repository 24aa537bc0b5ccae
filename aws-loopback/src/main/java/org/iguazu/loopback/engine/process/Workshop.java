package org.iguazu.loopback.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.iguazu.loopback.engine.ContainerSpec;

/**
 * What all tasks of an engine share: where they live, and who starts and buries their processes.
 */
final class Workshop implements AutoCloseable {

  /** Starting a process blocks a real thread; a few are as fast as many. */
  private static final int STARTERS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final ProcessEngineOptions options;
  private final TaskDirectories directories;
  private final Reaper reaper = new Reaper();
  private final ExecutorService starters =
      Executors.newFixedThreadPool(
          STARTERS, Thread.ofPlatform().daemon().name("loopback-start-", 0).factory());

  Workshop(ProcessEngineOptions options, TaskDirectories directories) {
    this.options = options;
    this.directories = directories;
  }

  ProcessEngineOptions options() {
    return options;
  }

  Reaper reaper() {
    return reaper;
  }

  Child start(
      String task, ContainerSpec container, CommandLine.Run run, Consumer<List<String>> lines)
      throws IOException {
    try {
      return CompletableFuture.supplyAsync(() -> started(task, container, run, lines), starters)
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException wrapped) {
        throw new IOException(wrapped.getCause());
      }
      throw e;
    }
  }

  private Child started(
      String task, ContainerSpec container, CommandLine.Run run, Consumer<List<String>> lines) {
    try {
      Path home = directories.workingDirectory(task, container.name());
      return recorded(task, Child.start(container, run, home, lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process that is not on record would be nobody's if we died. */
  private Child recorded(String task, Child child) throws IOException {
    try {
      directories.record(task, child.handle());
      return child;
    } catch (IOException e) {
      child.kill();
      var _ = reaper.kill(child.tree());
      throw e;
    }
  }

  @Override
  public void close() {
    starters.shutdown();
    reaper.close();
  }
}
