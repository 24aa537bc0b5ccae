package org.iguazu.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.iguazu.api.Page;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.LogLine;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.api.job.Delivery;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobName;
import org.iguazu.api.job.Retry;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.dispatcher.log.TaskLogs;
import org.iguazu.loopback.ecs.ClusterSpec;
import org.iguazu.loopback.ecs.Hosts;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.faults.When;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.Task;

/** Invocations become tasks, and tasks become outcomes. */
@ExtendWith(PostgresExtension.class)
class DispatchIT {

  @TempDir private Path directory;

  @Test
  void aJobRunsAndItsExitCodeIsItsOutcome(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(installation.aProcess("good", "sh", "-c", "echo hello").build());
      installation.register(installation.aProcess("bad", "sh", "-c", "exit 3").build());

      Invocation good = installation.awaitEnd(installation.invoke("good"));
      Invocation bad = installation.awaitEnd(installation.invoke("bad"));

      assertThat(outcome(good)).isEqualTo(OutcomeKind.SUCCEEDED);
      assertThat(reason(bad)).isEqualTo("exited with code 3");
      assertThat(Objects.requireNonNull(bad.outcome()).exitCode()).isEqualTo(3);
      assertThat(outcome(bad)).isEqualTo(OutcomeKind.FAILED);
    }
  }

  @Test
  void whatItPrintsIsReadBackPageByPage(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(
          installation.aProcess("talk", "sh", "-c", "echo one; echo two; echo three").build());
      Invocation ended = installation.awaitEnd(installation.invoke("talk"));
      TaskLogs logs = installation.get(TaskLogs.class);
      var job = new JobName("talk");
      String task = Objects.requireNonNull(ended.task());

      Page<LogLine> first = logs.read(job, task, null, 2);
      Page<LogLine> second = logs.read(job, task, first.next(), 2);
      Page<LogLine> end = logs.read(job, task, second.next(), 2);

      assertThat(first.items()).extracting(LogLine::text).containsExactly("one", "two");
      assertThat(second.items()).extracting(LogLine::text).containsExactly("three");
      assertThat(end.items()).isEmpty();
      assertThat(end.next()).isNull();
      assertThat(logs.read(job, "arn:aws:ecs:x:0:task/default/none", null, 2).items()).isEmpty();
    }
  }

  @Test
  void theNextOfAJobBeginsWhenOneEndsAndNotAtThePoll(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(Map.of("iguazu.dispatcher.poll-interval", "1h"));
      installation.register(installation.aProcess("narrow", "true").maxConcurrent(1).build());

      List<Invocation> ended =
          installation.invoke(InvocationRequest.of("narrow").build(), 3).stream()
              .map(installation::awaitEnd)
              .sorted(
                  Comparator.comparing((Invocation it) -> Objects.requireNonNull(it.launchedAt())))
              .toList();

      for (int i = 1; i < ended.size(); i++) {
        assertThat(ended.get(i).launchedAt())
            .isAfter(Objects.requireNonNull(ended.get(i - 1).finishedAt()));
      }
    }
  }

  @Test
  void nothingIsDispatchedBeforeItIsDue(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(installation.aProcess("later", "true").build());
      Instant due = Instant.now().plusMillis(1_500);

      InvocationId id = installation.invoke(InvocationRequest.of("later").dueAt(due).build());
      Invocation ended = installation.awaitEnd(id);

      assertThat(ended.launchedAt()).isBetween(due, due.plusMillis(750));
    }
  }

  @Test
  void waitsWhileTheClusterIsFullAndSaysSo(TestDatabase database) {
    try (var installation =
        Installation.on(
            database,
            directory,
            config ->
                config.withCluster(ClusterSpec.of("small", InstanceSpec.of(1, 4_096, 512))))) {
      installation.addServer(Map.of());
      installation.register(
          installation.aProcess("big", "sleep", "60").memory(512).cluster("small").build());
      InvocationId first = installation.invoke("big");
      installation.awaitThat(first, it -> it.status() == InvocationStatus.RUNNING);

      InvocationId second = installation.invoke("big");
      Invocation waiting = installation.awaitThat(second, it -> it.waiting() != null);
      installation.cancel(first);

      assertThat(waiting.waiting()).isEqualTo("waiting for memory on cluster small");
      installation.awaitThat(second, it -> it.status() == InvocationStatus.RUNNING);
    }
  }

  @Test
  void aClusterThatDoesNotExistIsSaidAndExpiresInsteadOfBeingLost(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(installation.aProcess("astray", "true").cluster("nowhere").build());

      InvocationId id =
          installation.invoke(
              InvocationRequest.of("astray").startWithin(Duration.ofSeconds(2)).build());

      assertThat(installation.awaitThat(id, it -> it.waiting() != null).waiting())
          .isEqualTo("cluster nowhere does not exist");
      assertThat(outcome(installation.awaitEnd(id))).isEqualTo(OutcomeKind.EXPIRED);
    }
  }

  @Test
  void aRunThatTakesTooLongIsStopped(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(
          installation.aProcess("slow", "sleep", "60").timeout(Duration.ofSeconds(1)).build());

      Invocation ended = installation.awaitEnd(installation.invoke("slow"));

      assertThat(outcome(ended)).isEqualTo(OutcomeKind.TIMED_OUT);
      assertThat(Duration.between(ended.startedAt(), ended.finishedAt()))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
    }
  }

  @Test
  void aRunningOneThatIsCancelledIsStopped(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(installation.aProcess("long", "sleep", "60").build());
      InvocationId id = installation.invoke("long");
      installation.awaitThat(id, it -> it.status() == InvocationStatus.RUNNING);

      installation.cancel(id);

      Invocation ended = installation.awaitEnd(id);
      assertThat(outcome(ended)).isEqualTo(OutcomeKind.STOPPED);
      assertThat(reason(ended)).isEqualTo("cancelled by ann");
    }
  }

  @Test
  void oneThatIsCancelledOnItsWayToEcsIsNotSent(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(installation.aProcess("late", "sleep", "60").build());
      installation.loopback().faults().add("RunTask", new When.Always(), new Fault.Throttled());
      InvocationId id = installation.invoke("late");
      installation.awaitThat(id, it -> it.status() == InvocationStatus.DISPATCHING);

      installation.cancel(id);

      assertThat(outcome(installation.awaitEnd(id))).isEqualTo(OutcomeKind.CANCELLED);
      installation.loopback().faults().clear();
      assertThat(installation.tasks()).isEmpty();
    }
  }

  @Test
  void whatCannotBeSentInTimeIsNotSentLate(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(installation.aProcess("late", "true").build());
      installation.loopback().faults().add("RunTask", new When.Always(), new Fault.Throttled());

      InvocationId id =
          installation.invoke(
              InvocationRequest.of("late").startWithin(Duration.ofSeconds(1)).build());

      assertThat(outcome(installation.awaitEnd(id))).isEqualTo(OutcomeKind.EXPIRED);
      installation.loopback().faults().clear();
      assertThat(installation.tasks()).isEmpty();
    }
  }

  @Test
  void aServerThatStopsGivesBackWhatItHasNotSent(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(installation.aProcess("a", "true").build());
      installation.loopback().faults().add("RunTask", new When.Always(), new Fault.Throttled());
      InvocationId id = installation.invoke("a");
      installation.awaitThat(id, it -> it.status() == InvocationStatus.DISPATCHING);

      installation.get(DispatcherLifecycle.class).stop();

      Invocation back = installation.find(id);
      assertThat(back.status()).isEqualTo(InvocationStatus.QUEUED);
      assertThat(back.waiting()).contains("is stopping");
      assertThat(installation.history(id)).endsWith("claimed", "refused");
    }
  }

  @Test
  void aTaskWhoseInvocationDoesNotWantItIsStopped(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(Map.of("iguazu.dispatcher.stray-interval", "200ms"));
      installation.register(installation.aProcess("twin", "sleep", "60").build());
      InvocationId real = installation.invoke("twin");
      Invocation running =
          installation.awaitThat(real, it -> it.status() == InvocationStatus.RUNNING);
      InvocationId queued =
          installation.invoke(
              InvocationRequest.of("twin").dueAt(Instant.now().plusSeconds(600)).build());
      String definition = installation.tasks().iterator().next().taskDefinitionArn();

      String stray =
          installation
              .ecs()
              .runTask(
                  run -> run.cluster("default").taskDefinition(definition).startedBy(queued + "-1"))
              .tasks()
              .getFirst()
              .taskArn();

      await()
          .untilAsserted(() ->
              assertThat(installation.tasks())
                  .filteredOn(task -> task.taskArn().equals(stray))
                  .allMatch(task -> task.lastStatus().equals("STOPPED")));
      assertThat(installation.find(real).status()).isEqualTo(running.status());
    }
  }

  @Test
  void anImageThatCannotBePulledIsSaid(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(
          installation.aProcess("gone", "x").image("registry.example/gone:1").build());

      Invocation ended = installation.awaitEnd(installation.invoke("gone"));

      assertThat(outcome(ended)).isEqualTo(OutcomeKind.FAILED);
      assertThat(reason(ended)).startsWith("the image could not be pulled: ");
    }
  }

  @Test
  void aJobThatMayRunAgainFailsTwiceAndSucceeds(TestDatabase database) {
    Installation.assumeJobsSeeThisMachine();
    try (var installation = Installation.withServer(database, directory)) {
      Path runs = directory.resolve("runs");
      String script = "echo run >> %s; test $(wc -l < %s) -ge 3".formatted(runs, runs);
      installation.register(again(installation.aProcess("flaky", "sh", "-c", script)));

      InvocationId id = installation.invoke("flaky");
      Invocation waiting = installation.awaitThat(id, it -> it.waiting() != null);
      Invocation ended = installation.awaitEnd(id);

      assertThat(waiting.waiting()).isEqualTo("waiting to be started again: exited with code 1");
      assertThat(outcome(ended)).isEqualTo(OutcomeKind.SUCCEEDED);
      assertThat(runs).content().isEqualTo("run\n".repeat(3));
      assertThat(installation.tasks())
          .extracting(Task::startedBy)
          .containsExactlyInAnyOrder(id + "-1", id + "-2", id + "-3");
      assertThat(installation.history(id))
          .filteredOn(kind -> kind.equals("claimed") || kind.equals("task-ended"))
          .containsExactly(
              "claimed", "task-ended", "claimed", "task-ended", "claimed", "task-ended");
    }
  }

  @Test
  void whatRunsAtMostOnceDoesNotRunAgainAfterAFailure(TestDatabase database) {
    Installation.assumeJobsSeeThisMachine();
    try (var installation = Installation.withServer(database, directory)) {
      Path runs = directory.resolve("runs");
      installation.register(
          installation
              .aProcess("once", "sh", "-c", "echo run >> %s; false".formatted(runs))
              .build());

      Invocation ended = installation.awaitEnd(installation.invoke("once"));

      assertThat(outcome(ended)).isEqualTo(OutcomeKind.FAILED);
      assertThat(runs).content().isEqualTo("run\n");
    }
  }

  @Test
  void aJobThatMayRunAgainDoesSoOnAnotherHostWhenItsOwnIsKilled(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(again(installation.aProcess("steady", "sleep", "60")));
      InvocationId id = installation.invoke("steady");
      Invocation first = installation.awaitThat(id, it -> it.status() == InvocationStatus.RUNNING);
      Hosts hosts = installation.loopback().hosts();

      hosts.launch("default", InstanceSpec.of(4, 65_536, 65_536));
      hosts.terminate("default", hosts.registered("default").getFirst());
      Invocation second =
          installation.awaitThat(
              id, it -> it.dispatch() > 1 && it.status() == InvocationStatus.RUNNING);

      assertThat(second.task()).isNotEqualTo(first.task());
      assertThat(second.deadline()).isAfter(first.deadline());
      assertThat(installation.get(InvocationReader.class).events(id))
          .filteredOn(event -> event.kind().equals("task-ended"))
          .extracting(event -> event.details().get("cause"))
          .containsExactly("HOST_GONE");
      installation.cancel(id);
      assertThat(reason(installation.awaitEnd(id))).isEqualTo("cancelled by ann");
    }
  }

  private static JobDefinition again(JobDefinition.Builder job) {
    return job.delivery(Delivery.AT_LEAST_ONCE)
        .retry(Retry.upTo(3).firstDelay(Duration.ofSeconds(1)).factor(1).build())
        .build();
  }

  private static String reason(Invocation invocation) {
    return Objects.requireNonNull(invocation.outcome()).reason();
  }

  private static OutcomeKind outcome(Invocation invocation) {
    return Objects.requireNonNull(invocation.outcome()).kind();
  }
}
