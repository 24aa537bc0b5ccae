package org.iguazu.loopback.ecs.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.iguazu.loopback.wire.AwsError;
import org.iguazu.loopback.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What ECS demands of a task definition. */
final class DefinitionRules {

  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_CONTAINERS = 10;
  private static final Set<String> NETWORK_MODES = Set.of("none", "bridge", "host");

  private DefinitionRules() {}

  static void check(ObjectNode definition) {
    String family = definition.path("family").asString("");
    demand(!family.isEmpty(), "Family should not be null or empty.");
    demand(
        family.matches("[a-zA-Z0-9_-]{1,255}"),
        "Family contains invalid characters: " + family + ".");
    demand(
        Json.MAPPER.writeValueAsString(definition).length() <= MAX_BYTES,
        "Actual length: task definition is larger than 64 KiB.");
    List<JsonNode> containers = definition.path("containerDefinitions").valueStream().toList();
    demand(!containers.isEmpty(), "Container list cannot be empty.");
    demand(containers.size() <= MAX_CONTAINERS, "Task definition has more than 10 containers.");
    checkContainers(containers, definition.path("memory").isMissingNode());
    checkModes(definition);
    KnownFields.check(definition);
    DependencyRules.check(containers);
    VolumeRules.check(definition, containers);
  }

  private static void checkModes(ObjectNode definition) {
    String network = definition.path("networkMode").asString("bridge");
    demand(
        NETWORK_MODES.contains(network),
        "aws-loopback knows networkMode none, bridge and host, not %s.".formatted(network));
    String ipc = definition.path("ipcMode").asString("none");
    demand(ipc.equals("none"), "aws-loopback knows ipcMode none, not %s.".formatted(ipc));
  }

  private static void checkContainers(List<JsonNode> containers, boolean memoryNeeded) {
    Set<String> names = new HashSet<>();
    for (JsonNode container : containers) {
      String name = container.path("name").asString("");
      demand(
          name.matches("[a-zA-Z0-9_-]{1,255}"),
          "Container.name contains invalid characters or is empty.");
      demand(names.add(name), "Container.name '" + name + "' is used twice.");
      demand(
          !container.path("image").asString("").isEmpty(),
          "Container.image should not be null or empty.");
      checkMemory(name, container, memoryNeeded);
    }
    demand(
        containers.stream().anyMatch(DefinitionRules::isEssential),
        "A task definition must have at least one essential container.");
  }

  private static void checkMemory(String name, JsonNode container, boolean needed) {
    int hard = container.path("memory").asInt(0);
    int soft = container.path("memoryReservation").asInt(0);
    demand(
        hard > 0 || soft > 0 || !needed,
        "Invalid setting for container '%s'. At least one of 'memory' or 'memoryReservation' must be specified."
            .formatted(name));
    demand(
        hard == 0 || soft == 0 || hard >= soft,
        "Invalid setting for container '%s'. 'memory' must not be less than 'memoryReservation'."
            .formatted(name));
  }

  static boolean isEssential(JsonNode container) {
    return container.path("essential").asBoolean(true);
  }

  private static void demand(boolean met, String message) {
    if (!met) {
      throw AwsError.client(message);
    }
  }
}
