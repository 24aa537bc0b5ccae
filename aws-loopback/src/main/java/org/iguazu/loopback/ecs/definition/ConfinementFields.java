package org.iguazu.loopback.ecs.definition;

import java.util.List;
import org.iguazu.loopback.engine.Confinement;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a container may not do. */
public final class ConfinementFields {

  private ConfinementFields() {}

  public static Confinement of(JsonNode container) {
    return new Confinement(
        container.path("user").asString(null),
        container.path("disableNetworking").asBoolean(false),
        container.path("readonlyRootFilesystem").asBoolean(false),
        words(container.path("dockerSecurityOptions")),
        container.path("ulimits").valueStream().map(ConfinementFields::ulimit).toList(),
        linux(container.path("linuxParameters")));
  }

  private static Confinement.Ulimit ulimit(JsonNode limit) {
    return new Confinement.Ulimit(
        limit.path("name").asString(),
        limit.path("softLimit").asLong(),
        limit.path("hardLimit").asLong());
  }

  private static Confinement.Linux linux(JsonNode parameters) {
    return new Confinement.Linux(
        words(parameters.path("capabilities").path("drop")),
        words(parameters.path("capabilities").path("add")),
        parameters.path("initProcessEnabled").asBoolean(false),
        parameters.path("tmpfs").valueStream().map(ConfinementFields::tmpfs).toList(),
        number(parameters, "maxSwap"),
        number(parameters, "swappiness"),
        parameters.path("sharedMemorySize").asInt(0));
  }

  private static Confinement.Tmpfs tmpfs(JsonNode tmpfs) {
    return new Confinement.Tmpfs(
        tmpfs.path("containerPath").asString(),
        tmpfs.path("size").asInt(),
        words(tmpfs.path("mountOptions")));
  }

  private static @Nullable Integer number(JsonNode parent, String field) {
    return parent.hasNonNull(field) ? parent.path(field).asInt() : null;
  }

  private static List<String> words(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
