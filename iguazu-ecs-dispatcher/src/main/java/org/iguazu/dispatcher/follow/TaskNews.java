package org.iguazu.dispatcher.follow;

import java.time.Instant;
import java.util.Optional;
import org.iguazu.api.dispatch.TaskContainers;
import org.iguazu.dispatcher.staging.StagingFields;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * What ECS says about a task, by whatever way we heard of it: asked for, or sent.
 *
 * @param version counts its changes: of two pieces of news the one with the higher version is later
 * @param startedBy the token of the dispatch it was made for
 * @param stopCode ECS's word for why it stopped, as ECS spells it
 * @param exitCode of the main container
 * @param containerReason what its agent says about the main container
 * @param courierFailure what a courier beside it says by its exit, if it is not well: "stage exited
 *     with code 1"
 * @param memory the main container's limit in MiB
 * @param createdAt by ECS's clock, as all its times: see {@link TaskTimes}
 */
public record TaskNews(
    String task,
    String cluster,
    long version,
    String startedBy,
    String lastStatus,
    @Nullable String stopCode,
    @Nullable String stoppedReason,
    @Nullable Integer exitCode,
    @Nullable String containerReason,
    @Nullable String courierFailure,
    @Nullable String memory,
    @Nullable Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant stoppedAt) {

  /** What ECS says about a task in its own words. */
  public static TaskNews of(Task task) {
    Optional<Container> main =
        task.containers().stream()
            .filter(container -> TaskContainers.MAIN.equals(container.name()))
            .findFirst();
    return new TaskNews(
        task.taskArn(),
        orEmpty(task.clusterArn()),
        task.version() == null ? 0 : task.version(),
        orEmpty(task.startedBy()),
        orEmpty(task.lastStatus()),
        task.stopCodeAsString(),
        task.stoppedReason(),
        main.map(Container::exitCode).orElse(null),
        main.map(Container::reason).orElse(null),
        courierFailure(task),
        main.map(Container::memory).orElse(null),
        task.createdAt(),
        task.startedAt(),
        task.stoppedAt());
  }

  /** That of the first in their order: the other may have failed because of it. */
  private static @Nullable String courierFailure(Task task) {
    return StagingFields.COURIERS.stream()
        .flatMap(name -> task.containers().stream().filter(it -> name.equals(it.name())))
        .filter(it -> it.exitCode() == null || it.exitCode() != 0)
        .map(TaskNews::failureOf)
        .findFirst()
        .orElse(null);
  }

  private static String failureOf(Container courier) {
    String how =
        courier.exitCode() == null ? "did not run" : "exited with code " + courier.exitCode();
    return courier.reason() == null
        ? "%s %s".formatted(courier.name(), how)
        : "%s %s: %s".formatted(courier.name(), how, courier.reason());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Its container runs, or has run. */
  boolean hasStarted() {
    return startedAt != null || exitCode != null || lastStatus.equals("RUNNING");
  }

  boolean isStopped() {
    return lastStatus.equals("STOPPED") || lastStatus.equals("DELETED");
  }
}
