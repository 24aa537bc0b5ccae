package org.iguazu.loopback.ecs;

import org.iguazu.loopback.engine.ContainerEnd;
import org.jspecify.annotations.Nullable;

/** A container of a task, as ECS tells of it. */
record Container(
    String name,
    String image,
    boolean essential,
    int cpu,
    @Nullable Integer memory,
    @Nullable Integer memoryReservation,
    Status status,
    @Nullable String runtimeId,
    @Nullable Integer exitCode,
    @Nullable String reason) {

  enum Status {
    PENDING,
    RUNNING,
    STOPPED
  }

  Container running(String runtimeId) {
    return with(Status.RUNNING, runtimeId, null, null);
  }

  Container ended(ContainerEnd end) {
    return switch (end) {
      case ContainerEnd.Exited(var code, var why) -> with(Status.STOPPED, runtimeId, code, why);
      case ContainerEnd.Lost(var why) -> with(Status.STOPPED, runtimeId, null, why);
      case ContainerEnd.NeverStarted(var why) -> with(Status.STOPPED, null, null, why);
      case ContainerEnd.NotNeeded() -> with(Status.STOPPED, null, null, null);
    };
  }

  /** Its host is gone, and with it the knowledge of how it ended. */
  Container vanished() {
    return status == Status.STOPPED ? this : with(Status.STOPPED, runtimeId, null, null);
  }

  private Container with(
      Status status,
      @Nullable String runtimeId,
      @Nullable Integer exitCode,
      @Nullable String reason) {
    return new Container(
        name,
        image,
        essential,
        cpu,
        memory,
        memoryReservation,
        status,
        runtimeId,
        exitCode,
        reason);
  }
}
