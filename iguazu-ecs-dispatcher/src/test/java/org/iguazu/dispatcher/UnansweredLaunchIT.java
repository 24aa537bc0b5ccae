package org.iguazu.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.invocation.OutcomeKind;
import org.iguazu.core.invocation.InvocationLedger;
import org.iguazu.core.invocation.InvocationState;
import org.iguazu.core.invocation.News;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.faults.When;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Task;

/** Whatever happens to a RunTask call, there is never a second task, and no answer is made up. */
@ExtendWith(PostgresExtension.class)
class UnansweredLaunchIT {

  private static final Map<String, Object> IMPATIENT =
      Map.of(
          "iguazu.aws.attempt-timeout", "500ms",
          "iguazu.dispatcher.hold", "1s",
          "iguazu.dispatcher.reconcile-after", "1500ms",
          "iguazu.dispatcher.launch-proof", "30s");

  static final List<Fault> FAULTS =
      List.of(
          new Fault.FailedBefore(),
          new Fault.FailedAfter(),
          new Fault.CutAfter(),
          new Fault.HungAfter(Duration.ofSeconds(1)));

  @TempDir private Path directory;

  @ParameterizedTest
  @FieldSource("FAULTS")
  void anUnansweredCallLeadsToOneTask(Fault fault, TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(IMPATIENT);
      installation.register(installation.aProcess("once", "true").build());
      installation.loopback().faults().add("RunTask", new When.First(2), fault);

      InvocationId id = installation.invoke("once");
      Invocation ended = installation.awaitEnd(id);

      assertThat(outcome(ended)).isEqualTo(OutcomeKind.SUCCEEDED);
      assertThat(ended.dispatch()).isEqualTo(1);
      assertThat(installation.tasks()).extracting(Task::startedBy).containsExactly(id + "-1");
    }
  }

  @Test
  void whatMayRunIsNotSaidToBeCancelledButStopped(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(
          Map.of(
              "iguazu.dispatcher.hold", "4s",
              "iguazu.dispatcher.reconcile-after", "6s"));
      installation.register(installation.aProcess("once", "sleep", "60").build());
      installation.loopback().faults().add("RunTask", new When.Always(), new Fault.CutAfter());
      InvocationId id = installation.invoke("once");
      await().until(() -> !installation.tasks().isEmpty());

      installation.cancel(id);
      Invocation ended = installation.awaitEnd(id);

      assertThat(outcome(ended)).isEqualTo(OutcomeKind.STOPPED);
      assertThat(installation.history(id)).doesNotContain("refused");
      assertThat(installation.tasks()).extracting(Task::startedBy).containsExactly(id + "-1");
    }
  }

  @Test
  void whatADeadServerHadClaimedButNotSentIsSentByAnother(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(Map.of("iguazu.dispatcher.enabled", "false"));
      installation.register(installation.aProcess("once", "true").build());
      InvocationId id = installation.invoke("once");
      claimAndDie(installation);

      installation.addServer(IMPATIENT);

      assertThat(outcome(installation.awaitEnd(id))).isEqualTo(OutcomeKind.SUCCEEDED);
      assertThat(installation.tasks()).extracting(Task::startedBy).containsExactly(id + "-1");
    }
  }

  @Test
  void aFrozenServerCannotGiveBackWhatAnotherHasTakenOver(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(Map.of("iguazu.dispatcher.enabled", "false"));
      installation.register(installation.aProcess("once", "true").build());
      installation.loopback().faults().add("RunTask", new When.First(3), new Fault.CutAfter());
      InvocationId id = installation.invoke("once");
      claimAndDie(installation);
      installation.addServer(IMPATIENT);
      await().until(() -> !installation.tasks().isEmpty());

      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      Optional<InvocationState> thawed =
          installation
              .get(InvocationLedger.class)
              .append(id, new News.Refused(1, "not sent", now, false, now));

      assertThat(thawed).isEmpty();
      assertThat(outcome(installation.awaitEnd(id))).isEqualTo(OutcomeKind.SUCCEEDED);
      assertThat(installation.history(id)).containsSubsequence("claimed", "taken-over", "accepted");
      assertThat(installation.tasks()).extracting(Task::startedBy).containsExactly(id + "-1");
    }
  }

  @Test
  void whatADeadServerHadSentIsFoundWhenItMayNotBeSentAnyMore(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(Map.of("iguazu.dispatcher.enabled", "false"));
      installation.register(installation.aProcess("once", "sleep", "60").build());
      InvocationId id =
          installation.invoke(
              InvocationRequest.of("once").startWithin(Duration.ofSeconds(1)).build());
      claimAndDie(installation);
      var main =
          ContainerDefinition.builder()
              .name("main")
              .image(Installation.image())
              .command("sleep", "60")
              .memory(64)
              .build();
      installation
          .ecs()
          .registerTaskDefinition(it -> it.family("iguazu-once").containerDefinitions(main));
      String task =
          installation
              .ecs()
              .runTask(
                  run -> run.cluster("default").taskDefinition("iguazu-once").startedBy(id + "-1"))
              .tasks()
              .getFirst()
              .taskArn();

      installation.addServer(IMPATIENT);

      assertThat(installation.awaitThat(id, it -> it.task() != null).task()).isEqualTo(task);
      assertThat(installation.tasks()).hasSize(1);
    }
  }

  @Test
  void whatADeadServerHadClaimedIsNotSentLate(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(Map.of("iguazu.dispatcher.enabled", "false"));
      installation.register(installation.aProcess("once", "true").build());
      InvocationId id =
          installation.invoke(
              InvocationRequest.of("once").startWithin(Duration.ofSeconds(1)).build());
      claimAndDie(installation);

      installation.addServer(
          Map.of(
              "iguazu.dispatcher.hold", "1s",
              "iguazu.dispatcher.reconcile-after", "1500ms",
              "iguazu.dispatcher.launch-proof", "3s"));

      assertThat(outcome(installation.awaitEnd(id))).isEqualTo(OutcomeKind.LOST);
      assertThat(installation.tasks()).isEmpty();
    }
  }

  @Test
  void whatNobodyCanTellAboutIsLostAndSaysSo(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(
          Map.of(
              "iguazu.aws.attempt-timeout", "500ms",
              "iguazu.dispatcher.hold", "500ms",
              "iguazu.dispatcher.reconcile-after", "1s",
              "iguazu.dispatcher.launch-proof", "2s"));
      installation.register(installation.aProcess("mute", "true").build());
      installation.loopback().faults().add("RunTask", new When.Always(), new Fault.FailedBefore());

      Invocation ended = installation.awaitEnd(installation.invoke("mute"));

      assertThat(outcome(ended)).isEqualTo(OutcomeKind.LOST);
      assertThat(Objects.requireNonNull(ended.outcome()).reason())
          .isEqualTo(
              "ECS did not answer whether it started a task, and none was found within PT2S");
    }
  }

  @Test
  void anEndpointThatIsDownIsWaitedForWithoutCountingDispatches(TestDatabase database) {
    try (var installation = Installation.on(database, directory, config -> config)) {
      installation.addServer(Map.of("iguazu.aws.endpoint", "http://127.0.0.1:1"));
      installation.register(installation.aProcess("a", "true").build());

      InvocationId id =
          installation.invoke(InvocationRequest.of("a").startWithin(Duration.ofSeconds(2)).build());

      assertThat(installation.awaitThat(id, it -> it.waiting() != null).waiting())
          .startsWith("waiting for ECS, which does not answer");
      assertThat(outcome(installation.awaitEnd(id))).isEqualTo(OutcomeKind.EXPIRED);
    }
  }

  /** Claims the one queued invocation as a server does that dies before it can send. */
  private static void claimAndDie(Installation installation) {
    installation
        .get(InvocationLedger.class)
        .claim(1, Set.of(), "dead", Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  private static OutcomeKind outcome(Invocation invocation) {
    return Objects.requireNonNull(invocation.outcome()).kind();
  }
}
