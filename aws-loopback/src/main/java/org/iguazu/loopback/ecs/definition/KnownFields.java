package org.iguazu.loopback.ecs.definition;

import java.util.Set;
import org.iguazu.loopback.wire.AwsError;
import tools.jackson.databind.JsonNode;

/** Refuses what this loopback would have to ignore: to leave out a limit is to lie about it. */
final class KnownFields {

  private static final Set<String> OF_TASK =
      Set.of(
          "family",
          "containerDefinitions",
          "volumes",
          "networkMode",
          "ipcMode",
          "cpu",
          "memory",
          "tags",
          "requiresCompatibilities",
          "runtimePlatform",
          "executionRoleArn",
          "taskRoleArn");

  private static final Set<String> OF_CONTAINER =
      Set.of(
          "name",
          "image",
          "entryPoint",
          "command",
          "workingDirectory",
          "environment",
          "cpu",
          "memory",
          "memoryReservation",
          "essential",
          "dependsOn",
          "startTimeout",
          "stopTimeout",
          "healthCheck",
          "mountPoints",
          "disableNetworking",
          "user",
          "readonlyRootFilesystem",
          "dockerSecurityOptions",
          "linuxParameters",
          "ulimits",
          "dockerLabels",
          "logConfiguration",
          "versionConsistency");

  private static final Set<String> OF_LINUX =
      Set.of(
          "capabilities",
          "initProcessEnabled",
          "tmpfs",
          "maxSwap",
          "swappiness",
          "sharedMemorySize");

  private static final String LOG_DRIVER = "awslogs";

  private static final Set<String> OF_LOG =
      Set.of(
          "awslogs-group",
          "awslogs-region",
          "awslogs-stream-prefix",
          "awslogs-create-group",
          "mode",
          "max-buffer-size");

  private KnownFields() {}

  static void check(JsonNode definition) {
    check(definition, OF_TASK, "a task definition");
    for (JsonNode container : definition.path("containerDefinitions")) {
      String name = "container " + container.path("name").asString("");
      check(container, OF_CONTAINER, name);
      check(container.path("linuxParameters"), OF_LINUX, "linuxParameters of " + name);
      JsonNode log = container.path("logConfiguration");
      checkDriver(log.path("logDriver").asString(LOG_DRIVER), name);
      check(log.path("options"), OF_LOG, "options of the log of " + name);
    }
  }

  private static void check(JsonNode object, Set<String> known, String where) {
    object
        .propertyStream()
        .filter(field -> !known.contains(field.getKey()) && says(field.getValue()))
        .findFirst()
        .ifPresent(field -> {
          throw AwsError.client(
              "aws-loopback does not run tasks with %s in %s; leave it out."
                  .formatted(field.getKey(), where));
        });
  }

  private static void checkDriver(String driver, String where) {
    if (!driver.equals(LOG_DRIVER)) {
      throw AwsError.client(
          "aws-loopback does not run tasks with the log driver %s in %s; it has %s only."
              .formatted(driver, where, LOG_DRIVER));
    }
  }

  private static boolean says(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> value.booleanValue();
      case ARRAY, OBJECT -> !value.isEmpty();
      case MISSING, NULL -> false;
      case BINARY, NUMBER, POJO, STRING -> true;
    };
  }
}
