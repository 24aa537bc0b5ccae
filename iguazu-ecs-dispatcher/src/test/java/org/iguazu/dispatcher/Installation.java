package org.iguazu.dispatcher;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationEvent;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.core.CoreConfiguration;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.core.invocation.Intake;
import org.iguazu.core.invocation.InvocationIntake;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.core.invocation.News;
import org.iguazu.core.invocation.StopCause;
import org.iguazu.dispatcher.aws.AwsClients;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.iguazu.loopback.engine.docker.DockerEngine;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.test.Assembly;
import org.iguazu.test.Jobs;
import org.iguazu.test.TestDatabase;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A loopback with a cluster {@code default}, and servers on one database that dispatch to it. Its
 * jobs are child processes, with {@code -Diguazu.test.engine=docker} containers.
 */
final class Installation implements AutoCloseable {

  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final boolean IN_CONTAINERS =
      "docker".equals(System.getProperty("iguazu.test.engine"));

  private final TestDatabase database;
  private final LoopbackServer loopback;
  private final List<Assembly> servers = new ArrayList<>();

  private Installation(TestDatabase database, LoopbackServer loopback) {
    this.database = database;
    this.loopback = loopback;
  }

  /** An installation without servers yet, and with nothing left over from earlier tests. */
  static Installation on(
      TestDatabase database, Path directory, UnaryOperator<LoopbackConfig> loopback) {
    database
        .jdbc()
        .sql("TRUNCATE invocation, invocation_event, lease, task_definition CASCADE")
        .update();
    database.jdbc().sql("UPDATE launch_budget SET next_at = '-infinity'").update();
    LoopbackConfig config =
        LoopbackConfig.in(directory)
            .withCluster(ClusterSpec.of("default", InstanceSpec.of(4, 65_536, 65_536)));
    try {
      return new Installation(database, LoopbackServer.start(loopback.apply(withEngine(config))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LoopbackConfig withEngine(LoopbackConfig config) {
    return IN_CONTAINERS
        ? config.withEngine(
            DockerEngine.with(DockerOptions.defaults().withCleanupDelay(Duration.ZERO)))
        : config;
  }

  /** The same, with one server. */
  static Installation withServer(TestDatabase database, Path directory) {
    Installation installation = on(database, directory, config -> config);
    installation.addServer(Map.of());
    return installation;
  }

  @Configuration(proxyBeanMethods = false)
  static class Metrics {

    @Bean
    MeterRegistry meterRegistry() {
      return new SimpleMeterRegistry();
    }
  }

  /** One more server; it polls faster than in production. */
  Assembly addServer(Map<String, Object> properties) {
    var all = new HashMap<String, Object>();
    all.put("iguazu.aws.endpoint", loopback.endpoint().toString());
    all.put("iguazu.dispatcher.follow-interval", "100ms");
    all.putAll(properties);
    Assembly server =
        Assembly.of(
            database,
            CLOCK,
            all,
            CoreConfiguration.class,
            DispatcherConfiguration.class,
            Metrics.class);
    servers.add(server);
    return server;
  }

  LoopbackServer loopback() {
    return loopback;
  }

  <T> T get(Class<T> type) {
    return servers.getFirst().get(type);
  }

  void register(JobDefinition job) {
    get(JobCatalog.class).register(job, "test", CLOCK.instant());
  }

  /** In which words are run as they are. */
  static String image() {
    return IN_CONTAINERS ? "iguazu/test:latest" : "process:";
  }

  /** Registers a job that runs these words as a child process. */
  JobDefinition.Builder aProcess(String name, String... words) {
    return Jobs.aJob(name)
        .image(image())
        .command(List.of(words))
        .stopTimeout(Duration.ofSeconds(2));
  }

  /** Leaves a test out whose jobs write to files of this machine. */
  static void assumeJobsSeeThisMachine() {
    assumeFalse(IN_CONTAINERS, "its jobs write to a file of this machine");
  }

  InvocationId invoke(String job) {
    return invoke(InvocationRequest.of(job).build());
  }

  InvocationId invoke(InvocationRequest request) {
    return invoke(request, 1).getFirst();
  }

  List<InvocationId> invoke(InvocationRequest request, int times) {
    return get(InvocationIntake.class)
        .accept(Collections.nCopies(times, request), "test", null, CLOCK.instant())
        .stream()
        .map(answer -> ((Intake.Accepted) answer).invocation().id())
        .toList();
  }

  void cancel(InvocationId invocation) {
    get(InvocationLedger.class)
        .append(invocation, new News.StopRequested(StopCause.CANCEL, "ann", CLOCK.instant()));
  }

  Invocation find(InvocationId invocation) {
    return get(InvocationReader.class).find(invocation).orElseThrow();
  }

  /** Waits until the invocation is as described. */
  Invocation awaitThat(InvocationId invocation, Predicate<Invocation> described) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> find(invocation), described);
  }

  Invocation awaitEnd(InvocationId invocation) {
    return awaitThat(invocation, it -> it.outcome() != null);
  }

  List<String> history(InvocationId invocation) {
    return get(InvocationReader.class).events(invocation).stream()
        .map(InvocationEvent::kind)
        .toList();
  }

  /** How many invocations stand there. */
  int count(String status) {
    return database
        .jdbc()
        .sql("SELECT count(*) FROM invocation WHERE status = :status")
        .param("status", status)
        .query(Integer.class)
        .single();
  }

  EcsClient ecs() {
    return get(AwsClients.class).asking();
  }

  /** All tasks that ECS has made on cluster {@code default}, running or stopped. */
  Collection<Task> tasks() {
    var tasks = new LinkedHashMap<String, Task>(); // one that stops meanwhile is listed twice
    for (DesiredStatus status : List.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)) {
      ecs().listTasksPaginator(list -> list.cluster("default").desiredStatus(status)).stream()
          .filter(page -> !page.taskArns().isEmpty())
          .forEach(
              page -> describe(page.taskArns()).forEach(task -> tasks.put(task.taskArn(), task)));
    }
    return tasks.values();
  }

  private List<Task> describe(List<String> arns) {
    return ecs().describeTasks(describe -> describe.cluster("default").tasks(arns)).tasks();
  }

  @Override
  public void close() {
    servers.forEach(Assembly::close);
    loopback.close();
  }
}
