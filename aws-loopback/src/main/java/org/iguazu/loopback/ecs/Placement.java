package org.iguazu.loopback.ecs;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the instance for a task; touches nothing. */
final class Placement {

  private Placement() {}

  sealed interface Choice {
    record On(Instance instance) implements Choice {}

    /** No instance will do: why, for each. */
    record Nowhere(List<Failure> failures) implements Choice {}
  }

  /** How instances that will do are ordered, e.g. {@code binpack} on {@code memory}. */
  record Strategy(@Nullable String type, @Nullable String field) {}

  /** The first strategy decides; without one tasks are spread by memory. */
  static Choice choose(Reservation need, List<Instance> candidates, List<Strategy> strategies) {
    Optional<Instance> best =
        candidates.stream()
            .filter(instance -> obstacle(need, instance) == null)
            .min(
                order(strategies.isEmpty() ? new Strategy("spread", null) : strategies.getFirst()));
    return best.<Choice>map(Choice.On::new)
        .orElseGet(() -> new Choice.Nowhere(failures(need, candidates)));
  }

  private static List<Failure> failures(Reservation need, List<Instance> candidates) {
    return candidates.stream()
        .map(instance -> new Failure(instance.arn(), obstacle(need, instance), null))
        .toList();
  }

  private static @Nullable String obstacle(Reservation need, Instance instance) {
    if (!instance.isConnected()) {
      return "AGENT";
    }
    if (instance.remaining().memory() < need.memory()) {
      return "RESOURCE:MEMORY";
    }
    return instance.remaining().cpu() < need.cpu() ? "RESOURCE:CPU" : null;
  }

  private static Comparator<Instance> order(Strategy strategy) {
    Comparator<Instance> leastFirst =
        "cpu".equalsIgnoreCase(strategy.field)
            ? Comparator.comparingInt(instance -> instance.remaining().cpu())
            : Comparator.comparingInt(instance -> instance.remaining().memory());
    return "binpack".equals(strategy.type) ? leastFirst : leastFirst.reversed();
  }
}
