package org.iguazu.dispatcher.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.iguazu.test.SettableClock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/** Tasks as ECS describes them, for tests. */
final class Tasks {

  static final String ARN = "arn:aws:ecs:us-east-1:000000000000:task/default/0123456789abcdef";

  private final Task.Builder task;

  private Tasks(Task.Builder task) {
    this.task = task;
  }

  static Tasks aTask(String lastStatus) {
    return new Tasks(
            Task.builder()
                .taskArn(ARN)
                .version(1L)
                .lastStatus(lastStatus)
                .createdAt(SettableClock.NOON))
        .main(null, null);
  }

  Tasks version(long version) {
    task.version(version);
    return this;
  }

  Tasks startedAt(Instant instant) {
    task.startedAt(instant);
    return this;
  }

  /** All that ECS has said so far was by a clock that is so much ahead of ours. */
  Tasks ahead(Duration skew) {
    Task said = task.build();
    task.createdAt(said.createdAt().plus(skew));
    if (said.startedAt() != null) {
      task.startedAt(said.startedAt().plus(skew));
    }
    if (said.stoppedAt() != null) {
      task.stoppedAt(said.stoppedAt().plus(skew));
    }
    return this;
  }

  Tasks stopped(String code, @Nullable String reason) {
    task.stopCode(code).stoppedReason(reason).stoppedAt(SettableClock.NOON);
    return this;
  }

  Tasks main(@Nullable Integer exitCode, @Nullable String reason) {
    task.containers(
        Container.builder().name("main").memory("512").exitCode(exitCode).reason(reason).build());
    return this;
  }

  /** A container of ours beside the main one. */
  Tasks courier(String name, @Nullable Integer exitCode) {
    var all = new ArrayList<>(task.build().containers());
    all.add(Container.builder().name(name).exitCode(exitCode).build());
    task.containers(all);
    return this;
  }

  TaskNews news() {
    return TaskNews.of(task.build());
  }
}
