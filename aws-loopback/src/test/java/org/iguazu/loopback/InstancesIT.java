package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.iguazu.loopback.ecs.InstanceSpec;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceStatus;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Instances fill up, drain, boot and die. */
final class InstancesIT extends WireFixture {

  private List<String> arns() {
    return loopback.ecs.listContainerInstances(r -> r.cluster("default")).containerInstanceArns();
  }

  private ContainerInstance only() {
    return loopback
        .ecs
        .describeContainerInstances(request -> request.containerInstances(arns()))
        .containerInstances()
        .getFirst();
  }

  private static int amount(List<Resource> resources, String name) {
    return resources.stream()
        .filter(resource -> resource.name().equals(name))
        .findFirst()
        .orElseThrow()
        .integerValue();
  }

  private void drain(String instance) {
    loopback.ecs.updateContainerInstancesState(
        r -> r.containerInstances(instance).status(ContainerInstanceStatus.DRAINING));
  }

  @Test
  void aTaskTakesRoomAndGivesItBack() {
    String arn = loopback.run(loopback.register("job", _ -> {}));
    assertThat(amount(only().remainingResources(), "CPU")).isEqualTo(4096 - 256);
    assertThat(amount(only().remainingResources(), "MEMORY")).isEqualTo(8192 - 512);
    assertThat(amount(only().registeredResources(), "MEMORY")).isEqualTo(8192);
    assertThat(only().runningTasksCount()).isEqualTo(1);

    engine.end(arn, 0);

    assertThat(amount(only().remainingResources(), "MEMORY")).isEqualTo(8192);
    assertThat(only().runningTasksCount()).isZero();
  }

  @Test
  void aFullInstanceIsAFailureThatSaysWhatIsMissing() {
    String memory = loopback.register("memory", main -> main.memory(8193));
    String cpu = loopback.register("cpu", main -> main.cpu(4097));

    assertThat(reason(loopback.run(memory, _ -> {}))).isEqualTo("RESOURCE:MEMORY");
    assertThat(reason(loopback.run(cpu, _ -> {}))).isEqualTo("RESOURCE:CPU");
  }

  private static String reason(RunTaskResponse response) {
    assertThat(response.tasks()).isEmpty();
    return response.failures().getFirst().reason();
  }

  @Test
  void ofSeveralTasksThoseAreRunForWhichThereIsRoom() {
    String half = loopback.register("half", main -> main.memory(4096));

    RunTaskResponse response = loopback.run(half, request -> request.count(3));

    assertThat(response.tasks()).hasSize(2);
    assertThat(response.failures()).hasSize(1);
  }

  @Test
  void theSoftLimitIsWhatIsReservedAndTheTasksOwnFiguresGoFirst() {
    String soft = loopback.register("soft", main -> main.memory(8193).memoryReservation(100));
    loopback.run(soft);
    assertThat(amount(only().remainingResources(), "MEMORY")).isEqualTo(8192 - 100);

    loopback.ecs.registerTaskDefinition(r ->
        r.family("sized")
            .cpu("1024")
            .memory("2048")
            .requiresCompatibilities(Compatibility.EC2)
            .containerDefinitions(Loopback.container(_ -> {})));
    loopback.run("sized");

    assertThat(amount(only().remainingResources(), "MEMORY")).isEqualTo(8192 - 100 - 2048);
    assertThat(amount(only().remainingResources(), "CPU")).isEqualTo(4096 - 256 - 1024);
  }

  @Test
  void aDrainingInstanceKeepsItsTasksAndTakesNoNewOnes() {
    loopback.server.hosts().launch("default", InstanceSpec.of(1, 4096, 8192));
    String definition = loopback.register("job", _ -> {});
    String before = loopback.run(definition);
    String drained = loopback.describe(before).containerInstanceArn();

    drain(drained);
    RunTaskResponse after = loopback.run(definition, request -> request.count(10));

    assertThat(loopback.describe(before).lastStatus()).isEqualTo("RUNNING");
    assertThat(after.tasks()).hasSize(10).noneMatch(t -> t.containerInstanceArn().equals(drained));
  }

  @Test
  void withoutAnActiveInstanceRunTaskIsInvalid() {
    drain(arns().getFirst());

    String definition = loopback.register("job", _ -> {});

    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> loopback.run(definition))
        .withMessageContaining("No Container Instances were found in your cluster.");
  }

  @Test
  void anInstanceTakesItsTimeToBoot() {
    InstanceSpec slow = InstanceSpec.of(1, 4096, 8192).bootingFor(Duration.ofSeconds(90));
    loopback.server.hosts().launch("default", slow);
    later(Duration.ofSeconds(89));
    assertThat(arns()).hasSize(1);

    later(Duration.ofSeconds(1));

    assertThat(arns()).hasSize(2);
  }

  @Test
  void theTasksOfATerminatedHostStopWithANotice() {
    String arn = loopback.run(loopback.register("job", _ -> {}));
    ContainerInstance instance = only();

    loopback.server.hosts().terminate("default", instance.containerInstanceArn());

    Task task = loopback.describe(arn);
    assertThat(task.lastStatus()).isEqualTo("STOPPED");
    assertThat(task.stopCode()).isEqualTo(TaskStopCode.TERMINATION_NOTICE);
    assertThat(task.stoppedReason())
        .isEqualTo("Host EC2 (instance %s) terminated.", instance.ec2InstanceId());
    assertThat(task.containers().getFirst().exitCode()).isNull();
    assertThat(arns()).isEmpty();
  }

  @Test
  void theTasksOfAHostThatVanishedSeemToRunOn() {
    String definition = loopback.register("job", _ -> {});
    String arn = loopback.run(definition);

    loopback.server.hosts().lose("default", only().containerInstanceArn());

    assertThat(loopback.describe(arn).lastStatus()).isEqualTo("RUNNING");
    assertThat(only().agentConnected()).isFalse();
    assertThat(reason(loopback.run(definition, _ -> {}))).isEqualTo("AGENT");
  }

  @Test
  void onlyForceDeregistersABusyInstance() {
    String arn = loopback.run(loopback.register("job", _ -> {}));
    String instance = arns().getFirst();
    loopback.server.hosts().lose("default", instance);
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(
            () -> loopback.ecs.deregisterContainerInstance(r -> r.containerInstance(instance)));

    loopback.ecs.deregisterContainerInstance(r -> r.containerInstance(instance).force(true));

    assertThat(loopback.describe(arn).lastStatus()).isEqualTo("STOPPED");
    assertThat(arns()).isEmpty();
  }

  @Test
  void clustersAreCountedAndDescribed() {
    loopback.run(loopback.register("job", _ -> {}));

    var response = loopback.ecs.describeClusters(r -> r.clusters("default", "nowhere"));

    assertThat(response.clusters().getFirst().runningTasksCount()).isEqualTo(1);
    assertThat(response.clusters().getFirst().registeredContainerInstancesCount()).isEqualTo(1);
    assertThat(response.failures().getFirst().reason()).isEqualTo("MISSING");
    assertThat(loopback.ecs.listClusters().clusterArns())
        .containsExactly("arn:aws:ecs:us-east-1:000000000000:cluster/default");
  }
}
