package org.iguazu.dispatcher.isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.iguazu.core.catalog.ClusterProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/**
 * Says loudly what the hosts of hardened jobs lack. Nothing is refused for it: the other guards
 * stand, and what is asked for by name (a profile) ECS itself refuses on a host without it.
 */
public final class HardenedHosts {

  private static final Logger LOG = LoggerFactory.getLogger(HardenedHosts.class);

  private static final String APPARMOR = "com.amazonaws.ecs.capability.apparmor";
  private static final String PRIVILEGED = "com.amazonaws.ecs.capability.privileged-container";

  /** How many container instances ECS describes in one call. */
  private static final int MOST = 100;

  private final EcsClient ecs;
  private final ClusterProperties clusters;
  private final IsolationProperties isolation;
  private final Map<String, List<String>> said = new HashMap<>();

  public HardenedHosts(EcsClient ecs, ClusterProperties clusters, IsolationProperties isolation) {
    this.ecs = ecs;
    this.clusters = clusters;
    this.isolation = isolation;
  }

  /** Looks at the instances of all clusters for hardened jobs, and says what is new. */
  @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void look() {
    for (String cluster : clusters.hardened()) {
      try {
        List<String> lacks = lacking(cluster);
        if (!lacks.equals(said.put(cluster, lacks))) {
          lacks.forEach(lack -> LOG.warn("cluster {} is for hardened jobs, but {}", cluster, lack));
        }
      } catch (SdkException e) {
        LOG.warn("cannot look at the instances of cluster {}: {}", cluster, e.getMessage());
      }
    }
  }

  /** What is wrong with the cluster's instances, a clause each. */
  List<String> lacking(String cluster) {
    List<ContainerInstance> instances = instancesOf(cluster);
    List<String> bare = named(instances, APPARMOR, false);
    List<String> lax = named(instances, PRIVILEGED, true);
    var lacks = new ArrayList<String>();
    if (!bare.isEmpty()) {
      lacks.add(
          "%d of its %d instances cannot apply AppArmor profiles (%s): load deploy/apparmor/iguazu-hardened there and set ECS_APPARMOR_CAPABLE=true"
              .formatted(bare.size(), instances.size(), String.join(", ", bare)));
    }
    if (bare.size() < instances.size() && isolation.apparmorProfile().isEmpty()) {
      lacks.add(
          "%d of its %d instances can apply AppArmor profiles, and none is asked for: set iguazu.isolation.apparmor-profile=iguazu-hardened for this server"
              .formatted(instances.size() - bare.size(), instances.size()));
    }
    if (!lax.isEmpty()) {
      lacks.add(
          "%d of its %d instances would run privileged containers (%s): set ECS_DISABLE_PRIVILEGED=true there"
              .formatted(lax.size(), instances.size(), String.join(", ", lax)));
    }
    return lacks;
  }

  private static List<String> named(
      List<ContainerInstance> instances, String attribute, boolean having) {
    return instances.stream()
        .filter(it -> it.attributes().stream().anyMatch(a -> a.name().equals(attribute)) == having)
        .map(ContainerInstance::ec2InstanceId)
        .sorted()
        .toList();
  }

  private List<ContainerInstance> instancesOf(String cluster) {
    List<String> arns =
        ecs
            .listContainerInstancesPaginator(request -> request.cluster(cluster))
            .containerInstanceArns()
            .stream()
            .toList();
    var found = new ArrayList<ContainerInstance>();
    for (int from = 0; from < arns.size(); from += MOST) {
      List<String> some = arns.subList(from, Math.min(from + MOST, arns.size()));
      found.addAll(
          ecs.describeContainerInstances(it -> it.cluster(cluster).containerInstances(some))
              .containerInstances());
    }
    return found;
  }
}
