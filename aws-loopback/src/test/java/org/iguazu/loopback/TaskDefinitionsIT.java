package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.Device;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.SystemControl;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** Task definitions are numbered, kept, and checked. */
final class TaskDefinitionsIT extends WireFixture {

  private TaskDefinition describe(String reference) {
    return loopback.ecs.describeTaskDefinition(r -> r.taskDefinition(reference)).taskDefinition();
  }

  @Test
  void everyRegistrationIsANewRevisionOfItsFamily() {
    assertThat(loopback.register("a", _ -> {}))
        .isEqualTo("arn:aws:ecs:us-east-1:000000000000:task-definition/a:1");
    assertThat(loopback.register("a", _ -> {})).endsWith("/a:2");
    assertThat(loopback.register("b", _ -> {})).endsWith("/b:1");
  }

  @Test
  void whatWasRegisteredIsDescribed() {
    String arn = loopback.register("a", main -> main.command("x", "y").stopTimeout(7));

    TaskDefinition described = describe("a:1");

    ContainerDefinition main = described.containerDefinitions().getFirst();
    assertThat(described.taskDefinitionArn()).isEqualTo(arn);
    assertThat(described.status()).isEqualTo(TaskDefinitionStatus.ACTIVE);
    assertThat(described.registeredAt()).isEqualTo(SettableClock.NOON);
    assertThat(main.command()).containsExactly("x", "y");
    assertThat(main.stopTimeout()).isEqualTo(7);
    assertThat(main.essential()).isTrue();
  }

  @Test
  void aFamilyAloneMeansItsNewestActiveRevision() {
    loopback.register("a", _ -> {});
    loopback.register("a", _ -> {});
    loopback.ecs.deregisterTaskDefinition(request -> request.taskDefinition("a:2"));

    assertThat(describe("a").revision()).isEqualTo(1);
    assertThat(describe("a:2").status()).isEqualTo(TaskDefinitionStatus.INACTIVE);
    assertThat(loopback.register("a", _ -> {})).endsWith("a:3");
  }

  @Test
  void revisionsAreListedInOrder() {
    List<String> arns = List.of(loopback.register("a", _ -> {}), loopback.register("a", _ -> {}));
    loopback.register("b", _ -> {});

    assertThat(loopback.ecs.listTaskDefinitions(r -> r.familyPrefix("a")).taskDefinitionArns())
        .isEqualTo(arns);
    assertThat(
            loopback
                .ecs
                .listTaskDefinitions(r -> r.familyPrefix("a").sort(SortOrder.DESC))
                .taskDefinitionArns())
        .isEqualTo(arns.reversed());
  }

  @Test
  void theySurviveARestart() {
    String arn = loopback.register("a", _ -> {});

    restart();

    assertThat(describe(arn).taskDefinitionArn()).isEqualTo(arn);
    assertThat(loopback.register("a", _ -> {})).endsWith("a:2");
  }

  @Test
  void whatEcsRefusesIsRefused() {
    assertRefused(main -> main.name(null));
    assertRefused(main -> main.image(null));
    assertRefused(main -> main.memory(null));
    assertRefused(main -> main.memory(10).memoryReservation(20));
    assertRefused(main -> main.essential(false));
    assertRefused(main -> main.command("x".repeat(70_000)));
    assertThatExceptionOfType(ClientException.class)
        .isThrownBy(() -> loopback.register("no spaces", _ -> {}));
    assertThatExceptionOfType(ClientException.class).isThrownBy(() -> describe("unknown:1"));
  }

  @Test
  void dependenciesThatCanNeverBeMetAreRefused() {
    assertRefused("no other container", main -> main.dependsOn(on("nobody", "START")));
    assertRefused("no other container", main -> main.dependsOn(on("main", "START")));
    assertRefused("no healthCheck", main -> main.dependsOn(on("side", "HEALTHY")));
    assertRefused("COMPLETE of essential", main -> main.dependsOn(on("side", "COMPLETE")));
    assertRefused("condition 'SOON'", main -> main.dependsOn(on("side", "SOON")));
  }

  @Test
  void containersThatDependOnEachOtherAreRefused() {
    assertThatExceptionOfType(ClientException.class)
        .isThrownBy(() ->
            register(
                Loopback.container(main -> main.dependsOn(on("side", "START"))),
                Loopback.container(side -> side.name("side").dependsOn(on("main", "START")))))
        .withMessageContaining("in a circle: [main, side]");
  }

  @Test
  void whatTheLoopbackWouldHaveToIgnoreIsRefused() {
    assertRefused("privileged", main -> main.privileged(true));
    assertRefused(
        "log driver json-file",
        main -> main.logConfiguration(log -> log.logDriver(LogDriver.JSON_FILE)));
    assertRefused(
        "awslogs-multiline-pattern",
        main ->
            main.logConfiguration(log ->
                log.logDriver(LogDriver.AWSLOGS)
                    .options(Map.of("awslogs-group", "/jobs", "awslogs-multiline-pattern", "^x"))));
    assertRefused(
        "systemControls",
        main -> main.systemControls(SystemControl.builder().namespace("a").build()));
    assertRefused(
        "devices",
        main -> main.linuxParameters(l -> l.devices(Device.builder().hostPath("/dev").build())));
    assertRefused(
        "unknown volume 'v'",
        main ->
            main.mountPoints(MountPoint.builder().sourceVolume("v").containerPath("/v").build()));
  }

  private static ContainerDependency on(String container, String condition) {
    return ContainerDependency.builder().containerName(container).condition(condition).build();
  }

  private void register(ContainerDefinition... containers) {
    loopback.ecs.registerTaskDefinition(r -> r.family("a").containerDefinitions(containers));
  }

  private void assertRefused(String why, Consumer<ContainerDefinition.Builder> changes) {
    assertThatExceptionOfType(ClientException.class)
        .isThrownBy(() ->
            register(Loopback.container(changes), Loopback.container(side -> side.name("side"))))
        .withMessageContaining(why);
  }

  private void assertRefused(Consumer<ContainerDefinition.Builder> changes) {
    assertThatExceptionOfType(ClientException.class)
        .isThrownBy(() -> loopback.register("a", changes));
  }
}
