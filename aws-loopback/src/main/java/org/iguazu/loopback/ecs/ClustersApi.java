package org.iguazu.loopback.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.iguazu.loopback.arn.Arns;
import org.iguazu.loopback.wire.AwsError;
import org.iguazu.loopback.wire.Page;
import org.jspecify.annotations.Nullable;

/** The calls about clusters. */
final class ClustersApi {

  private final Clusters clusters;

  ClustersApi(Clusters clusters) {
    this.clusters = clusters;
  }

  record Create(@Nullable String clusterName) {}

  Object create(Create request) {
    String name = request.clusterName == null ? "default" : request.clusterName;
    if (!name.matches("[a-zA-Z0-9_-]{1,255}")) {
      throw AwsError.invalidParameter("Invalid identifier: " + name);
    }
    return Map.of("cluster", clusters.create(name).shown());
  }

  record Describe(@Nullable List<String> clusters) {}

  Object describe(Describe request) {
    List<Object> shown = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    for (String name : request.clusters == null ? List.of("default") : request.clusters) {
      clusters
          .find(name)
          .ifPresentOrElse(
              cluster -> shown.add(cluster.shown()),
              () -> failures.add(Failure.missing(Arns.cluster(Arns.lastPart(name)))));
    }
    return Map.of("clusters", shown, "failures", failures);
  }

  record ListAll(@Nullable Integer maxResults, @Nullable String nextToken) {}

  Object list(ListAll request) {
    List<String> arns =
        clusters.all().stream().map(cluster -> Arns.cluster(cluster.name())).toList();
    return Page.of(Page.numbered(arns), request.maxResults, request.nextToken).as("clusterArns");
  }
}
