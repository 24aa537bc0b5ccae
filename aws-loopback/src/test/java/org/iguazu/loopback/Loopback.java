package org.iguazu.loopback;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** A loopback for a test, and the genuine SDK to talk to it. */
final class Loopback implements AutoCloseable {

  static final String GROUP = "/iguazu/jobs";

  final LoopbackServer server;
  final EcsClient ecs;
  final CloudWatchLogsClient logs;

  private Loopback(LoopbackServer server) {
    this.server = server;
    this.ecs = ecs(server.endpoint());
    this.logs =
        CloudWatchLogsClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(anyone())
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
  }

  /** One cluster, {@code default}, of one instance with 4096 CPU units and 8192 MiB. */
  static Loopback in(Path directory, UnaryOperator<LoopbackConfig> changes) {
    LoopbackConfig config =
        LoopbackConfig.in(directory)
            .withCluster(ClusterSpec.of("default", InstanceSpec.of(1, 4096, 8192)));
    return of(changes.apply(config));
  }

  static Loopback of(LoopbackConfig config) {
    try {
      return new Loopback(LoopbackServer.start(config));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** One attempt for each call, so that a test sees every answer. */
  static EcsClient ecs(URI endpoint) {
    return EcsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(anyone())
        .httpClientBuilder(
            Apache5HttpClient.builder().socketTimeout(Duration.ofSeconds(20)).maxConnections(64))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private static StaticCredentialsProvider anyone() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret"));
  }

  /** Registers a family with one container, {@code main}, of 256 CPU units and 512 MiB. */
  String register(String family, Consumer<ContainerDefinition.Builder> changes) {
    return ecs.registerTaskDefinition(request ->
            request
                .family(family)
                .requiresCompatibilities(Compatibility.EC2)
                .containerDefinitions(container(changes)))
        .taskDefinition()
        .taskDefinitionArn();
  }

  static ContainerDefinition container(Consumer<ContainerDefinition.Builder> changes) {
    return ContainerDefinition.builder()
        .name("main")
        .image("process:")
        .cpu(256)
        .memory(512)
        .command("true")
        .logConfiguration(log ->
            log.logDriver(LogDriver.AWSLOGS)
                .options(Map.of("awslogs-group", GROUP, "awslogs-stream-prefix", "job")))
        .applyMutation(changes)
        .build();
  }

  static KeyValuePair pair(String name, String value) {
    return KeyValuePair.builder().name(name).value(value).build();
  }

  static TaskOverride environment(String name, String value) {
    ContainerOverride main =
        ContainerOverride.builder().name("main").environment(pair(name, value)).build();
    return TaskOverride.builder().containerOverrides(main).build();
  }

  /** Registers a family whose main container runs a shell script. */
  String registerScript(String family, String script) {
    return register(family, main -> main.command("sh", "-c", script).stopTimeout(5));
  }

  RunTaskResponse run(String definition, Consumer<RunTaskRequest.Builder> changes) {
    return ecs.runTask(request ->
        request
            .cluster("default")
            .taskDefinition(definition)
            .launchType(LaunchType.EC2)
            .applyMutation(changes));
  }

  String run(String definition) {
    return run(definition, _ -> {}).tasks().getFirst().taskArn();
  }

  Task describe(String taskArn) {
    return ecs.describeTasks(request -> request.cluster("default").tasks(taskArn))
        .tasks()
        .getFirst();
  }

  Task awaitStatus(String taskArn, String status) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> describe(taskArn), task -> task.lastStatus().equals(status));
  }

  Task awaitStopped(String taskArn) {
    return awaitStatus(taskArn, "STOPPED");
  }

  /** All that the main container of a task has printed. */
  List<String> log(String taskArn) {
    String id = taskArn.substring(taskArn.lastIndexOf('/') + 1);
    return logs
        .getLogEvents(request ->
            request.logGroupName(GROUP).logStreamName("job/main/" + id).startFromHead(true))
        .events()
        .stream()
        .map(OutputLogEvent::message)
        .toList();
  }

  void awaitLog(String taskArn, String line) {
    awaitStatus(taskArn, "RUNNING");
    await().atMost(Duration.ofSeconds(20)).until(() -> log(taskArn).contains(line));
  }

  @Override
  public void close() {
    ecs.close();
    logs.close();
    server.close();
  }
}
