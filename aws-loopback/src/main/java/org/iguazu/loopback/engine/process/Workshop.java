package org.iguazu.loopback.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.engine.Volume;

/**
 * What all tasks of an engine share: where they live, and who starts and buries their processes.
 */
final class Workshop implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Workshop.class.getName());

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

  /** Waits until nothing of it is left. */
  void bury(Child child) {
    reaper.kill(child.tree()).join();
  }

  void makeVolumes(TaskSpec task) throws IOException {
    for (Volume volume : task.volumes()) {
      Files.createDirectories(directories.volumes(task.id()).resolve(volume.name()));
    }
  }

  /** Deletes what is left of a task, after a while for those who want to look at it. */
  void deleteLater(String task) {
    CompletableFuture.delayedExecutor(
            options.cleanupDelay().toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
        .execute(() -> delete(task));
  }

  private void delete(String task) {
    try {
      directories.delete(task);
    } catch (UncheckedIOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot delete the directory of task " + task, e);
    }
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
      Layout layout = Layout.of(container, home, directories.volumes(task));
      return recorded(task, Child.start(container, run, layout, lines));
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
