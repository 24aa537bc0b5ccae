package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        loopback.registerScript("patient", "trap 'echo bye; exit 9' TERM; echo up; sleep 60 & wait");
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
            .run(
                definition,
                request -> request.overrides(Loopback.environment("A", "overridden")))
            .tasks()
            .getFirst()
            .taskArn();

    loopback.awaitStopped(arn);
    assertThat(loopback.log(arn))
        .contains("A=overridden")
        .map(line -> line.substring(0, line.indexOf('=')))
        .containsOnly("A", "B", "PATH", "HOME", "LANG", "TMPDIR", "ECS_CONTAINER_METADATA_URI_V4");
  }
}
