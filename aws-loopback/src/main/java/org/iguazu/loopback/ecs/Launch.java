package org.iguazu.loopback.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.iguazu.loopback.arn.Arns;
import org.iguazu.loopback.ecs.definition.TaskDefinition;
import org.iguazu.loopback.faults.Fault;
import org.jspecify.annotations.Nullable;

/**
 * A RunTask request, checked and understood.
 *
 * @param fingerprint of everything in the request but its token
 * @param noRoom an injected fault: no instance will do
 */
record Launch(
    RunTaskRequest request,
    TaskDefinition definition,
    Workload workload,
    String fingerprint,
    Fault.@Nullable NoRoom noRoom) {

  Optional<String> token() {
    return Optional.ofNullable(request.clientToken());
  }

  int count() {
    return request.number();
  }

  Placement.Choice choose(List<Instance> candidates) {
    if (noRoom != null) {
      return new Placement.Choice.Nowhere(
          candidates.stream()
              .map(instance -> new Failure(instance.arn(), noRoom.reason(), null))
              .toList());
    }
    return Placement.choose(workload.reservation(), candidates, request.strategies());
  }

  Task task(String cluster, long place, Task.Host host, Instant now) {
    String group = request.group() == null ? "family:" + definition.family() : request.group();
    var order =
        new Order(
            definition.family(),
            definition.arn(),
            group,
            request.startedBy(),
            workload.reservation(),
            request.overrides(),
            request.tags());
    List<Container> containers = workload.containers().map(Workload.Planned::container).toList();
    return new Task(
        Arns.newId(), place, cluster, order, host, containers, now, null, null, null, 1);
  }
}
