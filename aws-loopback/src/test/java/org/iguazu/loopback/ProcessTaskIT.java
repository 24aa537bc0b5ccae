package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.iguazu.loopback.engine.process.ProcessEngine;
import org.iguazu.loopback.engine.process.ProcessEngineOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

final class ProcessTaskIT {

  @TempDir Path directory;
  private Loopback loopback;

  @BeforeEach
  void start() {
    loopback = Loopback.in(directory, config -> config);
  }

  @AfterEach
  void stop() {
    loopback.close();
  }

  @Test
  void aTaskRunsAndItsExitCodeReasonTimesAndOutputAreTold() {
    String definition = loopback.registerScript("talks", "echo one; echo two >&2; exit 7");

    Task task = loopback.awaitStopped(loopback.run(definition));

    assertThat(task.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
    assertThat(task.stoppedReason()).isEqualTo("Essential container in task exited");
    assertThat(task.containers().getFirst().exitCode()).isEqualTo(7);
    assertThat(task.createdAt()).isBeforeOrEqualTo(task.startedAt());
    assertThat(task.startedAt()).isBeforeOrEqualTo(task.stoppedAt());
    assertThat(loopback.log(task.taskArn())).containsExactly("one", "two");
  }

  @Test
  void stopTaskSendsSigtermAndSaysThatTheUserWantedIt() {
    String definition =
        loopback.registerScript(
            "patient", "trap 'echo bye; exit 9' TERM; echo up; sleep 60 & wait");
    String arn = loopback.run(definition);
    loopback.awaitLog(arn, "up");

    loopback.ecs.stopTask(request -> request.task(arn).reason("timed out"));

    Task task = loopback.awaitStopped(arn);
    assertThat(task.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
    assertThat(task.stoppedReason()).isEqualTo("timed out");
    assertThat(task.containers().getFirst().exitCode()).isEqualTo(9);
    assertThat(loopback.log(arn)).containsExactly("up", "bye");
  }

  @Test
  void theEnvironmentIsWhatTheTaskSaysAndHardlyMore() {
    String definition =
        loopback.register(
            "env",
            main ->
                main.command("env")
                    .environment(Loopback.pair("A", "defined"), Loopback.pair("B", "b")));

    String arn =
        loopback
            .run(definition, request -> request.overrides(Loopback.environment("A", "overridden")))
            .tasks()
            .getFirst()
            .taskArn();

    loopback.awaitStopped(arn);
    assertThat(loopback.log(arn))
        .contains("A=overridden")
        .map(line -> line.substring(0, line.indexOf('=')))
        .containsOnly("A", "B", "PATH", "HOME", "LANG", "TMPDIR", "ECS_CONTAINER_METADATA_URI_V4");
  }

  @Test
  void aTaskThatAsksForIsolationIsRefused() {
    assertRefused("readonlyRootFilesystem", main -> main.readonlyRootFilesystem(true));
    assertRefused("disableNetworking", main -> main.disableNetworking(true));
    assertRefused("dockerSecurityOptions", main -> main.dockerSecurityOptions("no-new-privileges"));
    assertRefused("user", main -> main.user("65532"));
    assertRefused("linuxParameters.maxSwap", main -> main.linuxParameters(l -> l.maxSwap(0)));
  }

  private void assertRefused(String what, Consumer<ContainerDefinition.Builder> changes) {
    String definition =
        loopback.register(
            "hard", main -> main.command("touch", directory + "/ran").applyMutation(changes));

    Task task = loopback.awaitStopped(loopback.run(definition));

    assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
    assertThat(task.stoppedReason()).contains("cannot enforce " + what + " of container main");
    assertThat(directory.resolve("ran")).doesNotExist();
  }

  @Test
  void whenAnEssentialContainerEndsTheOthersAreStopped() {
    ContainerDefinition main = Loopback.container(c -> c.command("sh", "-c", "exit 4"));
    ContainerDefinition side =
        Loopback.container(c -> c.name("side").essential(false).command("sleep", "600"));
    loopback.ecs.registerTaskDefinition(r -> r.family("two").containerDefinitions(main, side));

    Task task = loopback.awaitStopped(loopback.run("two"));

    assertThat(task.containers()).extracting(Container::exitCode).containsExactly(4, 143);
    assertThat(task.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
  }

  @Test
  void aCommandThatIsNotThereFailsToStart() {
    String definition = loopback.register("none", main -> main.command("/no/such/command"));

    Task task = loopback.awaitStopped(loopback.run(definition));

    assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
    assertThat(task.stoppedReason()).contains("no executable /no/such/command");
  }

  @Test
  void anImageFromARegistryFailsToStart() {
    String definition = loopback.register("docker", main -> main.image("nginx:1"));

    Task task = loopback.awaitStopped(loopback.run(definition));

    assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
    assertThat(task.stoppedReason()).startsWith("CannotPullContainerError").contains("nginx:1");
  }

  @Test
  void aTaskWorksInADirectoryOfItsOwnThatIsDeletedAfterwards() throws IOException {
    loopback.close();
    var options = ProcessEngineOptions.defaults().withCleanupDelay(Duration.ZERO);
    loopback = Loopback.in(directory, config -> config.withEngine(ProcessEngine.with(options)));
    String definition = loopback.registerScript("home", "pwd; echo $HOME; touch left-behind");

    Task task = loopback.awaitStopped(loopback.run(definition));

    List<String> lines = loopback.log(task.taskArn());
    assertThat(lines.getFirst())
        .isEqualTo(lines.getLast())
        .startsWith(directory.toRealPath().toString());
    await().atMost(Duration.ofSeconds(10)).until(() -> !Files.exists(Path.of(lines.getFirst())));
  }
}
