package org.iguazu.dispatcher.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.iguazu.api.job.Isolation;
import org.iguazu.api.job.JobDefinition;
import org.iguazu.api.job.Relaxations;
import org.iguazu.test.Jobs;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.IpcMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tmpfs;
import software.amazon.awssdk.services.ecs.model.Ulimit;
import software.amazon.awssdk.services.ecs.model.UlimitName;

class IsolationFieldsTest {

  private static final JobDefinition GRADE =
      Jobs.aJob("grade")
          .isolation(Isolation.HARDENED)
          .cpu(1_536)
          .memory(256)
          .timeout(Duration.ofMillis(90_001))
          .build();

  @Test
  void hardenedTakesAwayWhatStrangersMustNotHave() {
    ContainerDefinition main = containerOf(GRADE, "");

    assertThat(main.disableNetworking()).isTrue();
    assertThat(main.readonlyRootFilesystem()).isTrue();
    assertThat(main.privileged()).isFalse();
    assertThat(main.dockerSecurityOptions()).containsExactly("no-new-privileges");
    assertThat(main.linuxParameters().capabilities().drop()).containsExactly("ALL");
    assertThat(main.linuxParameters().capabilities().add()).isEmpty();
    assertThat(main.linuxParameters().maxSwap()).isZero();
    assertThat(main.linuxParameters().initProcessEnabled()).isTrue();
  }

  @Test
  void hardenedHasItsOwnIpcAndAHardShareOfTheCpuAndNoRole() {
    var task = RegisterTaskDefinitionRequest.builder();
    new IsolationFields(new IsolationProperties("")).add(GRADE, task);

    assertThat(task.build().ipcMode()).isEqualTo(IpcMode.NONE);
    assertThat(task.build().cpu()).isEqualTo("1536");
    assertThat(task.build().taskRoleArn()).isNull();
  }

  @Test
  void hardenedIsCappedInEverything() {
    ContainerDefinition main = containerOf(GRADE, "");

    assertThat(limits(main))
        .containsEntry(UlimitName.CORE, 0)
        .as("two cores for 91 seconds")
        .containsEntry(UlimitName.CPU, 182)
        .containsEntry(UlimitName.FSIZE, 256 << 20)
        .containsEntry(UlimitName.NOFILE, 1_024)
        .containsEntry(UlimitName.NPROC, 4_096);
    Tmpfs tmp = main.linuxParameters().tmpfs().getFirst();
    assertThat(tmp.containerPath()).isEqualTo("/tmp");
    assertThat(tmp.size()).isEqualTo(128);
    assertThat(tmp.mountOptions())
        .containsExactlyInAnyOrder("noexec", "nosuid", "nodev", "mode=1777", "nr_inodes=16384");
  }

  @Test
  void eachRelaxationLoosensOneThing() {
    Relaxations relaxations =
        new Relaxations.Builder()
            .openFiles(2_000)
            .fileSize(300)
            .tmp(200)
            .tmpFiles(50)
            .executableTmp(true)
            .build();
    ContainerDefinition main = containerOf(GRADE.toBuilder().relaxations(relaxations).build(), "");

    assertThat(limits(main))
        .containsEntry(UlimitName.NOFILE, 2_000)
        .containsEntry(UlimitName.FSIZE, 300 << 20);
    Tmpfs tmp = main.linuxParameters().tmpfs().getFirst();
    assertThat(tmp.size()).isEqualTo(200);
    assertThat(tmp.mountOptions())
        .containsExactlyInAnyOrder("exec", "nosuid", "nodev", "mode=1777", "nr_inodes=50");
  }

  @Test
  void eachJobHasAUserOfItsOwnThatIsTheSameInEveryProcess() {
    String grade = containerOf(GRADE, "").user();
    String other =
        containerOf(GRADE.toBuilder().name(Jobs.aJob("other").build().name()).build(), "").user();

    assertThat(grade).isEqualTo("55060:55060");
    assertThat(other).isNotEqualTo(grade);
  }

  @Test
  void theProfileOfTheHostsIsAskedForByName() {
    assertThat(containerOf(GRADE, "iguazu-hardened").dockerSecurityOptions())
        .containsExactly("no-new-privileges", "apparmor:iguazu-hardened");
  }

  @Test
  void aProfileThatCannotBeOneIsRefused() {
    assertThatThrownBy(() -> new IsolationProperties("a b"))
        .hasMessageContaining("iguazu.isolation.apparmor-profile")
        .hasMessageContaining("\"a b\"");
  }

  @Test
  void sharedIsAnOrdinaryContainer() {
    ContainerDefinition main = containerOf(Jobs.aJob("trusted").build(), "iguazu-hardened");

    assertThat(main).isEqualTo(ContainerDefinition.builder().build());
  }

  private static ContainerDefinition containerOf(JobDefinition job, String profile) {
    var container = ContainerDefinition.builder();
    new IsolationFields(new IsolationProperties(profile)).add(job, container);
    return container.build();
  }

  private static Map<UlimitName, Integer> limits(ContainerDefinition container) {
    return container.ulimits().stream().collect(Collectors.toMap(Ulimit::name, Ulimit::hardLimit));
  }
}
