package org.iguazu.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.dispatcher.aws.AwsClients;
import org.iguazu.dispatcher.event.EventLoop;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.faults.FaultRule;
import org.iguazu.loopback.faults.When;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** ECS's events beside asking after tasks: faster with them, right without them. */
@ExtendWith({PostgresExtension.class, OutputCaptureExtension.class})
class TaskEventsIT {

  private static final Map<String, Object> HARDLY_ASKS =
      Map.of("iguazu.dispatcher.follow-interval", "1h");

  @TempDir private Path directory;

  @Test
  void anEndIsNoticedWithoutAsking(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(withQueue(installation, HARDLY_ASKS));
      installation.register(installation.aProcess("quick", "sh", "-c", "sleep 1; exit 3").build());

      InvocationId id = installation.invoke("quick");
      Invocation running =
          installation.awaitThat(id, it -> it.status() == InvocationStatus.RUNNING);
      Invocation ended = installation.awaitEnd(id);

      assertThat(running.task()).isNotNull();
      assertThat(Objects.requireNonNull(ended.outcome()).exitCode()).isEqualTo(3);
      assertThat(installation.history(id))
          .containsExactly("submitted", "claimed", "accepted", "seen-running", "task-ended");
      await().untilAsserted(() -> assertThat(left(installation)).isZero());
    }
  }

  @Test
  void aLaunchThatWasNotAnsweredIsKnownByItsEvent(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(withQueue(installation, HARDLY_ASKS));
      installation.register(installation.aProcess("once", "sleep", "1").build());
      installation.loopback().faults().add("RunTask", new When.Always(), new Fault.CutAfter());

      InvocationId id = installation.invoke("once");

      assertThat(outcome(installation.awaitEnd(id))).isEqualTo(OutcomeKind.SUCCEEDED);
      assertThat(installation.history(id))
          .containsExactly("submitted", "claimed", "accepted", "seen-running", "task-ended");
      assertThat(installation.tasks()).extracting(Task::startedBy).containsExactly(id + "-1");
    }
  }

  @Test
  void lostDoubledAndOvertakenEventsChangeNothing(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config.withSeed(17))) {
      installation.addServer(withQueue(installation, Map.of()));
      installation.addServer(withQueue(installation, Map.of()));
      var faults = installation.loopback().faults();
      faults.add(FaultRule.EVENT, new When.Chance(0.3), new Fault.Dropped());
      faults.add(FaultRule.EVENT, new When.Chance(0.5), new Fault.Doubled());
      faults.add(FaultRule.EVENT, new When.Chance(0.4), new Fault.Delayed(Duration.ofMillis(700)));
      installation.register(installation.aProcess("good", "sh", "-c", "sleep 0.3").build());
      installation.register(installation.aProcess("bad", "sh", "-c", "exit 3").build());

      List<InvocationId> good = installation.invoke(InvocationRequest.of("good").build(), 20);
      List<InvocationId> bad = installation.invoke(InvocationRequest.of("bad").build(), 20);

      assertThat(good)
          .extracting(id -> outcome(installation.awaitEnd(id)))
          .containsOnly(OutcomeKind.SUCCEEDED);
      assertThat(bad)
          .extracting(id -> Objects.requireNonNull(installation.awaitEnd(id).outcome()).exitCode())
          .containsOnly(3);
      await().untilAsserted(() -> assertThat(left(installation)).isZero());
      assertThat(good)
          .allSatisfy(id ->
              assertThat(installation.history(id))
                  .doesNotHaveDuplicates()
                  .startsWith("submitted", "claimed", "accepted")
                  .endsWith("task-ended"));
      assertThat(installation.tasks()).hasSize(40);
    }
  }

  @Test
  void whatIsNotOursOrNoEventIsDeletedAndSaidOnce(TestDatabase database, CapturedOutput log) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(withQueue(installation, Map.of()));
      String task =
          """
          {"detail-type": "ECS Task State Change", "detail": {"taskArn": "%s", "version": 3,
           "lastStatus": "STOPPED", "startedBy": "%s", "containers": [{"name": "main"}]}}
          """;

      send(installation, "not JSON");
      send(installation, "{\"detail-type\": \"ECS Container Instance State Change\"}");
      send(installation, task.formatted("arn:aws:ecs:x:0:task/default/1", "ecs-svc/1"));
      send(
          installation,
          task.formatted(
              "arn:aws:ecs:x:0:task/default/2", "0123456789abcdef0123456789abcdef0123-1"));
      send(
          installation,
          task.formatted(
              "arn:aws:ecs:x:0:task/default/3", "018f0000-0000-7000-8000-000000000001-1"));

      await().untilAsserted(() -> assertThat(left(installation)).isZero());
      assertThat(log.getOut()).containsOnlyOnce("is no event of ECS and is deleted");
    }
  }

  @Test
  void aLateEventOfAnotherTaskOrDispatchEndsNothing(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(withQueue(installation, Map.of()));
      installation.register(installation.aProcess("long", "sleep", "60").build());
      InvocationId id = installation.invoke("long");
      Invocation running =
          installation.awaitThat(id, it -> it.status() == InvocationStatus.RUNNING);
      String stopped =
          """
          {"detail-type": "ECS Task State Change", "detail": {"taskArn": "%s", "version": 99,
           "lastStatus": "STOPPED", "startedBy": "%s-%d", "containers": [{"name": "main"}]}}
          """;

      send(installation, stopped.formatted(running.task() + "0", id, 1));
      send(installation, stopped.formatted(running.task(), id, 2));
      await().untilAsserted(() -> assertThat(left(installation)).isZero());
      assertThat(installation.find(id).status()).isEqualTo(InvocationStatus.RUNNING);

      send(installation, stopped.formatted(running.task(), id, 1));
      assertThat(outcome(installation.awaitEnd(id))).isEqualTo(OutcomeKind.FAILED);
    }
  }

  @Test
  void aQueueThatIsNotThereIsSaidOnceAndPollingGoesOn(TestDatabase database, CapturedOutput log) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(
          Map.of(
              "iguazu.dispatcher.events.queue-url",
              installation.loopback().taskEvents() + "-misspelt"));
      installation.register(installation.aProcess("quick", "true").build());

      assertThat(outcome(installation.awaitEnd(installation.invoke("quick"))))
          .isEqualTo(OutcomeKind.SUCCEEDED);
      await().until(() -> log.getOut().contains("cannot receive ECS's events"));
      await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
      assertThat(log.getOut())
          .containsOnlyOnce("polling goes on: there is no such queue: set iguazu.dispatcher");
    }
  }

  @Test
  void whileSqsIsAwayPollingGoesOnAndEventsComeAgainAfterwards(
      TestDatabase database, CapturedOutput log) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation
          .loopback()
          .faults()
          .add("ReceiveMessage", new When.First(2), new Fault.FailedBefore());
      installation.addServer(withQueue(installation, Map.of()));
      installation.register(installation.aProcess("quick", "true").build());

      assertThat(outcome(installation.awaitEnd(installation.invoke("quick"))))
          .isEqualTo(OutcomeKind.SUCCEEDED);
      await().untilAsserted(() -> assertThat(left(installation)).isZero());
      assertThat(log.getOut())
          .containsOnlyOnce("SQS does not answer")
          .contains("can receive ECS's events from");
    }
  }

  @Test
  void whatTheDatabaseDoesNotTakeComesAgain(TestDatabase database, CapturedOutput log) {
    Map<String, Object> comesAgainSoon = new HashMap<>(HARDLY_ASKS);
    comesAgainSoon.put("iguazu.dispatcher.events.hidden", "2s");
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(withQueue(installation, comesAgainSoon));
      installation.register(installation.aProcess("bad", "sh", "-c", "sleep 1; exit 3").build());

      InvocationId id;
      alterHistory(database, "ADD CONSTRAINT no_end CHECK (kind <> 'task-ended') NOT VALID");
      try {
        id = installation.invoke("bad");
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> log.getOut().contains("the database does not take them"));
      } finally {
        alterHistory(database, "DROP CONSTRAINT no_end");
      }

      assertThat(Objects.requireNonNull(installation.awaitEnd(id).outcome()).exitCode())
          .isEqualTo(3);
      await().untilAsserted(() -> assertThat(left(installation)).isZero());
    }
  }

  private static void alterHistory(TestDatabase database, String change) {
    database.jdbc().sql("ALTER TABLE invocation_event " + change).update();
  }

  @Test
  void theEndDoesNotWaitForTheLongPoll(TestDatabase database) throws InterruptedException {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(withQueue(installation, Map.of()));
      EventLoop loop = installation.get(EventLoop.class);
      await().pollDelay(Duration.ofMillis(500)).until(() -> true); // it waits by now

      long before = System.nanoTime();
      loop.stop();

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void ecssClockMayBeWrongByMinutes(TestDatabase database) {
    for (Duration ahead : List.of(Duration.ofMinutes(-7), Duration.ofMinutes(7))) {
      try (var installation =
          Installation.on(database, directory.resolve(ahead.toString()), config -> config)) {
        installation
            .loopback()
            .faults()
            .add("RegisterTaskDefinition", new When.Always(), new Fault.ClockWrong(ahead));
        installation.addServer(withQueue(installation, Map.of()));
        installation.register(
            installation
                .aProcess("bare", "sh", "-c", "sleep 2; exit 0")
                .timeout(Duration.ofMinutes(1))
                .build());
        installation.register(
            installation.aProcess("slow", "sleep", "60").timeout(Duration.ofSeconds(3)).build());

        InvocationId id = installation.invoke("bare");
        InvocationId slow = installation.invoke("slow");
        Invocation ended = installation.awaitEnd(id);
        Invocation stopped = installation.awaitEnd(slow);

        assertThat(outcome(ended)).as("ahead %s", ahead).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(Duration.between(ended.startedAt(), ended.finishedAt()))
            .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(outcome(stopped)).isEqualTo(OutcomeKind.TIMED_OUT);
        assertThat(Duration.between(stopped.startedAt(), stopped.finishedAt()))
            .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(7));
      }
    }
  }

  private static Map<String, Object> withQueue(
      Installation installation, Map<String, Object> others) {
    var all = new HashMap<>(others);
    all.put("iguazu.dispatcher.events.queue-url", installation.loopback().taskEvents().toString());
    return all;
  }

  private static void send(Installation installation, String body) {
    String queue = installation.loopback().taskEvents().toString();
    sqs(installation).sendMessage(it -> it.queueUrl(queue).messageBody(body));
  }

  /** How many messages there are, received or not. */
  private static int left(Installation installation) {
    String queue = installation.loopback().taskEvents().toString();
    Map<QueueAttributeName, String> attributes =
        sqs(installation)
            .getQueueAttributes(it -> it.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
        + Integer.parseInt(
            attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  private static SqsClient sqs(Installation installation) {
    return installation.get(AwsClients.class).sqs().get();
  }

  private static OutcomeKind outcome(Invocation invocation) {
    return Objects.requireNonNull(invocation.outcome()).kind();
  }
}
