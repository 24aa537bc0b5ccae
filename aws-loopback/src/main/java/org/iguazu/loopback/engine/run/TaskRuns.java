package org.iguazu.loopback.engine.run;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;

/** The tasks that an engine runs now. */
public final class TaskRuns implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(TaskRuns.class.getName());

  private final Map<String, Running> tasks = new ConcurrentHashMap<>();

  private record Running(TaskRun task, CompletableFuture<Void> gone) {}

  /** Lives a task on a thread of its own; closes the runtime when the task has ended. */
  public void start(TaskSpec spec, TaskObserver observer, TaskRuntime runtime) {
    var running = new Running(new TaskRun(spec, observer, runtime), new CompletableFuture<>());
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
    }
  }

  /** SIGTERM to each container, SIGKILL after its stop timeout; nothing if it is not known. */
  public void stop(String taskId) {
    Running running = tasks.get(taskId);
    if (running != null) {
      running.task.stop();
    }
  }

  /** Kills a task at once; nothing if it is not known. */
  public void kill(String taskId) {
    Running running = tasks.get(taskId);
    if (running != null) {
      running.task.kill();
    }
  }

  /** Kills all and waits until they are gone, but not for ever. */
  @Override
  public void close() {
    CompletableFuture<?>[] gone =
        tasks.values().stream()
            .map(running -> {
              running.task.kill();
              return running.gone;
            })
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(gone).orTimeout(20, TimeUnit.SECONDS).exceptionally(_ -> null).join();
  }
}
