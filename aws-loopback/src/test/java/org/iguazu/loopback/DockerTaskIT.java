package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.iguazu.loopback.engine.docker.DockerEngine;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.docker.NeedsDocker;
import org.iguazu.loopback.engine.docker.TestImage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.IpcMode;
import software.amazon.awssdk.services.ecs.model.KernelCapabilities;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.Scope;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.ecs.model.Tmpfs;
import software.amazon.awssdk.services.ecs.model.Ulimit;
import software.amazon.awssdk.services.ecs.model.UlimitName;
import software.amazon.awssdk.services.ecs.model.Volume;

/** What a task definition says through the SDK is what is found inside the container. */
@NeedsDocker
final class DockerTaskIT {

  @TempDir Path directory;
  private Loopback loopback;

  @BeforeEach
  void start() {
    loopback =
        Loopback.in(
            directory, config -> config.withEngine(DockerEngine.with(DockerOptions.defaults())));
  }

  @AfterEach
  void stop() {
    loopback.close();
  }

  private static ContainerDefinition container(
      String script, Consumer<ContainerDefinition.Builder> changes) {
    return Loopback.container(it ->
        it.image(TestImage.NAME).command("sh", "-c", script).stopTimeout(2).applyMutation(changes));
  }

  @Test
  @EnabledIf("org.iguazu.loopback.engine.docker.TestImage#seesCgroupsOfVersion1")
  void allThatMakesATaskHardIsFoundInside() {
    String script =
        "id -u; ls /sys/class/net; grep -E '^(CapBnd|NoNewPrivs)' /proc/self/status; ulimit -n;"
            + " touch /x 2>/dev/null || echo read-only; df -m --output=size /tmp | tail -n 1 | tr"
            + " -d ' '; cat /proc/1/comm /sys/fs/cgroup/cpu/cpu.shares; echo $LABEL; pwd; cat"
            + " /sys/fs/cgroup/memory/memory.memsw.limit_in_bytes; ls /dev/shm 2>/dev/null || echo"
            + " alone";
    loopback.ecs.registerTaskDefinition(request ->
        request
            .family("hard")
            .ipcMode(IpcMode.NONE)
            .cpu("512")
            .memory("256")
            .containerDefinitions(
                container(
                    script,
                    main ->
                        main.disableNetworking(true)
                            .user("65532:65532")
                            .readonlyRootFilesystem(true)
                            .dockerSecurityOptions("no-new-privileges")
                            .environment(Loopback.pair("LABEL", "a"))
                            .workingDirectory("/tmp")
                            .memory(128)
                            .ulimits(limit(UlimitName.NOFILE, 77))
                            .linuxParameters(hard()))));

    Task task = loopback.awaitStopped(loopback.run("hard"));

    assertThat(loopback.log(task.taskArn()))
        .containsExactly(
            "65532",
            "lo",
            "CapBnd:\t0000000000000000",
            "NoNewPrivs:\t1",
            "77",
            "read-only",
            "3",
            "docker-init",
            "256",
            "a",
            "/tmp",
            String.valueOf(128L << 20),
            "alone");
    assertThat(task.containers().getFirst().exitCode()).isZero();
  }

  private static LinuxParameters hard() {
    return LinuxParameters.builder()
        .capabilities(KernelCapabilities.builder().drop("ALL").build())
        .initProcessEnabled(true)
        .maxSwap(0)
        .tmpfs(Tmpfs.builder().containerPath("/tmp").size(3).mountOptions("mode=1777").build())
        .build();
  }

  private static Ulimit limit(UlimitName name, int limit) {
    return Ulimit.builder().name(name).softLimit(limit).hardLimit(limit).build();
  }

  @Test
  void containersFollowEachOtherOnAVolumeOfTheTask() {
    MountPoint io = MountPoint.builder().sourceVolume("io").containerPath("/io").build();
    Volume volume =
        Volume.builder()
            .name("io")
            .dockerVolumeConfiguration(docker -> docker.scope(Scope.TASK).driver("local"))
            .build();
    loopback.ecs.registerTaskDefinition(request ->
        request
            .family("staged")
            .volumes(volume)
            .containerDefinitions(
                container(
                    "echo in > /io/f",
                    stage -> stage.name("stage").essential(false).mountPoints(io)),
                container("cat /io/f", main -> main.mountPoints(io).dependsOn(on("stage")))));

    Task task = loopback.awaitStopped(loopback.run("staged"));

    assertThat(loopback.log(task.taskArn())).containsExactly("in");
    assertThat(task.containers()).extracting(Container::exitCode).containsExactly(0, 0);
  }

  private static ContainerDependency on(String container) {
    return ContainerDependency.builder()
        .containerName(container)
        .condition(ContainerCondition.SUCCESS)
        .build();
  }

  @Test
  void aContainerThatRanOutOfMemoryIsToldAsEcsTellsIt() {
    loopback.ecs.registerTaskDefinition(request ->
        request
            .family("hog")
            .containerDefinitions(
                container("python3 -c 'x = bytearray(1 << 28)'", main -> main.memory(32))));

    Container main = loopback.awaitStopped(loopback.run("hog")).containers().getFirst();

    assertThat(main.exitCode()).isEqualTo(137);
    assertThat(main.reason()).isEqualTo("OutOfMemoryError: Container killed due to memory usage");
  }

  @Test
  void anImageThatIsNowhereFailsToStart() {
    loopback.ecs.registerTaskDefinition(request ->
        request
            .family("nowhere")
            .containerDefinitions(container("true", main -> main.image("127.0.0.1:1/no:1"))));

    Task task = loopback.awaitStopped(loopback.run("nowhere"));

    assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
    assertThat(task.stoppedReason()).startsWith("CannotPullContainerError: ");
  }

  @Test
  void theMetadataOfItsTaskIsReachedFromTheBridgeAndNothingElseOfTheLoopback() {
    String script =
        """
        python3 -c 'import os, json, urllib.request as u
        at = os.environ["ECS_CONTAINER_METADATA_URI_V4"]
        print(json.load(u.urlopen(at + "/task"))["Family"])
        try: u.urlopen(at.split("/v4/")[0] + "/", data=b"{}")
        except Exception as e: print(e)'
        """;
    loopback.ecs.registerTaskDefinition(
        request -> request.family("curious").containerDefinitions(container(script, _ -> {})));

    Task task = loopback.awaitStopped(loopback.run("curious"));

    assertThat(loopback.log(task.taskArn()))
        .isEqualTo(List.of("curious", "HTTP Error 404: Not Found"));
  }
}
