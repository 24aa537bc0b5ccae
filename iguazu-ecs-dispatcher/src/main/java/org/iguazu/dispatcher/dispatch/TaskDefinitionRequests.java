package org.iguazu.dispatcher.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iguazu.api.dispatch.TaskContainers;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.dispatcher.isolation.IsolationFields;
import org.iguazu.dispatcher.log.LogProperties;
import org.iguazu.dispatcher.staging.StagingFields;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/** Says a job definition as an ECS task definition; equal definitions give equal requests. */
public final class TaskDefinitionRequests {

  private final Region region;
  private final LogProperties logs;
  private final IsolationFields isolation;
  private final StagingFields staging;

  public TaskDefinitionRequests(
      Region region, LogProperties logs, IsolationFields isolation, StagingFields staging) {
    this.region = region;
    this.logs = logs;
    this.isolation = isolation;
    this.staging = staging;
  }

  RegisterTaskDefinitionRequest of(JobDefinition job) {
    var request =
        RegisterTaskDefinitionRequest.builder()
            .family("iguazu-" + job.name())
            .requiresCompatibilities(Compatibility.EC2)
            .containerDefinitions(containersOf(job));
    isolation.add(job, request);
    staging.add(job, request);
    return request.build();
  }

  private List<ContainerDefinition> containersOf(JobDefinition job) {
    return Stream.concat(Stream.of(mainOf(job)), couriersOf(job)).toList();
  }

  private Stream<ContainerDefinition> couriersOf(JobDefinition job) {
    return staging.couriers(job).stream()
        .map(courier -> {
          isolation.addToCourier(job, courier);
          return courier.logConfiguration(logConfigurationOf(job)).build();
        });
  }

  private ContainerDefinition mainOf(JobDefinition job) {
    var container =
        ContainerDefinition.builder()
            .name(TaskContainers.MAIN)
            .image(job.image())
            .essential(true)
            .cpu(job.cpu())
            .memory(job.memory())
            .stopTimeout(wholeSeconds(job.stopTimeout()))
            .environment(environmentOf(job))
            .logConfiguration(logConfigurationOf(job));
    if (!job.command().isEmpty()) {
      container.command(job.command());
    }
    isolation.add(job, container);
    staging.add(job, container);
    return container.build();
  }

  private static List<KeyValuePair> environmentOf(JobDefinition job) {
    return new TreeMap<>(job.environment())
        .entrySet().stream()
            .map(entry ->
                KeyValuePair.builder().name(entry.getKey()).value(entry.getValue()).build())
            .toList();
  }

  private LogConfiguration logConfigurationOf(JobDefinition job) {
    return LogConfiguration.builder()
        .logDriver(LogDriver.AWSLOGS)
        .options(
            Map.of(
                "awslogs-create-group",
                "true",
                "awslogs-group",
                logs.groupOf(job.name()),
                "awslogs-region",
                region.id(),
                "awslogs-stream-prefix",
                LogProperties.STREAM_PREFIX))
        .build();
  }

  private static int wholeSeconds(Duration duration) {
    return Math.toIntExact(duration.plusMillis(999).toSeconds());
  }
}
