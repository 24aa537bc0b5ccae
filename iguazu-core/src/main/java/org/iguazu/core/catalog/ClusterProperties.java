package org.iguazu.core.catalog;

import java.util.List;
import org.iguazu.api.job.Isolation;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.problem.Violations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which clusters are for what.
 *
 * @param hardened names of the ECS clusters for hardened jobs, where no other job may run; by
 *     default none, and then no hardened job can be registered
 */
@ConfigurationProperties("iguazu.clusters")
public record ClusterProperties(@DefaultValue List<String> hardened) {

  public ClusterProperties {
    hardened = List.copyOf(hardened);
  }

  /**
   * A stranger's code never shares a host with trusted jobs.
   *
   * @throws org.iguazu.api.problem.InvalidValueException if the job's cluster is not for its
   *     isolation
   */
  void check(JobDefinition job) {
    boolean hardenedJob = job.isolation() == Isolation.HARDENED;
    boolean forHardened = hardened.contains(job.cluster());
    new Violations()
        .require(!hardenedJob || forHardened, "/cluster", notForHardened(job.cluster()))
        .require(
            hardenedJob || !forHardened,
            "/cluster",
            "must not be " + job.cluster() + ", which is for hardened jobs only")
        .orThrow();
  }

  private String notForHardened(String cluster) {
    return hardened.isEmpty()
        ? "must be a cluster for hardened jobs, and this server knows none;"
            + " its operator names them in iguazu.clusters.hardened"
        : "must be a cluster for hardened jobs (%s), but is %s"
            .formatted(String.join(", ", hardened), cluster);
  }
}
