package org.iguazu.loopback.engine.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.iguazu.loopback.engine.ContainerSpec;

/** How far each container of a task has come. */
final class Phases {

  private final List<ContainerSpec> containers;
  private final Map<String, Phase> phases = new HashMap<>();

  Phases(List<ContainerSpec> containers) {
    this.containers = containers;
  }

  Phase of(String container) {
    return phases.getOrDefault(container, new Phase.Waiting());
  }

  void set(String container, Phase phase) {
    phases.put(container, phase);
  }

  List<ContainerSpec> waiting() {
    return containers.stream().filter(it -> of(it.name()) instanceof Phase.Waiting).toList();
  }

  boolean allEnded() {
    return containers.stream().allMatch(it -> of(it.name()) instanceof Phase.Ended);
  }

  List<Phase.Running> running() {
    return containers.stream()
        .map(it -> of(it.name()))
        .filter(Phase.Running.class::isInstance)
        .map(Phase.Running.class::cast)
        .toList();
  }
}
