package org.iguazu.loopback.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.iguazu.loopback.arn.Arns;
import org.iguazu.loopback.engine.ContainerEnd;
import org.jspecify.annotations.Nullable;

/**
 * A task at one moment; each change makes the next version.
 *
 * @param place its place in the order of all tasks of its cluster
 */
record Task(
    String id,
    long place,
    String cluster,
    Order order,
    Host host,
    List<Container> containers,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Stop stop,
    @Nullable Instant stoppedAt,
    int version) {

  /** How long a stopped task can still be described. */
  static final Duration REMEMBERED = Duration.ofHours(1);

  /** The container instance it was placed on. */
  record Host(String arn, String ec2InstanceId) {}

  String arn() {
    return Arns.task(cluster, id);
  }

  boolean isStopped() {
    return stoppedAt != null;
  }

  boolean isForgotten(Instant now) {
    return stoppedAt != null && !now.isBefore(stoppedAt.plus(REMEMBERED));
  }

  String lastStatus() {
    if (stoppedAt != null) {
      return "STOPPED";
    }
    return startedAt != null ? "RUNNING" : "PENDING";
  }

  String desiredStatus() {
    return stop == null ? "RUNNING" : "STOPPED";
  }

  Task running(String container, String runtimeId, Instant now) {
    return withContainers(each(container, found -> found.running(runtimeId)), now);
  }

  Task ended(String container, ContainerEnd end, Instant now) {
    Task ended = withContainers(each(container, found -> found.ended(end)), now);
    return ended.stopping(reasonToStop(container, end, now));
  }

  private @Nullable Stop reasonToStop(String container, ContainerEnd end, Instant now) {
    return switch (end) {
      case ContainerEnd.NeverStarted(var reason) -> Stop.failedToStart(reason, now);
      case ContainerEnd.Exited _, ContainerEnd.Lost _ ->
          isEssential(container) ? Stop.essentialContainerExited(now) : null;
      case ContainerEnd.NotNeeded _ -> null;
    };
  }

  private boolean isEssential(String container) {
    return containers.stream().anyMatch(c -> c.name().equals(container) && c.essential());
  }

  /** The first reason to stop is the one that is told. */
  Task stopping(@Nullable Stop wanted) {
    return stop != null || wanted == null || isStopped()
        ? this
        : new Task(
            id,
            place,
            cluster,
            order,
            host,
            containers,
            createdAt,
            startedAt,
            wanted,
            null,
            version + 1);
  }

  /** StopTask deletes the tags. */
  Task withoutTags() {
    return new Task(
        id,
        place,
        cluster,
        order.withoutTags(),
        host,
        containers,
        createdAt,
        startedAt,
        stop,
        stoppedAt,
        version);
  }

  Task stopped(Instant now) {
    List<Container> all = containers.stream().map(Container::vanished).toList();
    Stop why = stop == null ? Stop.essentialContainerExited(now) : stop;
    return new Task(
        id, place, cluster, order, host, all, createdAt, startedAt, why, now, version + 1);
  }

  private List<Container> each(String name, UnaryOperator<Container> change) {
    return containers.stream().map(c -> c.name().equals(name) ? change.apply(c) : c).toList();
  }

  private Task withContainers(List<Container> changed, Instant now) {
    return new Task(
        id,
        place,
        cluster,
        order,
        host,
        changed,
        createdAt,
        startOf(changed, now),
        stop,
        stoppedAt,
        version + 1);
  }

  /** A task runs once each of its containers has been started. */
  private @Nullable Instant startOf(List<Container> changed, Instant now) {
    boolean all = changed.stream().noneMatch(c -> c.status() == Container.Status.PENDING);
    boolean any = changed.stream().anyMatch(c -> c.runtimeId() != null);
    return startedAt == null && all && any ? now : startedAt;
  }
}
