package org.iguazu.loopback.engine.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;

/** One task from start to end, on a thread of its own that reads one signal after the other. */
final class ProcessTask {

  private static final System.Logger LOG = System.getLogger(ProcessTask.class.getName());

  private final TaskSpec task;
  private final TaskObserver observer;
  private final Workshop workshop;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final List<Child> running = new ArrayList<>();
  private volatile boolean stopping;

  ProcessTask(TaskSpec task, TaskObserver observer, Workshop workshop) {
    this.task = task;
    this.observer = observer;
    this.workshop = workshop;
  }

  private sealed interface Signal {
    record Exited(Child child) implements Signal {}

    record Stop() implements Signal {}

    record Overdue(Child child) implements Signal {}

    record Kill() implements Signal {}
  }

  void stop() {
    stopping = true;
    signals.add(new Signal.Stop());
  }

  void kill() {
    stopping = true;
    signals.add(new Signal.Kill());
  }

  /** Returns when nothing of the task is left. */
  void run() {
    try {
      Optional<String> missing = Isolation.missingFor(task);
      missing.ifPresentOrElse(this::refuse, () -> task.containers().forEach(this::start));
      while (!running.isEmpty()) {
        obey(signals.take());
      }
    } catch (InterruptedException _) {
      LOG.log(System.Logger.Level.WARNING, "task {0} was abandoned", task.id());
    } finally {
      observer.stopped();
    }
  }

  private void refuse(String missing) {
    String reason =
        "CannotStartContainerError: the process engine cannot enforce "
            + missing
            + "; such a task needs an engine with Docker";
    for (ContainerSpec container : task.containers()) {
      observer.ended(container.name(), new ContainerEnd.NeverStarted(reason));
    }
  }

  private void start(ContainerSpec container) {
    if (stopping) {
      observer.ended(container.name(), new ContainerEnd.NotNeeded());
      return;
    }
    switch (CommandLine.of(container, workshop.options())) {
      case CommandLine.Refused(var reason) -> failed(container, reason);
      case CommandLine.Run run -> start(container, run);
    }
  }

  private void start(ContainerSpec container, CommandLine.Run run) {
    try {
      Child child =
          workshop.start(
              task.id(), container, run, lines -> observer.printed(container.name(), lines));
      running.add(child);
      observer.running(container.name(), "process-" + child.handle().pid());
      var _ = child.onExit().thenRun(() -> signals.add(new Signal.Exited(child)));
    } catch (IOException e) {
      failed(container, "CannotStartContainerError: " + e.getMessage());
    }
  }

  private void failed(ContainerSpec container, String reason) {
    observer.ended(container.name(), new ContainerEnd.NeverStarted(reason));
    stop();
  }

  private void obey(Signal signal) throws InterruptedException {
    switch (signal) {
      case Signal.Exited(var child) -> exited(child);
      case Signal.Stop _ -> running.forEach(this::terminate);
      case Signal.Overdue(var child) -> child.kill();
      case Signal.Kill _ -> running.forEach(Child::kill);
    }
  }

  private void terminate(Child child) {
    child.terminate();
    Duration patience = child.container().stopTimeout();
    CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> signals.add(new Signal.Overdue(child)));
  }

  private void exited(Child child) throws InterruptedException {
    running.remove(child);
    workshop.reaper().kill(child.tree()).join();
    observer.ended(child.container().name(), child.end());
    if (child.container().essential()) {
      stop();
    }
  }
}
