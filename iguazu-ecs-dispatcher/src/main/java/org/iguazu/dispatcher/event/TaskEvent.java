package org.iguazu.dispatcher.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.dispatcher.follow.TaskNews;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;
import tools.jackson.core.JacksonException;

/** What a message of the queue says. */
sealed interface TaskEvent {

  /** A task of any cluster has changed. */
  record Changed(TaskNews news) implements TaskEvent {}

  /** An event, but not about a task: the rule lets more through than it must. */
  record Other() implements TaskEvent {}

  /** No event; why. */
  record Unreadable(String why) implements TaskEvent {}

  /** Reads a message's text. */
  static TaskEvent read(String text) {
    try {
      Envelope envelope = IguazuJson.tolerant().readValue(text, Envelope.class);
      if (envelope.type == null) {
        return new Unreadable("it has no detail-type");
      }
      return envelope.type.equals("ECS Task State Change") ? changed(envelope.detail) : new Other();
    } catch (JacksonException e) {
      return new Unreadable(e.getOriginalMessage());
    }
  }

  private static TaskEvent changed(@Nullable Detail detail) {
    return detail == null || detail.taskArn == null
        ? new Unreadable("it names no task")
        : new Changed(TaskNews.of(detail.task()));
  }

  /** What EventBridge puts around ECS's words. */
  record Envelope(@Nullable @JsonProperty("detail-type") String type, @Nullable Detail detail) {}

  /** A task, of which only the times are written otherwise than in DescribeTasks. */
  record Detail(
      @Nullable String taskArn,
      @Nullable String clusterArn,
      @Nullable String startedBy,
      @Nullable Long version,
      @Nullable String lastStatus,
      @Nullable String stopCode,
      @Nullable String stoppedReason,
      @Nullable Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant stoppedAt,
      @Nullable List<ContainerDetail> containers) {

    Task task() {
      return Task.builder()
          .taskArn(taskArn)
          .clusterArn(clusterArn)
          .startedBy(startedBy)
          .version(version)
          .lastStatus(lastStatus)
          .stopCode(stopCode)
          .stoppedReason(stoppedReason)
          .createdAt(createdAt)
          .startedAt(startedAt)
          .stoppedAt(stoppedAt)
          .containers(
              Objects.requireNonNullElse(containers, List.<ContainerDetail>of()).stream()
                  .map(ContainerDetail::container)
                  .toList())
          .build();
    }
  }

  /** A container of the task. */
  record ContainerDetail(
      @Nullable String name,
      @Nullable String lastStatus,
      @Nullable Integer exitCode,
      @Nullable String reason,
      @Nullable String memory) {

    private Container container() {
      return Container.builder()
          .name(name)
          .lastStatus(lastStatus)
          .exitCode(exitCode)
          .reason(reason)
          .memory(memory)
          .build();
    }
  }
}
