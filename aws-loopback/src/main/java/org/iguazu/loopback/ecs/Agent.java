package org.iguazu.loopback.ecs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskObserver;
import org.iguazu.loopback.logs.LogStore;

/** Hands tasks to the engine, as the ECS agent does on each instance, and reports back. */
final class Agent {

  private final TaskEngine engine;
  private final LogStore logs;
  private final Metadata metadata;

  Agent(TaskEngine engine, LogStore logs, Metadata metadata) {
    this.engine = engine;
    this.logs = logs;
    this.metadata = metadata;
  }

  void start(Cluster cluster, Task task, Workload workload) {
    LocalTask local = metadata.open(cluster, task, workload);
    List<ContainerSpec> containers =
        workload
            .containers()
            .map(planned -> planned.spec(workload.taskMemory(), metadata.variables(local, planned)))
            .toList();
    engine.start(
        workload.task(task.id(), containers),
        new Reporter(cluster, local, targets(task, workload)));
  }

  private static Map<String, LogTarget> targets(Task task, Workload workload) {
    Map<String, LogTarget> targets = new HashMap<>();
    workload
        .containers()
        .forEach(planned ->
            LogTarget.of(planned.defined(), task.id())
                .ifPresent(target -> targets.put(planned.name(), target)));
    return targets;
  }

  void stop(String task) {
    engine.stop(task);
  }

  void kill(String task) {
    engine.kill(task);
  }

  private final class Reporter implements TaskObserver {

    private final Cluster cluster;
    private final LocalTask task;
    private final Map<String, LogTarget> targets;

    Reporter(Cluster cluster, LocalTask task, Map<String, LogTarget> targets) {
      this.cluster = cluster;
      this.task = task;
      this.targets = targets;
    }

    @Override
    public void pulled(String container, String imageId) {
      task.change(container, (known, _) -> known.pulled(imageId));
    }

    @Override
    public void created(String container, Handle handle) {
      task.change(container, (known, now) -> known.created(handle, now));
    }

    @Override
    public void running(String container, String runtimeId) {
      task.change(container, (known, now) -> known.running(runtimeId, now));
      target(container).ifPresent(target -> logs.create(target.group(), target.stream()));
      cluster.report(task.id(), (current, now) -> current.running(container, runtimeId, now));
    }

    @Override
    public void printed(String container, List<String> lines) {
      target(container).ifPresent(target -> logs.append(target.group(), target.stream(), lines));
    }

    @Override
    public void ended(String container, ContainerEnd end) {
      task.change(container, (known, now) -> known.ended(end, now));
      cluster.report(task.id(), (current, now) -> current.ended(container, end, now));
    }

    @Override
    public void stopped() {
      cluster.report(task.id(), Task::stopped);
      metadata.forget(task);
    }

    private Optional<LogTarget> target(String container) {
      return Optional.ofNullable(targets.get(container));
    }
  }
}
