package org.iguazu.loopback.ecs.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.iguazu.loopback.engine.Dependency;
import org.iguazu.loopback.wire.AwsError;
import tools.jackson.databind.JsonNode;

/** What ECS demands of {@code dependsOn}. */
final class DependencyRules {

  private final Map<String, JsonNode> containers = new HashMap<>();

  private DependencyRules(List<JsonNode> containers) {
    containers.forEach(it -> this.containers.put(it.path("name").asString(""), it));
  }

  static void check(List<JsonNode> containers) {
    var rules = new DependencyRules(containers);
    rules.containers.forEach((name, container) -> {
      for (JsonNode dependency : container.path("dependsOn")) {
        rules.check(name, dependency);
      }
    });
    rules.refuseCycles();
  }

  private void check(String name, JsonNode dependency) {
    String on = dependency.path("containerName").asString("");
    String condition = dependency.path("condition").asString("");
    JsonNode target = containers.get(on);
    if (target == null || on.equals(name)) {
      throw invalid(name, "depends on '%s', which is no other container of the task".formatted(on));
    }
    switch (condition) {
      case "START" -> {}
      case "COMPLETE", "SUCCESS" -> {
        if (DefinitionRules.isEssential(target)) {
          throw invalid(name, "waits for %s of essential container %s".formatted(condition, on));
        }
      }
      case "HEALTHY" -> {
        if (target.path("healthCheck").path("command").isEmpty()) {
          throw invalid(name, "waits for HEALTHY of %s, which has no healthCheck".formatted(on));
        }
      }
      default ->
          throw invalid(name, "has unknown condition '%s' in dependsOn".formatted(condition));
    }
  }

  private static AwsError invalid(String name, String what) {
    return AwsError.client("Invalid setting for container '%s'. It %s.".formatted(name, what));
  }

  /** Takes away what depends on nothing that is left, until nothing is left. */
  private void refuseCycles() {
    Map<String, JsonNode> left = new HashMap<>(containers);
    while (left.values().removeIf(container -> dependsOnNoneOf(left.keySet(), container))) {
      // once more
    }
    if (!left.isEmpty()) {
      throw AwsError.client(
          "Containers depend on each other in a circle: " + new TreeSet<>(left.keySet()) + ".");
    }
  }

  private static boolean dependsOnNoneOf(Set<String> names, JsonNode container) {
    return LifecycleFields.dependencies(container).stream()
        .map(Dependency::container)
        .noneMatch(names::contains);
  }
}
