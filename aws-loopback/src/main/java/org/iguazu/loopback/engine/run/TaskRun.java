package org.iguazu.loopback.engine.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.engine.TaskSpec;

/** One task from start to end, on a thread of its own that reads one signal after the other. */
final class TaskRun {

  private static final System.Logger LOG = System.getLogger(TaskRun.class.getName());

  private final TaskSpec task;
  private final TaskObserver observer;
  private final TaskRuntime runtime;
  private final ContainerOrder order;
  private final Phases phases;
  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private volatile boolean stopping;
  private boolean killed;

  TaskRun(TaskSpec task, TaskObserver observer, TaskRuntime runtime) {
    this.task = task;
    this.observer = observer;
    this.runtime = runtime;
    this.order = new ContainerOrder(task.containers());
    this.phases = new Phases(task.containers());
  }

  private sealed interface Signal {
    record Pulled(ContainerSpec container, String imageId) implements Signal {}

    record Created(ContainerSpec container, TaskObserver.Handle handle) implements Signal {}

    record Came(ContainerSpec container, TaskRuntime.Start start) implements Signal {}

    record Healthy(ContainerSpec container) implements Signal {}

    record Ended(ContainerSpec container, ContainerEnd end) implements Signal {}

    record Slow(ContainerSpec container) implements Signal {}

    record Overdue(ContainerSpec container) implements Signal {}

    record Stop() implements Signal {}

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
    try (runtime) {
      runtime.prepare().ifPresent(this::refuse);
      advance();
      while (!phases.allEnded()) {
        obey(signals.take());
        advance();
      }
    } catch (InterruptedException _) {
      LOG.log(System.Logger.Level.WARNING, "task {0} was abandoned", task.id());
    } finally {
      observer.stopped();
    }
  }

  private void refuse(String reason) {
    task.containers().forEach(it -> ended(it, new ContainerEnd.NeverStarted(reason)));
  }

  private void advance() {
    if (!stopping) {
      order.hopeless(phases).forEach(it -> giveUp(it, "has ended without that"));
    }
    if (stopping) {
      phases.waiting().forEach(it -> ended(it, new ContainerEnd.NotNeeded()));
      stopNext();
    } else {
      order.toStart(phases).forEach(this::start);
    }
  }

  private void start(ContainerSpec container) {
    phases.set(container.name(), new Phase.Starting());
    var events = new Events(container);
    Thread.ofVirtual()
        .name("start-" + task.id())
        .start(() -> events.tell(started(container, events)));
    Duration patience = container.lifecycle().startTimeout();
    if (patience != null) {
      after(patience, new Signal.Slow(container));
    }
  }

  private TaskRuntime.Start started(ContainerSpec container, ContainerEvents events) {
    try {
      return runtime.start(container, events);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR, "starting a container of task " + task.id() + " failed", e);
      return new TaskRuntime.Start.Failed("CannotStartContainerError: " + e);
    }
  }

  private void obey(Signal signal) {
    switch (signal) {
      case Signal.Pulled(var container, var imageId) -> observer.pulled(container.name(), imageId);
      case Signal.Created(var container, var made) -> observer.created(container.name(), made);
      case Signal.Came(var container, var start) -> came(container, start);
      case Signal.Healthy(var container) -> healthy(container);
      case Signal.Ended(var container, var end) -> ended(container, end);
      case Signal.Slow(var container) ->
          order
              .keptWaitingBy(container.name(), phases)
              .forEach(it -> giveUp(it, "took longer than its start timeout"));
      case Signal.Overdue(var container) -> kill(phases.of(container.name()));
      case Signal.Stop _ -> {} // advance() does it
      case Signal.Kill _ -> killAll();
    }
  }

  private void came(ContainerSpec container, TaskRuntime.Start start) {
    switch (start) {
      case TaskRuntime.Start.Started(var live) -> {
        observer.running(container.name(), live.runtimeId());
        phases.set(container.name(), new Phase.Running(live, false, killed));
        if (killed) {
          live.kill();
        }
      }
      case TaskRuntime.Start.Failed(var reason) ->
          ended(container, new ContainerEnd.NeverStarted(reason));
      case TaskRuntime.Start.NotWanted _ -> ended(container, new ContainerEnd.NotNeeded());
    }
  }

  private void healthy(ContainerSpec container) {
    if (phases.of(container.name()) instanceof Phase.Running running) {
      phases.set(container.name(), running.well());
    }
  }

  private void ended(ContainerSpec container, ContainerEnd end) {
    phases.set(container.name(), new Phase.Ended(end));
    observer.ended(container.name(), end);
    if (container.essential() || end instanceof ContainerEnd.NeverStarted) {
      stopping = true;
    }
  }

  private void giveUp(ContainerOrder.Hopeless hopeless, String why) {
    String reason =
        "TaskDependencyError: container %s waits for %s of container %s, which %s"
            .formatted(
                hopeless.container().name(),
                hopeless.dependency().condition(),
                hopeless.dependency().container(),
                why);
    ended(hopeless.container(), new ContainerEnd.NeverStarted(reason));
  }

  private void stopNext() {
    for (ContainerSpec container : order.toStop(phases)) {
      if (phases.of(container.name()) instanceof Phase.Running running) {
        phases.set(container.name(), running.leaving());
        running.container().terminate();
        after(container.lifecycle().stopTimeout(), new Signal.Overdue(container));
      }
    }
  }

  private void killAll() {
    killed = true;
    phases.running().forEach(this::kill);
  }

  private void kill(Phase phase) {
    if (phase instanceof Phase.Running running) {
      running.container().kill();
    }
  }

  private void after(Duration delay, Signal signal) {
    CompletableFuture.delayedExecutor(
            delay.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
        .execute(() -> signals.add(signal));
  }

  /** What the engine tells is heard once the loop knows that the container was started. */
  private final class Events implements ContainerEvents {

    private final ContainerSpec container;
    private final CompletableFuture<Void> told = new CompletableFuture<>();

    Events(ContainerSpec container) {
      this.container = container;
    }

    void tell(TaskRuntime.Start start) {
      signals.add(new Signal.Came(container, start));
      told.complete(null);
    }

    @Override
    public boolean isWanted() {
      return !stopping;
    }

    @Override
    public void pulled(String imageId) {
      signals.add(new Signal.Pulled(container, imageId));
    }

    @Override
    public void created(TaskObserver.Handle made) {
      signals.add(new Signal.Created(container, made));
    }

    @Override
    public void printed(List<String> lines) {
      observer.printed(container.name(), lines);
    }

    @Override
    public void healthy() {
      var _ = told.thenRun(() -> signals.add(new Signal.Healthy(container)));
    }

    @Override
    public void ended(ContainerEnd end) {
      var _ = told.thenRun(() -> signals.add(new Signal.Ended(container, end)));
    }
  }
}
