package org.iguazu.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.iguazu.api.client.IguazuClient;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationEvent;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.api.invocation.Outcome;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.json.IguazuJson;
import org.iguazu.api.problem.FieldError;
import org.iguazu.api.problem.Problem;
import org.iguazu.api.problem.ProblemCode;
import org.iguazu.job.runner.RunnerMain;
import org.iguazu.loopback.LoopbackConfig;
import org.iguazu.loopback.LoopbackServer;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.docker.DockerEngine;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.faults.When;
import org.iguazu.server.test.Answer;
import org.iguazu.server.test.RunningServer;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.config.ScheduledTask;
import tools.jackson.databind.node.ObjectNode;

/**
 * From a job's registration to its result, through everything that runs in production but AWS. Jobs
 * are child processes, with {@code -Diguazu.test.engine=docker} containers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndToEndIT {

  private static final Duration LONG = Duration.ofSeconds(60);

  private static final boolean IN_CONTAINERS =
      "docker".equals(System.getProperty("iguazu.test.engine"));

  private LoopbackServer loopback;
  private RunningServer server;
  private IguazuClient iguazu;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    int port = freePort();
    var config =
        LoopbackConfig.in(directory)
            .withCluster(ClusterSpec.of("default", InstanceSpec.of(1, 4_096, 4_096)));
    loopback = LoopbackServer.start(IN_CONTAINERS ? config.withEngine(docker(port)) : config);
    server =
        RunningServer.start(
            TestDatabase.create(),
            Map.of(
                "server.port", Integer.toString(port),
                "iguazu.aws.endpoint", loopback.endpoint().toString(),
                "iguazu.dispatcher.enabled", "true"));
    iguazu = IguazuClient.connect(server.url(), RunningServer.ADMIN_KEY);
  }

  private static TaskEngine.Factory docker(int port) {
    return DockerEngine.with(
        DockerOptions.defaults().withHostPorts(Set.of(port)).withCleanupDelay(Duration.ZERO));
  }

  @AfterAll
  void stop() {
    iguazu.close();
    server.close();
    loopback.close();
  }

  @Test
  void aCommandRunsAndItsExitCodeIsItsOutcome() {
    register("hello", "sh", "-c", "echo hello; echo again");
    register("broken", "sh", "-c", "exit 3");

    Invocation hello = iguazu.await(iguazu.invoke("hello"), LONG);
    Invocation broken = iguazu.await(iguazu.invoke("broken"), LONG);

    assertThat(hello.outcome()).extracting(Outcome::kind).isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(iguazu.log(hello.id()).map(LogLine::text)).containsExactly("hello", "again");
    assertThat(iguazu.events(hello.id()))
        .extracting(InvocationEvent::kind)
        .startsWith("submitted", "claimed", "accepted");
    assertThat(broken.outcome()).extracting(Outcome::kind).isEqualTo(OutcomeKind.FAILED);
    assertThat(broken.outcome()).extracting(Outcome::exitCode).isEqualTo(3);
  }

  @Test
  void aJobOfTheSdkIsGivenItsParametersAndReturnsItsResult() {
    assumeFalse(IN_CONTAINERS, "its classes are files of this machine");
    register(
        "counting",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        "-cp",
        classPath(),
        RunnerMain.class.getName(),
        CountingJob.class.getName());

    InvocationId id = iguazu.invoke("counting", new CountingJob.Parameters("to be or not to be"));
    Invocation ended = iguazu.await(id, LONG);

    assertThat(ended.outcome())
        .as(() -> ended + "\n" + iguazu.log(id).map(LogLine::text).toList())
        .extracting(Outcome::kind)
        .isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(ended.result()).hasToString("{\"words\":6}");
    assertThat(iguazu.log(id).map(LogLine::text))
        .anyMatch(line -> line.contains("counting 'to be or not to be'"));
  }

  /** The image is one that Jib made of an example, in a registry: .ci/run makes it. */
  @Test
  @EnabledIfSystemProperty(named = "iguazu.test.job-image", matches = ".+")
  void aJobsImageIsPulledByItsDigestAndRuns() throws IOException {
    var definition =
        (ObjectNode)
            IguazuJson.strict()
                .readTree(Files.readString(Path.of("../examples/ab-reminder/job.json")));
    definition
        .put("image", System.getProperty("iguazu.test.job-image"))
        .putObject("environment")
        .put("OUTBOX", "/tmp/outbox");
    iguazu.jobs().register(IguazuJson.strict().treeToValue(definition, JobDefinition.class));

    InvocationId id = iguazu.invoke("ab-reminder", Map.of("forgottenAfterDays", 1));
    Invocation ended = iguazu.await(id, LONG);

    assertThat(ended.outcome())
        .as(() -> ended + "\n" + iguazu.log(id).map(LogLine::text).toList())
        .extracting(Outcome::kind)
        .isEqualTo(OutcomeKind.SUCCEEDED);
    assertThat(ended.result()).asString().startsWith("{\"forgotten\":").doesNotContain(":0");
  }

  @Test
  void whatMustBeDoneNowAndAgainIsScheduled() {
    assertThat(server.get(ScheduledAnnotationBeanPostProcessor.class).getScheduledTasks())
        .extracting(ScheduledTask::toString)
        .map(task -> task.substring(task.lastIndexOf('.', task.lastIndexOf('.') - 1) + 1))
        .contains(
            "KeyRetention.forgetOldKeys", "FileRetention.removeExpired", "HardenedHosts.look");
  }

  @Test
  void aLogIsFollowedWhileItGrowsAndToItsEnd() {
    register("growing", "sh", "-c", "for i in 1 2 3; do echo line $i; sleep 1.6; done");
    InvocationId id = iguazu.invoke("growing");
    var lines = new ArrayList<String>();

    iguazu.followLog(id, line -> lines.add(line.text()));

    assertThat(lines).containsExactly("line 1", "line 2", "line 3");
    assertThat(iguazu.get(id).outcome()).isNotNull();
  }

  @Test
  void aLogIsNotReadFromAPlaceThatItDoesNotHave() {
    register("logged", "sh", "-c", "echo hello");
    InvocationId id = iguazu.invoke("logged");
    iguazu.await(id, LONG);
    String log = "/api/invocations/" + id + "/log?after=";

    for (String token : List.of("nowhere", "", "f/99999999", "b/x")) {
      Problem read = server.calls().get(log + token).problem(ProblemCode.INVALID_REQUEST);
      Problem followed =
          server
              .calls()
              .get(log + token, "Accept", "text/event-stream")
              .problem(ProblemCode.INVALID_REQUEST);

      assertThat(read.errors()).extracting(FieldError::message).first(STRING).contains("'after'");
      assertThat(followed.errors()).isEqualTo(read.errors());
    }
  }

  @Test
  void aLogThatCannotBeReadNowIsUnavailable() {
    register("hidden", "sh", "-c", "echo hello");
    InvocationId id = iguazu.invoke("hidden");
    iguazu.await(id, LONG);
    String log = "/api/invocations/" + id + "/log";
    List<Fault> faults = List.of(new Fault.Throttled(), new Fault.FailedBefore());

    for (Fault fault : faults) {
      loopback.faults().add("GetLogEvents", new When.Always(), fault);
      Answer read = server.calls().get(log);
      Answer followed = server.calls().get(log, "Accept", "text/event-stream");
      loopback.faults().clear();

      assertThat(read.problem(ProblemCode.UNAVAILABLE).detail()).contains("CloudWatch Logs");
      assertThat(read.header("Retry-After")).isEqualTo("1");
      followed.problem(ProblemCode.UNAVAILABLE);
    }
    assertThat(iguazu.log(id).map(LogLine::text)).containsExactly("hello");
  }

  @Test
  void whatRunsIsStoppedOnRequest() {
    register("endless", "sh", "-c", "sleep 600");
    InvocationId id = iguazu.invoke("endless");
    await().atMost(LONG).until(() -> iguazu.get(id).status() == InvocationStatus.RUNNING);

    iguazu.cancel(id);

    assertThat(iguazu.await(id, LONG).outcome())
        .extracting(Outcome::kind)
        .isEqualTo(OutcomeKind.STOPPED);
  }

  private void register(String name, String... command) {
    iguazu
        .jobs()
        .register(
            JobDefinition.named(name)
                .image(IN_CONTAINERS ? "iguazu/test:latest" : "process:")
                .command(List.of(command))
                .cpu(128)
                .memory(256)
                .stopTimeout(Duration.ofSeconds(2))
                .build());
  }

  /** The tests' own, as seen from the task's working directory. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Known before the server starts, for it tells containers where to call back. */
  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
