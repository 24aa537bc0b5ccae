package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** RunTask with a token is done once, as long as ECS remembers the token. */
final class ClientTokenIT extends WireFixture {

  private String definition = "";

  @BeforeEach
  void register() {
    definition = loopback.register("job", _ -> {});
  }

  private static void once(RunTaskRequest.Builder request) {
    request.clientToken("inv-1");
  }

  private String runOnce() {
    return loopback.run(definition, ClientTokenIT::once).tasks().getFirst().taskArn();
  }

  @Test
  void theSameRequestAgainStartsNothingAndNamesTheSameTask() {
    String first = runOnce();

    String second = runOnce();

    assertThat(second).isEqualTo(first);
    assertThat(engine.started()).isEqualTo(1);
  }

  @Test
  void ofAStoppedTaskOnlyTheBareStatusIsRepeated() {
    engine.end(runOnce(), 0);

    Task again = loopback.run(definition, ClientTokenIT::once).tasks().getFirst();

    assertThat(again.lastStatus()).isEqualTo("STOPPED");
    assertThat(again.createdAt()).isNull();
  }

  @Test
  void anotherRequestWithTheTokenIsAConflictThatNamesTheTask() {
    String first = runOnce();

    ConflictException conflict =
        catchThrowableOfType(
            ConflictException.class,
            () -> loopback.run(definition, request -> request.clientToken("inv-1").group("g")));

    assertThat(conflict.resourceIds()).containsExactly(first);
    assertThat(engine.started()).isEqualTo(1);
  }

  @Test
  void aRefusalIsRepeatedEvenIfThereIsRoomNow() {
    String big = loopback.register("big", main -> main.memory(8000));
    String inTheWay = loopback.run(definition);
    assertThat(loopback.run(big, ClientTokenIT::once).failures()).hasSize(1);
    engine.end(inTheWay, 0);

    RunTaskResponse again = loopback.run(big, ClientTokenIT::once);

    assertThat(again.tasks()).isEmpty();
    assertThat(again.failures().getFirst().reason()).isEqualTo("RESOURCE:MEMORY");
    assertThat(loopback.run(big, request -> request.clientToken("inv-1-2")).tasks()).hasSize(1);
  }

  @Test
  void ofARefusalOlderThanAnHourOnlyTheNumberIsRepeated() {
    String big = loopback.register("big", main -> main.memory(9000));
    loopback.run(big, ClientTokenIT::once);
    later(Duration.ofMinutes(61));

    RunTaskResponse again = loopback.run(big, ClientTokenIT::once);

    assertThat(again.failures()).hasSize(1);
    assertThat(again.failures().getFirst().reason()).isNull();
  }

  @Test
  void aTokenIsForgottenAnHourAfterItsTaskStopped() {
    String first = runOnce();
    later(Duration.ofHours(2));
    engine.end(first, 0);
    later(Duration.ofMinutes(59));
    assertThat(runOnce()).isEqualTo(first);

    later(Duration.ofMinutes(1));

    assertThat(runOnce()).isNotEqualTo(first);
  }

  @Test
  void aTokenIsForgottenAfterADayAlthoughItsTaskStillRuns() {
    String first = runOnce();
    later(Duration.ofHours(24).minusSeconds(1));
    assertThat(runOnce()).isEqualTo(first);

    later(Duration.ofSeconds(1));

    assertThat(runOnce()).isNotEqualTo(first);
  }

  @Test
  void theTokenOfAnotherClusterIsAnotherToken() {
    loopback.ecs.createCluster(request -> request.clusterName("grade"));
    loopback.server.hosts().launch("grade", InstanceSpec.of(1, 4096, 8192));
    String first = runOnce();

    RunTaskResponse other = loopback.run(definition, r -> r.cluster("grade").clientToken("inv-1"));

    assertThat(other.tasks().getFirst().taskArn()).contains("task/grade/").isNotEqualTo(first);
  }

  @Test
  void aRestartForgetsNoToken() {
    String first = runOnce();

    restart();

    assertThat(runOnce()).isEqualTo(first);
    assertThat(engine.started()).isEqualTo(1);
  }
}
