package org.iguazu.dispatcher.log;

import org.iguazu.api.job.JobName;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where containers' lines are kept in CloudWatch Logs.
 *
 * @param groupPrefix a job's log group is this, followed by its name
 */
@ConfigurationProperties("iguazu.log")
public record LogProperties(@DefaultValue("/iguazu/") String groupPrefix) {

  /** The first part of each stream's name; the awslogs driver adds container and task id. */
  public static final String STREAM_PREFIX = "iguazu";

  /** The log group of all runs of {@code job}. */
  public String groupOf(JobName job) {
    return groupPrefix + job;
  }
}
