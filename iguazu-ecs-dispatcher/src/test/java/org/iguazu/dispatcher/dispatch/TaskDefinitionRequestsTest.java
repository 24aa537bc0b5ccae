package org.iguazu.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.iguazu.api.job.InputFile;
import org.iguazu.api.job.Isolation;
import org.iguazu.api.job.Outputs;
import org.iguazu.dispatcher.isolation.IsolationFields;
import org.iguazu.dispatcher.isolation.IsolationProperties;
import org.iguazu.dispatcher.log.LogProperties;
import org.iguazu.dispatcher.staging.StagingFields;
import org.iguazu.dispatcher.staging.StagingProperties;
import org.iguazu.test.Jobs;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

class TaskDefinitionRequestsTest {

  private final TaskDefinitionRequests requests =
      new TaskDefinitionRequests(
          Region.EU_CENTRAL_1,
          new LogProperties("/iguazu/"),
          new IsolationFields(new IsolationProperties("")),
          new StagingFields(new StagingProperties("courier")));

  @Test
  void saysWhatTheJobSays() {
    RegisterTaskDefinitionRequest request =
        requests.of(
            Jobs.aJob("export-grades")
                .command(List.of("--all"))
                .environment(Map.of("TERM", "spring"))
                .stopTimeout(Duration.ofMillis(9_500))
                .build());

    ContainerDefinition main = request.containerDefinitions().getFirst();
    assertThat(request.family()).isEqualTo("iguazu-export-grades");
    assertThat(main.name()).isEqualTo("main");
    assertThat(main.image()).isEqualTo("registry.example/export-grades:1");
    assertThat(main.command()).containsExactly("--all");
    assertThat(main.environment())
        .containsExactly(KeyValuePair.builder().name("TERM").value("spring").build());
    assertThat(main.cpu()).isEqualTo(256);
    assertThat(main.memory()).isEqualTo(256);
    assertThat(main.stopTimeout()).as("whole seconds, never shorter").isEqualTo(10);
    assertThat(main.logConfiguration().options())
        .containsEntry("awslogs-group", "/iguazu/export-grades")
        .containsEntry("awslogs-create-group", "true")
        .containsEntry("awslogs-stream-prefix", "iguazu")
        .containsEntry("awslogs-region", "eu-central-1");
  }

  @Test
  void saysVariablesInTheOrderOfTheirNamesInEveryProcess() {
    List<String> names = List.of("CITY", "LANG", "PATH", "ROLE", "TERM", "USER", "YEAR", "ZONE");
    Map<String, String> variables = names.stream().collect(Collectors.toMap(it -> it, it -> "1"));
    RegisterTaskDefinitionRequest request =
        requests.of(Jobs.aJob("a").environment(variables).build());

    assertThat(request.containerDefinitions().getFirst().environment())
        .extracting(KeyValuePair::name)
        .containsExactlyElementsOf(names);
  }

  @Test
  void keepsTheImagesOwnCommandIfTheJobHasNone() {
    ContainerDefinition main = mainOf(Isolation.SHARED);

    assertThat(main.hasCommand()).isFalse();
  }

  @Test
  void sharedIsAnOrdinaryContainer() {
    ContainerDefinition main = mainOf(Isolation.SHARED);

    assertThat(main.disableNetworking()).isNull();
    assertThat(main.user()).isNull();
    assertThat(main.linuxParameters()).isNull();
  }

  @Test
  void filesArePutInPlaceBeforeTheJobStartsAndItCanOnlyReadThem() {
    List<ContainerDefinition> containers = staged().containerDefinitions();
    ContainerDefinition main = containers.getFirst();

    assertThat(containers)
        .extracting(ContainerDefinition::name)
        .containsExactly("main", "stage", "report");
    assertThat(main.dependsOn())
        .extracting(it -> it.containerName() + " " + it.condition())
        .containsExactly("stage SUCCESS", "report START");
    assertThat(containers.get(2).dependsOn())
        .as("the one with more to do is started first")
        .extracting(it -> it.containerName() + " " + it.condition())
        .containsExactly("stage START");
    assertThat(main.mountPoints())
        .extracting(it -> it.containerPath() + " " + it.readOnly())
        .containsExactly("/iguazu/in true", "/iguazu/out false");
    assertThat(containers.get(2).mountPoints())
        .as("what was left cannot change under it")
        .extracting(it -> it.containerPath() + " " + it.readOnly())
        .containsExactly("/iguazu/in true", "/iguazu/out true");
    assertThat(containers)
        .extracting(ContainerDefinition::essential)
        .as("it is over when that was reported")
        .containsExactly(false, false, true);
  }

  @Test
  void onlyTheCouriersHaveANetworkAndTheyAreNobodyElseEither() {
    List<ContainerDefinition> containers = staged().containerDefinitions();

    assertThat(containers)
        .extracting(ContainerDefinition::disableNetworking)
        .containsExactly(true, null, null);
    assertThat(containers).extracting(ContainerDefinition::user).doesNotContainNull();
    assertThat(containers)
        .allSatisfy(it -> {
          assertThat(it.readonlyRootFilesystem()).isTrue();
          assertThat(it.dockerSecurityOptions()).contains("no-new-privileges");
          assertThat(it.linuxParameters().capabilities().drop()).containsExactly("ALL");
        });
  }

  @Test
  void theRoomForFilesIsInMemoryAndLimited() {
    String user = staged().containerDefinitions().getFirst().user().replaceFirst(":.*", "");

    assertThat(staged().volumes())
        .extracting(it -> it.dockerVolumeConfiguration().driverOpts().get("o"))
        .containsExactly(
            "size=51m,nr_inodes=10010,uid=%s,gid=%s,mode=0700,noexec,nosuid,nodev"
                .formatted(user, user),
            "size=8m,nr_inodes=1010,uid=%s,gid=%s,mode=0700,noexec,nosuid,nodev"
                .formatted(user, user));
  }

  private RegisterTaskDefinitionRequest staged() {
    return requests.of(
        Jobs.aJob("grade")
            .isolation(Isolation.HARDENED)
            .inputs(
                List.of(
                    InputFile.named("one").maxSize(10).build(),
                    InputFile.named("two").maxSize(20).unpack(true).build()))
            .outputs(new Outputs(10, 8))
            .build());
  }

  private ContainerDefinition mainOf(Isolation isolation) {
    return requests
        .of(Jobs.aJob("grade").isolation(isolation).build())
        .containerDefinitions()
        .getFirst();
  }
}
