package org.iguazu.loopback.ecs;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Where the awslogs driver sends a container's output. */
record LogTarget(String group, String stream) {

  /** Empty if the container has no log driver: its output is dropped. */
  static Optional<LogTarget> of(JsonNode container, String taskId) {
    JsonNode configuration = container.path("logConfiguration");
    if (!configuration.path("logDriver").asString("").equals("awslogs")) {
      return Optional.empty();
    }
    JsonNode options = configuration.path("options");
    String group = options.path("awslogs-group").asString("");
    String prefix = options.path("awslogs-stream-prefix").asString("");
    String name = container.path("name").asString("");
    return Optional.of(
        new LogTarget(group, prefix.isEmpty() ? taskId : prefix + "/" + name + "/" + taskId));
  }
}
