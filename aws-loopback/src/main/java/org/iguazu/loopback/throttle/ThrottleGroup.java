package org.iguazu.loopback.throttle;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Actions that share one token bucket, with the rate ECS documents for it. */
@SuppressWarnings("ImmutableEnumChecker") // a record of two numbers and a Set.of
public enum ThrottleGroup {
  CLUSTER_RESOURCE_MODIFY(
      new Rate(100, 40),
      "RunTask",
      "StopTask",
      "UpdateContainerInstancesState",
      "DeregisterContainerInstance"),
  CLUSTER_RESOURCE_READ(
      new Rate(100, 20),
      "DescribeTasks",
      "ListTasks",
      "DescribeContainerInstances",
      "ListContainerInstances"),
  TASK_DEFINITION_MODIFY(new Rate(20, 1), "RegisterTaskDefinition", "DeregisterTaskDefinition"),
  TASK_DEFINITION_READ(new Rate(50, 20), "DescribeTaskDefinition", "ListTaskDefinitions"),
  CLUSTER_MODIFY(new Rate(20, 1), "CreateCluster"),
  CLUSTER_READ(new Rate(50, 20), "DescribeClusters", "ListClusters");

  private final Rate documented;
  private final Set<String> actions;

  ThrottleGroup(Rate documented, String... actions) {
    this.documented = documented;
    this.actions = Set.of(actions);
  }

  Rate documented() {
    return documented;
  }

  static Optional<ThrottleGroup> of(String action) {
    return Arrays.stream(values()).filter(group -> group.actions.contains(action)).findFirst();
  }
}
