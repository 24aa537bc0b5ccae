package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

/** What RunTask answers, and what it refuses. */
final class RunTaskIT extends WireFixture {

  private String definition = "";

  @BeforeEach
  void register() {
    definition = loopback.register("job", _ -> {});
  }

  @Test
  void aTaskIsShownAsEcsShowsIt() {
    Tag tag = Tag.builder().key("invocation").value("018f").build();

    Task task =
        loopback
            .run(definition, request -> request.startedBy("iguazu").group("jobs").tags(tag))
            .tasks()
            .getFirst();

    assertThat(task.taskArn())
        .matches("arn:aws:ecs:us-east-1:000000000000:task/default/[0-9a-f]{32}");
    assertThat(task.taskDefinitionArn()).isEqualTo(definition);
    assertThat(task.desiredStatus()).isEqualTo("RUNNING");
    assertThat(task.startedBy()).isEqualTo("iguazu");
    assertThat(task.group()).isEqualTo("jobs");
    assertThat(task.tags()).containsExactly(tag);
    assertThat(task.createdAt()).isEqualTo(SettableClock.NOON);
    assertThat(task.cpu()).isEqualTo("256");
    assertThat(task.memory()).isEqualTo("512");
  }

  @Test
  void everyChangeRaisesTheVersion() {
    Task created = loopback.run(definition, _ -> {}).tasks().getFirst();
    Task running = loopback.describe(created.taskArn());

    engine.end(created.taskArn(), 0);

    Task stopped = loopback.describe(created.taskArn());
    assertThat(running.version()).isGreaterThan(created.version());
    assertThat(stopped.version()).isGreaterThan(running.version());
  }

  @Test
  void tagsAreShownWhenAskedForAndDeletedByStopTask() {
    Tag tag = Tag.builder().key("a").value("b").build();
    String arn = loopback.run(definition, r -> r.tags(tag)).tasks().getFirst().taskArn();
    assertThat(loopback.describe(arn).tags()).isEmpty();
    assertThat(tagged(arn).tags()).containsExactly(tag);

    loopback.ecs.stopTask(request -> request.task(arn));

    assertThat(tagged(arn).tags()).isEmpty();
  }

  private Task tagged(String arn) {
    return loopback.ecs.describeTasks(r -> r.tasks(arn).include(TaskField.TAGS)).tasks().getFirst();
  }

  @Test
  void aMissingOrUnknownTaskDefinitionIsAClientException() {
    assertThatExceptionOfType(ClientException.class)
        .isThrownBy(() -> loopback.ecs.runTask(request -> request.cluster("default")));
    assertThatExceptionOfType(ClientException.class).isThrownBy(() -> loopback.run("unknown:1"));
  }

  @Test
  void aDeregisteredTaskDefinitionCannotBeRun() {
    loopback.ecs.deregisterTaskDefinition(request -> request.taskDefinition(definition));

    assertThatExceptionOfType(ClientException.class)
        .isThrownBy(() -> loopback.run(definition))
        .withMessageContaining("inactive");
  }

  @Test
  void anUnknownClusterIsNotFound() {
    assertThatExceptionOfType(ClusterNotFoundException.class)
        .isThrownBy(() -> loopback.run(definition, request -> request.cluster("nowhere")));
  }

  @Test
  void overridesMayBe8192CharactersAndNoMore() {
    int frame =
        "{'containerOverrides':[{'name':'main','environment':[{'name':'A','value':''}]}]}".length();

    loopback.run(definition, environmentOf(8192 - frame));

    assertInvalid(environmentOf(8193 - frame));
  }

  private static Consumer<RunTaskRequest.Builder> environmentOf(int length) {
    return request -> request.overrides(Loopback.environment("A", "x".repeat(length)));
  }

  @Test
  void tokensCountsAndStartersOutOfBoundsAreInvalid() {
    assertInvalid(request -> request.clientToken("x".repeat(65)));
    assertInvalid(request -> request.clientToken("with space"));
    assertInvalid(request -> request.startedBy("a:b"));
    assertInvalid(request -> request.startedBy("x".repeat(129)));
    assertInvalid(request -> request.count(0));
    assertInvalid(request -> request.count(11));
    assertInvalid(request -> request.launchType("FARGATE"));
    assertThat(engine.started()).isZero();
  }

  @Test
  void anOverrideForAContainerThatIsNotThereIsInvalid() {
    assertInvalid(request ->
        request.overrides(
            Loopback.environment("A", "b").toBuilder()
                .containerOverrides(ContainerOverride.builder().name("other").build())
                .build()));
  }

  private void assertInvalid(Consumer<RunTaskRequest.Builder> changes) {
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> loopback.run(definition, changes));
  }

  @Test
  void anActionThatIsNotImplementedIsNamed() {
    assertThatExceptionOfType(EcsException.class)
        .isThrownBy(() -> loopback.ecs.listServices(request -> request.cluster("default")))
        .withMessageContaining("AmazonEC2ContainerServiceV20141113.ListServices")
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400));
  }
}
