package org.iguazu.loopback.ecs;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.iguazu.loopback.arn.Arns;
import org.iguazu.loopback.wire.AwsError;
import org.iguazu.loopback.wire.Page;
import org.jspecify.annotations.Nullable;

/** The calls about container instances. */
final class InstancesApi {

  private final Clusters clusters;
  private final InstantSource clock;

  InstancesApi(Clusters clusters, InstantSource clock) {
    this.clusters = clusters;
    this.clock = clock;
  }

  record Find(
      @Nullable String cluster,
      @Nullable String status,
      @Nullable Integer maxResults,
      @Nullable String nextToken) {}

  Object list(Find request) {
    List<String> arns =
        clusters.existing(request.cluster).instances().stream()
            .filter(i -> request.status == null || i.status().name().equals(request.status))
            .map(Instance::arn)
            .toList();
    return Page.of(Page.numbered(arns), request.maxResults, request.nextToken)
        .as("containerInstanceArns");
  }

  record Describe(@Nullable String cluster, @Nullable List<String> containerInstances) {}

  Object describe(Describe request) {
    return each(request.cluster, request.containerInstances, 100, _ -> {});
  }

  record Update(
      @Nullable String cluster,
      @Nullable List<String> containerInstances,
      @Nullable String status) {}

  Object update(Update request) {
    Cluster cluster = clusters.existing(request.cluster);
    Instance.Status status =
        switch (request.status) {
          case "ACTIVE" -> Instance.Status.ACTIVE;
          case "DRAINING" -> Instance.Status.DRAINING;
          case null, default ->
              throw AwsError.invalidParameter("status must be ACTIVE or DRAINING.");
        };
    return each(
        request.cluster,
        request.containerInstances,
        10,
        instance -> cluster.change(instance, status));
  }

  private Object each(
      @Nullable String name, @Nullable List<String> asked, int most, Consumer<Instance> action) {
    Cluster cluster = clusters.existing(name);
    if (asked == null || asked.isEmpty() || asked.size() > most) {
      throw AwsError.invalidParameter(
          "Container instances must be at least 1 and at most " + most + ".");
    }
    List<Object> shown = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String reference : asked) {
      cluster
          .instance(reference)
          .ifPresentOrElse(
              instance -> {
                action.accept(instance);
                shown.add(cluster.shown(instance));
              },
              () -> failures.add(Failure.missing(arn(cluster, reference))));
    }
    return Map.of("containerInstances", shown, "failures", failures);
  }

  private static String arn(Cluster cluster, String reference) {
    return Arns.containerInstance(cluster.name(), Arns.lastPart(reference));
  }

  record Deregister(@Nullable String cluster, @Nullable String containerInstance, boolean force) {}

  /** With force the tasks still on it stop; ECS would leave them running unwatched. */
  Object deregister(Deregister request) {
    Cluster cluster = clusters.existing(request.cluster);
    Instance instance =
        cluster
            .instance(request.containerInstance == null ? "" : request.containerInstance)
            .orElseThrow(() ->
                AwsError.invalidParameter("The referenced container instance was not found."));
    if (!request.force && !instance.tasks().isEmpty()) {
      throw AwsError.invalidParameter("Found running tasks on the instance.");
    }
    cluster.dies(
        instance,
        new Stop(
            "TerminationNotice",
            "Container instance deregistration forced by user.",
            clock.instant()));
    Map<String, Object> shown = cluster.shown(instance);
    shown.put("status", "INACTIVE");
    return Map.of("containerInstance", shown);
  }
}
