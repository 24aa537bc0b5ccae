package org.iguazu.dispatcher.follow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;

/** Asks ECS about tasks. */
public final class TaskReader {

  /** How many tasks ECS describes in one call. */
  static final int MOST = 100;

  private final EcsClient ecs;

  public TaskReader(EcsClient ecs) {
    this.ecs = ecs;
  }

  /**
   * What ECS says about up to {@link #MOST} tasks of a cluster; those it does not know are left
   * out.
   */
  List<TaskNews> describe(String cluster, List<String> tasks) {
    return ecs.describeTasks(request -> request.cluster(cluster).tasks(tasks)).tasks().stream()
        .map(TaskNews::of)
        .toList();
  }

  /** All tasks of the cluster that are meant to run. */
  List<TaskNews> running(String cluster) {
    return describeAll(cluster, ListTasksRequest.builder().cluster(cluster));
  }

  /**
   * The task that was made for a dispatch, whether it still runs or has stopped within the last
   * hour.
   */
  Optional<TaskNews> startedBy(String cluster, String token, String family) {
    List<TaskNews> running =
        describeAll(cluster, ListTasksRequest.builder().cluster(cluster).startedBy(token));
    return running.isEmpty()
        ? describeAll(
                cluster,
                ListTasksRequest.builder()
                    .cluster(cluster)
                    .family(family)
                    .desiredStatus(DesiredStatus.STOPPED))
            .stream()
            .filter(task -> task.startedBy().equals(token))
            .findFirst()
        : Optional.of(running.getFirst());
  }

  private List<TaskNews> describeAll(String cluster, ListTasksRequest.Builder request) {
    var found = new ArrayList<TaskNews>();
    try {
      ecs.listTasksPaginator(request.build()).stream()
          .map(page -> page.taskArns())
          .filter(arns -> !arns.isEmpty())
          .forEach(arns -> found.addAll(describe(cluster, arns)));
    } catch (ClusterNotFoundException e) {
      return List.of(); // nothing runs on a cluster that does not exist
    }
    return found;
  }
}
