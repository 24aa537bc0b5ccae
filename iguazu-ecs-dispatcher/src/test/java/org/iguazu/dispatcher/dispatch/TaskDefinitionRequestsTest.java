package org.iguazu.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.iguazu.api.job.Isolation;
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

  private ContainerDefinition mainOf(Isolation isolation) {
    return requests
        .of(Jobs.aJob("grade").isolation(isolation).build())
        .containerDefinitions()
        .getFirst();
  }
}
