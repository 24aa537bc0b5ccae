package org.iguazu.loopback.ecs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.iguazu.loopback.arn.Arns;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A task as the wire shows it. */
record TaskShape(
    List<Object> attachments,
    List<Object> attributes,
    String availabilityZone,
    String clusterArn,
    String connectivity,
    Instant connectivityAt,
    String containerInstanceArn,
    List<ContainerShape> containers,
    String cpu,
    Instant createdAt,
    String desiredStatus,
    boolean enableExecuteCommand,
    @Nullable Instant executionStoppedAt,
    String group,
    String lastStatus,
    String launchType,
    String memory,
    @Nullable JsonNode overrides,
    @Nullable Instant pullStartedAt,
    @Nullable Instant pullStoppedAt,
    @Nullable Instant startedAt,
    @Nullable String startedBy,
    @Nullable String stopCode,
    @Nullable Instant stoppedAt,
    @Nullable String stoppedReason,
    @Nullable Instant stoppingAt,
    @Nullable JsonNode tags,
    String taskArn,
    String taskDefinitionArn,
    int version) {

  record ContainerShape(
      String containerArn,
      String taskArn,
      String name,
      String image,
      String lastStatus,
      String cpu,
      @Nullable String memory,
      @Nullable String memoryReservation,
      @Nullable String runtimeId,
      @Nullable Integer exitCode,
      @Nullable String reason,
      List<Object> networkBindings,
      List<Object> networkInterfaces) {}

  /** What is left of a task that has stopped, when RunTask is repeated with its token. */
  static Map<String, Object> brief(Task task) {
    return Map.of(
        "taskArn", task.arn(),
        "lastStatus", task.lastStatus(),
        "desiredStatus", task.desiredStatus());
  }

  static TaskShape of(Task task, boolean withTags) {
    Order order = task.order();
    @Nullable Stop stop = task.stop();
    @Nullable Instant pulledAt = task.startedAt();
    return new TaskShape(
        List.of(),
        List.of(),
        Arns.ZONE,
        Arns.cluster(task.cluster()),
        "CONNECTED",
        task.createdAt(),
        task.host().arn(),
        containers(task),
        String.valueOf(order.reservation().cpu()),
        task.createdAt(),
        task.desiredStatus(),
        false,
        task.stoppedAt(),
        order.group(),
        task.lastStatus(),
        "EC2",
        String.valueOf(order.reservation().memory()),
        order.overrides(),
        pulledAt,
        pulledAt,
        task.startedAt(),
        order.startedBy(),
        stop == null ? null : stop.code(),
        task.stoppedAt(),
        stop == null ? null : stop.reason(),
        stop == null ? null : stop.at(),
        withTags ? order.tags() : null,
        task.arn(),
        order.taskDefinitionArn(),
        task.version());
  }

  private static List<ContainerShape> containers(Task task) {
    List<ContainerShape> shapes = new ArrayList<>();
    for (Container container : task.containers()) {
      shapes.add(
          new ContainerShape(
              Arns.container(task.cluster(), task.id(), shapes.size()),
              task.arn(),
              container.name(),
              container.image(),
              container.status().name(),
              String.valueOf(container.cpu()),
              text(container.memory()),
              text(container.memoryReservation()),
              container.runtimeId(),
              container.exitCode(),
              container.reason(),
              List.of(),
              List.of()));
    }
    return shapes;
  }

  private static @Nullable String text(@Nullable Integer number) {
    return number == null ? null : number.toString();
  }
}
