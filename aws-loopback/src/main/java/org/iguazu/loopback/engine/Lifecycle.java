package org.iguazu.loopback.engine;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a container starts and ends, next to the others of its task.
 *
 * @param essential whether its end is the end of the task
 * @param dependsOn what must have happened before it is started
 * @param startTimeout how long those that depend on it wait for what they wait for
 * @param stopTimeout from SIGTERM to SIGKILL
 */
public record Lifecycle(
    boolean essential,
    List<Dependency> dependsOn,
    @Nullable Duration startTimeout,
    Duration stopTimeout,
    @Nullable HealthCheck healthCheck) {

  public Lifecycle {
    dependsOn = List.copyOf(dependsOn);
  }
}
