package org.iguazu.loopback.ecs.definition;

import java.time.Duration;
import java.util.List;
import org.iguazu.loopback.engine.Dependency;
import org.iguazu.loopback.engine.HealthCheck;
import org.iguazu.loopback.engine.Lifecycle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads when a container starts and ends; what is left out has ECS's default. */
public final class LifecycleFields {

  private static final int STOP_TIMEOUT = 30;

  private LifecycleFields() {}

  public static Lifecycle of(JsonNode container) {
    return new Lifecycle(
        DefinitionRules.isEssential(container),
        dependencies(container),
        container.hasNonNull("startTimeout") ? seconds(container, "startTimeout", 0) : null,
        seconds(container, "stopTimeout", STOP_TIMEOUT),
        healthCheck(container.path("healthCheck")));
  }

  static List<Dependency> dependencies(JsonNode container) {
    return container
        .path("dependsOn")
        .valueStream()
        .map(it ->
            new Dependency(
                it.path("containerName").asString(""),
                Dependency.Condition.valueOf(it.path("condition").asString("START"))))
        .toList();
  }

  private static @Nullable HealthCheck healthCheck(JsonNode check) {
    List<String> command = check.path("command").valueStream().map(JsonNode::asString).toList();
    return command.isEmpty() || command.getFirst().equals("NONE")
        ? null
        : new HealthCheck(
            command,
            seconds(check, "interval", 30),
            seconds(check, "timeout", 5),
            check.path("retries").asInt(3),
            seconds(check, "startPeriod", 0));
  }

  private static Duration seconds(JsonNode parent, String field, int otherwise) {
    return Duration.ofSeconds(parent.path(field).asInt(otherwise));
  }
}
