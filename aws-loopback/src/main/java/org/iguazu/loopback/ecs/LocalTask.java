package org.iguazu.loopback.ecs;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** A task as the agent on its instance knows it, from its start until nothing of it is left. */
final class LocalTask {

  private final Cluster cluster;
  private final Task accepted;
  private final Workload workload;
  private final InstantSource clock;
  private final Map<String, LocalContainer> containers = new ConcurrentHashMap<>();

  LocalTask(Cluster cluster, Task accepted, Workload workload, InstantSource clock) {
    this.cluster = cluster;
    this.accepted = accepted;
    this.workload = workload;
    this.clock = clock;
    workload
        .containers()
        .map(Workload.Planned::name)
        .forEach(name -> containers.put(name, LocalContainer.named(name)));
  }

  String id() {
    return accepted.id();
  }

  /** As ECS knows it now. */
  Task known() {
    return cluster.find(id()).orElse(accepted);
  }

  Workload workload() {
    return workload;
  }

  LocalContainer container(String name) {
    return containers.getOrDefault(name, LocalContainer.named(name));
  }

  void change(String name, BiFunction<LocalContainer, Instant, LocalContainer> change) {
    containers.computeIfPresent(name, (_, known) -> change.apply(known, clock.instant()));
  }
}
