package org.iguazu.loopback.engine.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.engine.run.TaskRuns;

/**
 * Runs containers as child processes: a jar as a JVM, anything else by its command. It isolates
 * nothing, so it is for trusted tasks and refuses the others.
 */
public final class ProcessEngine implements TaskEngine {

  private final Workshop workshop;
  private final TaskRuns tasks = new TaskRuns();

  /** Kills what a predecessor has left running in this directory, and is ready. */
  public ProcessEngine(Path directory, ProcessEngineOptions options) {
    try {
      var directories = new TaskDirectories(directory);
      Orphans.kill(directories);
      this.workshop = new Workshop(options, directories);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Factory with(ProcessEngineOptions options) {
    return (directory, _) -> new ProcessEngine(directory.resolve("process"), options);
  }

  /** Whether the task asks for nothing that needs containers. */
  public static boolean canEnforce(TaskSpec task) {
    return Isolation.missingFor(task).isEmpty();
  }

  @Override
  public void start(TaskSpec task, TaskObserver observer) {
    tasks.start(task, observer, new ProcessRuntime(task, workshop));
  }

  @Override
  public void stop(String taskId) {
    tasks.stop(taskId);
  }

  @Override
  public void kill(String taskId) {
    tasks.kill(taskId);
  }

  @Override
  public void close() {
    tasks.close();
    workshop.close();
  }
}
