package org.iguazu.loopback.ecs;

import java.net.URI;
import java.util.ArrayList;
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
  private final URI metadata;

  Agent(TaskEngine engine, LogStore logs, URI metadata) {
    this.engine = engine;
    this.logs = logs;
    this.metadata = metadata;
  }

  void start(Cluster cluster, Task task, Workload workload) {
    List<ContainerSpec> containers = new ArrayList<>();
    Map<String, LogTarget> targets = new HashMap<>();
    workload
        .containers()
        .forEach(planned -> {
          String address = "%s/v4/%s-%d".formatted(metadata, task.id(), containers.size());
          containers.add(planned.spec(workload.taskMemory(), address));
          LogTarget.of(planned.defined(), task.id())
              .ifPresent(target -> targets.put(planned.name(), target));
        });
    engine.start(workload.task(task.id(), containers), new Reporter(cluster, task.id(), targets));
  }

  void stop(String task) {
    engine.stop(task);
  }

  void kill(String task) {
    engine.kill(task);
  }

  private final class Reporter implements TaskObserver {

    private final Cluster cluster;
    private final String task;
    private final Map<String, LogTarget> targets;

    Reporter(Cluster cluster, String task, Map<String, LogTarget> targets) {
      this.cluster = cluster;
      this.task = task;
      this.targets = targets;
    }

    @Override
    public void running(String container, String runtimeId) {
      target(container).ifPresent(target -> logs.create(target.group(), target.stream()));
      cluster.report(task, (current, now) -> current.running(container, runtimeId, now));
    }

    @Override
    public void printed(String container, List<String> lines) {
      target(container).ifPresent(target -> logs.append(target.group(), target.stream(), lines));
    }

    @Override
    public void ended(String container, ContainerEnd end) {
      cluster.report(task, (current, now) -> current.ended(container, end, now));
    }

    @Override
    public void stopped() {
      cluster.report(task, Task::stopped);
    }

    private Optional<LogTarget> target(String container) {
      return Optional.ofNullable(targets.get(container));
    }
  }
}
