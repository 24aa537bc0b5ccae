package org.iguazu.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationRequest;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.JobName;
import org.iguazu.core.catalog.JobCatalog;
import org.iguazu.dispatcher.dispatch.TaskDefinitions;
import org.iguazu.loopback.faults.Fault;
import org.iguazu.loopback.faults.When;
import org.iguazu.test.PostgresExtension;
import org.iguazu.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A task definition is registered once for its content, however many need it. */
@ExtendWith(PostgresExtension.class)
class TaskDefinitionsIT {

  @TempDir private Path directory;

  @Test
  void manyInvocationsShareOneRegistration(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(installation.aProcess("often", "true").build());

      installation
          .invoke(InvocationRequest.of("often").build(), 20)
          .forEach(installation::awaitEnd);

      assertThat(registered(installation, "often")).hasSize(1);
    }
  }

  @Test
  void revisionsRestartsAndServersShareItAsLongAsItSaysTheSame(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      JobDefinition job = installation.aProcess("often", "true").build();
      installation.register(job);
      installation.awaitEnd(installation.invoke("often"));
      installation.get(DispatcherLifecycle.class).stop();

      installation.addServer(Map.of());
      installation.register(job.toBuilder().owner("somebody").build());
      InvocationId second = installation.invoke("often");

      assertThat(installation.awaitEnd(second).revision()).isEqualTo(2);
      assertThat(registered(installation, "often")).hasSize(1);
    }
  }

  @Test
  void registrationIsWaitedForWhileEcsThrottles(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(installation.aProcess("first", "true").build());
      installation
          .loopback()
          .faults()
          .add("RegisterTaskDefinition", new When.First(4), new Fault.Throttled());

      InvocationId id = installation.invoke("first");

      installation.awaitEnd(id);
      assertThat(installation.history(id)).doesNotContain("refused");
    }
  }

  @Test
  void oneThatWasPreparedIsThereBeforeTheFirstInvocation(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(installation.aProcess("soon", "true").build());

      installation
          .get(TaskDefinitions.class)
          .prepare(installation.get(JobCatalog.class).current(new JobName("soon")).orElseThrow());

      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> registered(installation, "soon").size() == 1);
    }
  }

  @Test
  void oneThatSomebodyDeregisteredIsRegisteredAgain(TestDatabase database) {
    try (var installation = Installation.withServer(database, directory)) {
      installation.register(installation.aProcess("often", "true").build());
      installation.awaitEnd(installation.invoke("often"));
      String arn = registered(installation, "often").getFirst();
      installation.ecs().deregisterTaskDefinition(it -> it.taskDefinition(arn));

      InvocationId id = installation.invoke("often");

      assertThat(installation.awaitEnd(id).status()).isEqualTo(InvocationStatus.FINISHED);
      assertThat(installation.history(id)).doesNotContain("refused");
      assertThat(registered(installation, "often")).hasSize(1).doesNotContain(arn);
    }
  }

  private static List<String> registered(Installation installation, String job) {
    return installation
        .ecs()
        .listTaskDefinitions(list -> list.familyPrefix("iguazu-" + job))
        .taskDefinitionArns();
  }
}
