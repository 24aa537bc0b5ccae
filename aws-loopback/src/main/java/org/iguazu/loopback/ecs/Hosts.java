package org.iguazu.loopback.ecs;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.wire.Call;
import org.iguazu.loopback.wire.Operation;

/** What happens to the machines of a cluster beyond what ECS itself does. */
public final class Hosts {

  private final Clusters clusters;
  private final InstantSource clock;

  Hosts(Clusters clusters, InstantSource clock) {
    this.clusters = clusters;
    this.clock = clock;
  }

  /** The ARNs of the container instances that are registered now. */
  public List<String> registered(String cluster) {
    return clusters.existing(cluster).instances().stream().map(Instance::arn).toList();
  }

  /** Launches instances; they register once they have booted. */
  public void launch(String cluster, InstanceSpec spec) {
    clusters.existing(cluster).launch(spec);
  }

  /** The host dies and ECS sees it: its tasks stop with {@code TerminationNotice}. */
  public void terminate(String cluster, String containerInstance) {
    Cluster found = clusters.existing(cluster);
    found.instance(containerInstance).ifPresent(instance -> dies(found, instance, true));
  }

  /** The host dies unnoticed: its agent is disconnected, and its tasks stay as they were. */
  public void lose(String cluster, String containerInstance) {
    Cluster found = clusters.existing(cluster);
    found.instance(containerInstance).ifPresent(instance -> dies(found, instance, false));
  }

  void newestTasksHostDies(Cluster cluster, boolean noticed) {
    newestTask(cluster)
        .flatMap(task -> cluster.instance(task.host().arn()))
        .or(() -> cluster.instances().stream().findFirst())
        .ifPresent(instance -> dies(cluster, instance, noticed));
  }

  private static Optional<Task> newestTask(Cluster cluster) {
    return cluster.tasks().stream()
        .filter(task -> !task.isStopped())
        .max(Comparator.comparingLong(Task::place));
  }

  private void dies(Cluster cluster, Instance instance, boolean noticed) {
    cluster.dies(
        instance, noticed ? Stop.hostTerminated(instance.ec2InstanceId(), clock.instant()) : null);
  }

  /** The same operation, with hosts dying after it if a fault says so. */
  Operation mortal(Operation operation) {
    return call -> {
      Object answer = operation.answer(call);
      call.faults(Fault.InstanceDies.class).forEach(fault -> dies(call, fault));
      return answer;
    };
  }

  private void dies(Call call, Fault.InstanceDies fault) {
    clusters
        .find(call.body().path("cluster").asString("default"))
        .ifPresent(cluster -> newestTasksHostDies(cluster, fault.noticed()));
  }

  /** For a loopback that runs by itself: as JSON over HTTP. */
  public Map<String, List<String>> all() {
    Map<String, List<String>> all = new TreeMap<>();
    clusters.all().forEach(cluster -> all.put(cluster.name(), registered(cluster.name())));
    return all;
  }
}
