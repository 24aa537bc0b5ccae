package org.iguazu.loopback;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;

/** Runs tasks in name only, until a test ends them. */
final class FakeEngine implements TaskEngine {

  private final Map<String, Running> tasks = new ConcurrentHashMap<>();
  private final AtomicInteger started = new AtomicInteger();

  private record Running(TaskSpec task, TaskObserver observer) {}

  @Override
  public void start(TaskSpec task, TaskObserver observer) {
    started.incrementAndGet();
    tasks.put(task.id(), new Running(task, observer));
    for (ContainerSpec container : task.containers()) {
      observer.running(container.name(), "fake-" + task.id());
    }
  }

  int started() {
    return started.get();
  }

  /** Every container of the task exits with this code. */
  void end(String taskArn, int code) {
    String id = taskArn.substring(taskArn.lastIndexOf('/') + 1);
    Running running = tasks.remove(id);
    if (running != null) {
      for (ContainerSpec container : running.task.containers()) {
        running.observer.ended(container.name(), new ContainerEnd.Exited(code, null));
      }
      running.observer.stopped();
    }
  }

  @Override
  public void stop(String taskId) {
    end(taskId, 143);
  }

  @Override
  public void kill(String taskId) {
    end(taskId, 137);
  }

  @Override
  public void close() {}
}
