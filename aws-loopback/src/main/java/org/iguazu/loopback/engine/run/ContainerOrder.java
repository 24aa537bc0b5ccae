package org.iguazu.loopback.engine.run;

import java.util.List;
import java.util.stream.Stream;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.Dependency;

/**
 * In which order the containers of a task start and stop. It only decides: it is shown how far each
 * container has come, and says which are next.
 */
final class ContainerOrder {

  private final List<ContainerSpec> containers;

  ContainerOrder(List<ContainerSpec> containers) {
    this.containers = containers;
  }

  /** A container that will never start, and what it would have needed. */
  record Hopeless(ContainerSpec container, Dependency dependency) {}

  /** Those that wait, and have all they wait for. */
  List<ContainerSpec> toStart(Phases phases) {
    return phases.waiting().stream()
        .filter(it ->
            it.lifecycle().dependsOn().stream().allMatch(dependency -> isMet(dependency, phases)))
        .toList();
  }

  /** Those that wait for what can never come. */
  List<Hopeless> hopeless(Phases phases) {
    return unmet(phases)
        .filter(it -> phases.of(it.dependency().container()) instanceof Phase.Ended)
        .toList();
  }

  /** Those that still wait for something of this container. */
  List<Hopeless> keptWaitingBy(String container, Phases phases) {
    return unmet(phases).filter(it -> it.dependency().container().equals(container)).toList();
  }

  private static Stream<Hopeless> unmet(Phases phases) {
    return phases.waiting().stream()
        .flatMap(waiting ->
            waiting.lifecycle().dependsOn().stream()
                .filter(dependency -> !isMet(dependency, phases))
                .map(dependency -> new Hopeless(waiting, dependency)));
  }

  private static boolean isMet(Dependency dependency, Phases phases) {
    return switch (phases.of(dependency.container())) {
      case Phase.Waiting _, Phase.Starting _ -> false;
      case Phase.Running running ->
          switch (dependency.condition()) {
            case START -> true;
            case HEALTHY -> running.healthy();
            case COMPLETE, SUCCESS -> false;
          };
      case Phase.Ended(ContainerEnd.Exited(var code, _)) ->
          switch (dependency.condition()) {
            case START, COMPLETE -> true;
            case SUCCESS -> code == 0;
            case HEALTHY -> false;
          };
      case Phase.Ended(ContainerEnd.Lost _) -> dependency.condition() == Dependency.Condition.START;
      case Phase.Ended _ -> false;
    };
  }

  /** Those that are to be told to end now: whatever others depend on is told after them. */
  List<ContainerSpec> toStop(Phases phases) {
    return containers.stream()
        .filter(it -> phases.of(it.name()) instanceof Phase.Running running && !running.stopping())
        .filter(it -> dependents(it).noneMatch(other -> isAlive(phases.of(other.name()))))
        .toList();
  }

  private Stream<ContainerSpec> dependents(ContainerSpec container) {
    return containers.stream()
        .filter(other ->
            other.lifecycle().dependsOn().stream()
                .anyMatch(dependency -> dependency.container().equals(container.name())));
  }

  private static boolean isAlive(Phase phase) {
    return phase instanceof Phase.Starting || phase instanceof Phase.Running;
  }
}
