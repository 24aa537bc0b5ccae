package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** Finding tasks again: ListTasks and DescribeTasks. */
final class TaskListingIT extends WireFixture {

  private String definition = "";

  @Override
  LoopbackConfig configure(LoopbackConfig config) {
    return config.withMissingWindow(Duration.ofSeconds(2));
  }

  @BeforeEach
  void register() {
    definition = loopback.register("job", _ -> {});
  }

  private String settled(String startedBy) {
    String arn = loopback.run(definition, r -> r.startedBy(startedBy)).tasks().getFirst().taskArn();
    later(Duration.ofSeconds(2));
    return arn;
  }

  private List<String> list(Consumer<ListTasksRequest.Builder> changes) {
    return loopback.ecs.listTasks(r -> r.cluster("default").applyMutation(changes)).taskArns();
  }

  private DescribeTasksResponse describe(String arn) {
    return loopback.ecs.describeTasks(request -> request.tasks(arn));
  }

  @Test
  void aNewTaskIsMissingForAWhile() {
    String arn = loopback.run(definition);
    later(Duration.ofMillis(1999));
    assertThat(describe(arn).failures().getFirst().reason()).isEqualTo("MISSING");
    assertThat(list(_ -> {})).isEmpty();

    later(Duration.ofMillis(1));

    assertThat(describe(arn).tasks()).hasSize(1);
    assertThat(list(_ -> {})).containsExactly(arn);
  }

  @Test
  void aStoppedTaskIsMissingAfterAnHour() {
    String arn = settled("x");
    engine.end(arn, 0);
    later(Duration.ofMinutes(59));
    assertThat(describe(arn).tasks()).hasSize(1);

    later(Duration.ofMinutes(1));

    assertThat(describe(arn).failures().getFirst().reason()).isEqualTo("MISSING");
    assertThat(describe(arn).failures().getFirst().arn()).isEqualTo(arn);
  }

  @Test
  void aRestartForgetsNoStoppedTaskSoonerOrLater() {
    String first = settled("a");
    String second = settled("a");
    engine.end(second, 0);
    later(Duration.ofMinutes(30));
    engine.end(first, 7);
    restart();
    later(Duration.ofMinutes(31));

    DescribeTasksResponse known = loopback.ecs.describeTasks(r -> r.tasks(first, second));

    assertThat(known.tasks()).extracting(Task::taskArn).containsExactly(first);
    assertThat(known.tasks().getFirst().containers().getFirst().exitCode()).isEqualTo(7);
    assertThat(known.failures().getFirst().arn()).isEqualTo(second);
  }

  @Test
  void onlyTasksThatAreToRunAreListedUnlessAskedOtherwise() {
    String running = settled("a");
    String stopped = settled("a");
    engine.end(stopped, 0);

    assertThat(list(_ -> {})).containsExactly(running);
    assertThat(list(r -> r.desiredStatus(DesiredStatus.STOPPED))).containsExactly(stopped);
    assertThat(list(r -> r.desiredStatus(DesiredStatus.PENDING))).isEmpty();
    assertThat(list(r -> r.desiredStatus(DesiredStatus.STOPPED).family("job")))
        .containsExactly(stopped);
    assertThat(list(r -> r.family("other"))).isEmpty();
  }

  @Test
  void startedByFindsItsTasksAndMustBeTheOnlyFilter() {
    String ours = settled("inv-1");
    settled("inv-2");

    assertThat(list(r -> r.startedBy("inv-1"))).containsExactly(ours);
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> list(r -> r.startedBy("inv-1").family("job")))
        .withMessageContaining("cannot specify startedBy with other arguments");
  }

  @Test
  void aListComesInPagesThatMissNothingWhileTasksEnd() {
    List<String> all = Stream.generate(() -> settled("a")).limit(5).toList();
    ListTasksResponse first = loopback.ecs.listTasks(r -> r.maxResults(2));
    engine.end(all.getFirst(), 0);

    ListTasksResponse second =
        loopback.ecs.listTasks(r -> r.maxResults(10).nextToken(first.nextToken()));

    assertThat(first.taskArns()).isEqualTo(all.subList(0, 2));
    assertThat(second.taskArns()).isEqualTo(all.subList(2, 5));
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void theTasksOfOneInstanceAreListed() {
    String arn = settled("a");
    String instance = loopback.describe(arn).containerInstanceArn();

    assertThat(list(r -> r.containerInstance(instance))).containsExactly(arn);
    assertThat(list(r -> r.containerInstance("other"))).isEmpty();
  }

  @Test
  void noMoreThan100TasksAreDescribedAtOnce() {
    List<String> ids = Stream.generate(() -> "0".repeat(32)).limit(101).toList();

    assertThat(loopback.ecs.describeTasks(r -> r.tasks(ids.subList(0, 100))).failures())
        .hasSize(100);
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> loopback.ecs.describeTasks(r -> r.tasks(ids)));
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> loopback.ecs.describeTasks(r -> r.cluster("default")));
  }
}
