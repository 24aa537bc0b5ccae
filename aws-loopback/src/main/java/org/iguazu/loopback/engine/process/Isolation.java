package org.iguazu.loopback.engine.process;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.iguazu.loopback.engine.ContainerSpec;
import org.iguazu.loopback.engine.TaskSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a plain child process cannot give. A task that asks for any of it is refused: running it
 * without would be a lie about its isolation.
 */
final class Isolation {

  private static final List<String> OF_CONTAINER =
      List.of(
          "disableNetworking",
          "readonlyRootFilesystem",
          "privileged",
          "dockerSecurityOptions",
          "user",
          "linuxParameters",
          "ulimits",
          "mountPoints",
          "volumesFrom",
          "secrets",
          "environmentFiles",
          "systemControls",
          "dependsOn");
  private static final List<String> OF_TASK = List.of("volumes", "pidMode", "ipcMode");
  private static final Set<String> PLAIN_NETWORKS = Set.of("", "bridge", "host");

  private Isolation() {}

  /** What of the task the process engine cannot enforce, if anything. */
  static Optional<String> missingFor(TaskSpec task) {
    return Stream.concat(
            ofTask(task.definition()), task.containers().stream().flatMap(Isolation::ofContainer))
        .findFirst();
  }

  private static Stream<String> ofTask(ObjectNode definition) {
    String network = definition.path("networkMode").asString("");
    Stream<String> networkMode =
        PLAIN_NETWORKS.contains(network) ? Stream.of() : Stream.of("networkMode " + network);
    return Stream.concat(
        OF_TASK.stream().filter(field -> asks(definition.path(field))), networkMode);
  }

  private static Stream<String> ofContainer(ContainerSpec container) {
    return OF_CONTAINER.stream()
        .filter(field -> asks(container.definition().path(field)))
        .map(field -> field + " of container " + container.name());
  }

  private static boolean asks(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> value.booleanValue();
      case ARRAY, OBJECT -> !value.isEmpty();
      case MISSING, NULL -> false;
      case BINARY, NUMBER, POJO, STRING -> true;
    };
  }
}
