package org.iguazu.loopback.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;

/**
 * Runs containers as child processes: a jar as a JVM, anything else by its command. It isolates
 * nothing, so it is for trusted tasks and refuses the others.
 */
public final class ProcessEngine implements TaskEngine {

  private static final System.Logger LOG = System.getLogger(ProcessEngine.class.getName());

  private final TaskDirectories directories;
  private final Workshop workshop;
  private final Map<String, Running> tasks = new ConcurrentHashMap<>();

  private record Running(ProcessTask task, CompletableFuture<Void> gone) {}

  /** Kills what a predecessor has left running in this directory, and is ready. */
  public ProcessEngine(Path directory, ProcessEngineOptions options) {
    try {
      this.directories = new TaskDirectories(directory);
      Orphans.kill(directories);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.workshop = new Workshop(options, directories);
  }

  public static Factory with(ProcessEngineOptions options) {
    return (directory, _) -> new ProcessEngine(directory, options);
  }

  @Override
  public void start(TaskSpec spec, TaskObserver observer) {
    var running = new Running(new ProcessTask(spec, observer, workshop), new CompletableFuture<>());
    tasks.put(spec.id(), running);
    Thread.ofVirtual().name("task-" + spec.id()).start(() -> run(spec.id(), running));
  }

  private void run(String id, Running running) {
    try {
      running.task.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "task " + id + " was lost by a bug", e);
    } finally {
      tasks.remove(id);
      running.gone.complete(null);
      CompletableFuture.delayedExecutor(
              workshop.options().cleanupDelay().toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> delete(id));
    }
  }

  private void delete(String id) {
    try {
      directories.delete(id);
    } catch (UncheckedIOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot delete the directory of task " + id, e);
    }
  }

  @Override
  public void stop(String taskId) {
    Running running = tasks.get(taskId);
    if (running != null) {
      running.task.stop();
    }
  }

  @Override
  public void kill(String taskId) {
    Running running = tasks.get(taskId);
    if (running != null) {
      running.task.kill();
    }
  }

  private void killAll() {
    CompletableFuture<?>[] gone =
        tasks.values().stream()
            .map(running -> {
              running.task.kill();
              return running.gone;
            })
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(gone).orTimeout(20, TimeUnit.SECONDS).exceptionally(_ -> null).join();
  }

  @Override
  public void close() {
    killAll();
    workshop.close();
  }
}
