package org.iguazu.loopback.ecs;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.iguazu.loopback.arn.Arns;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.wire.AwsError;
import org.iguazu.loopback.wire.Call;
import org.iguazu.loopback.wire.Page;
import org.jspecify.annotations.Nullable;

/** The calls about tasks, but for RunTask. */
final class TasksApi {

  private final Clusters clusters;
  private final Duration missingWindow;
  private final InstantSource clock;

  TasksApi(Clusters clusters, Duration missingWindow, InstantSource clock) {
    this.clusters = clusters;
    this.missingWindow = missingWindow;
    this.clock = clock;
  }

  record Describe(
      @Nullable String cluster, @Nullable List<String> tasks, @Nullable List<String> include) {}

  Object describe(Call call) {
    Describe request = call.as(Describe.class);
    Cluster cluster = clusters.existing(request.cluster);
    List<String> asked = request.tasks == null ? List.of() : request.tasks;
    demand(!asked.isEmpty(), "Tasks cannot be empty.");
    demand(asked.size() <= 100, "Tasks must not be more than 100.");
    boolean blind = call.faults(Fault.TasksMissing.class).findAny().isPresent();
    boolean withTags = request.include != null && request.include.contains("TAGS");
    List<TaskShape> found = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String reference : asked) {
      visible(cluster, reference)
          .filter(_ -> !blind)
          .ifPresentOrElse(
              task -> found.add(TaskShape.of(task, withTags)),
              () -> failures.add(Failure.missing(arn(cluster, reference))));
    }
    return Map.of("tasks", found, "failures", failures);
  }

  private static String arn(Cluster cluster, String reference) {
    return Arns.task(cluster.name(), Arns.lastPart(reference));
  }

  private Optional<Task> visible(Cluster cluster, String reference) {
    demand(
        !reference.startsWith("arn:") || reference.equals(arn(cluster, reference)),
        "Invalid identifier: " + reference + " is not a task of cluster " + cluster.name());
    return cluster.find(Arns.lastPart(reference)).filter(this::isVisible);
  }

  /** ECS may take a moment until it knows of a task everywhere. */
  private boolean isVisible(Task task) {
    return !clock.instant().isBefore(task.createdAt().plus(missingWindow));
  }

  record Find(
      @Nullable String cluster,
      @Nullable String containerInstance,
      @Nullable String family,
      @Nullable String startedBy,
      @Nullable String serviceName,
      @Nullable String launchType,
      @Nullable String desiredStatus,
      @Nullable Integer maxResults,
      @Nullable String nextToken) {

    Find {
      boolean others =
          Stream.of(containerInstance, family, serviceName, launchType, desiredStatus)
              .anyMatch(filter -> filter != null);
      demand(startedBy == null || !others, "cannot specify startedBy with other arguments");
    }

    boolean matches(Task task) {
      String desired = desiredStatus == null ? "RUNNING" : desiredStatus;
      return task.desiredStatus().equals(desired)
          && (family == null || task.order().family().equals(family))
          && (startedBy == null || startedBy.equals(task.order().startedBy()))
          && (containerInstance == null || isOn(task, containerInstance))
          && (launchType == null || launchType.equals("EC2"))
          && serviceName == null;
    }

    private static boolean isOn(Task task, String instance) {
      return Arns.lastPart(task.host().arn()).equals(Arns.lastPart(instance));
    }
  }

  Object list(Find request) {
    List<Page.Item> found =
        clusters.existing(request.cluster).tasks().stream()
            .filter(this::isVisible)
            .filter(request::matches)
            .map(task -> new Page.Item(task.place(), task.arn()))
            .toList();
    return Page.of(found, request.maxResults, request.nextToken).as("taskArns");
  }

  record StopOne(@Nullable String cluster, @Nullable String task, @Nullable String reason) {}

  Object stop(StopOne request) {
    String reference = request.task == null ? "" : request.task;
    String reason = request.reason == null ? "Task stopped by user" : request.reason;
    Task stopped =
        clusters
            .existing(request.cluster)
            .stop(Arns.lastPart(reference), reason)
            .orElseThrow(() -> AwsError.invalidParameter("The referenced task was not found."));
    return Map.of("task", TaskShape.of(stopped, false));
  }

  private static void demand(boolean met, String message) {
    if (!met) {
      throw AwsError.invalidParameter(message);
    }
  }
}
