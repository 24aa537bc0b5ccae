package org.iguazu.loopback.ecs;

import java.time.Instant;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.TaskObserver;
import org.jspecify.annotations.Nullable;

/** What the agent on an instance knows of a container, which is more than it tells ECS. */
record LocalContainer(
    Status status,
    String imageId,
    TaskObserver.Handle handle,
    @Nullable Integer exitCode,
    @Nullable Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** In the agent's words and in its order. */
  enum Status {
    NONE,
    PULLED,
    CREATED,
    RUNNING,
    STOPPED
  }

  /** Nothing was done for it yet. */
  static LocalContainer named(String name) {
    return new LocalContainer(
        Status.NONE, "", new TaskObserver.Handle("", name), null, null, null, null);
  }

  LocalContainer pulled(String imageId) {
    return new LocalContainer(Status.PULLED, imageId, handle, null, null, null, null);
  }

  LocalContainer created(TaskObserver.Handle handle, Instant now) {
    return new LocalContainer(Status.CREATED, imageId, handle, null, now, null, null);
  }

  LocalContainer running(String runtimeId, Instant now) {
    return new LocalContainer(
        Status.RUNNING,
        imageId,
        new TaskObserver.Handle(runtimeId, handle.name()),
        null,
        createdAt == null ? now : createdAt,
        now,
        null);
  }

  LocalContainer ended(ContainerEnd end, Instant now) {
    Integer code = end instanceof ContainerEnd.Exited exited ? exited.code() : null;
    return new LocalContainer(
        Status.STOPPED,
        imageId,
        handle,
        code,
        createdAt,
        startedAt,
        startedAt == null ? null : now);
  }
}
