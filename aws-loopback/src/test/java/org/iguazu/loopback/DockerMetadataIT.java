package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.iguazu.loopback.engine.docker.DockerEngine;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.docker.NeedsDocker;
import org.iguazu.loopback.engine.docker.TestImage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.Scope;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.Volume;

/** What containers on the bridge see of their task, and from where it can be seen. */
@NeedsDocker
final class DockerMetadataIT {

  private static final MountPoint IO =
      MountPoint.builder().sourceVolume("io").containerPath("/io").build();

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
      String name, String script, Consumer<ContainerDefinition.Builder> changes) {
    return Loopback.container(it ->
        it.name(name)
            .image(TestImage.NAME)
            .command("sh", "-c", script)
            .stopTimeout(2)
            .mountPoints(IO)
            .applyMutation(changes));
  }

  private static String python(String script) {
    return "python3 - 2>&1 <<'END'\nimport json, os, time, urllib.request as u\n"
        + script
        + "\nEND\n";
  }

  private void register(ContainerDefinition... containers) {
    Volume io =
        Volume.builder()
            .name("io")
            .dockerVolumeConfiguration(docker -> docker.scope(Scope.TASK).driver("local"))
            .build();
    loopback.ecs.registerTaskDefinition(
        request -> request.family("curious").volumes(io).containerDefinitions(containers));
  }

  private static ContainerDependency after(String container, ContainerCondition condition) {
    return ContainerDependency.builder().containerName(container).condition(condition).build();
  }

  private List<String> printed(Task task) {
    return loopback.log(task.taskArn());
  }

  @Test
  void aContainerIsToldWhatItIs() {
    String script =
        python(
            """
            at = os.environ["ECS_CONTAINER_METADATA_URI_V4"]
            me = json.load(u.urlopen(at))
            for field in "DockerId", "DockerName", "ImageID", "KnownStatus": print(me[field])
            """);
    register(container("main", script, _ -> {}));

    Task task = loopback.awaitStopped(loopback.run("curious"));

    assertThat(printed(task))
        .satisfiesExactly(
            id -> assertThat(id).isEqualTo(task.containers().getFirst().runtimeId()),
            name -> assertThat(name).startsWith("iguazu-").endsWith("-main"),
            image -> assertThat(image).matches("sha256:[0-9a-f]{64}"),
            status -> assertThat(status).isEqualTo("RUNNING"));
  }

  @Test
  void theEndOfANeighbourIsSeenAtOnce() {
    String watch =
        python(
            """
            at = os.environ["ECS_CONTAINER_METADATA_URI_V4"] + "/task"
            seen = []
            while "STOPPED" not in seen:
              for it in json.load(u.urlopen(at))["Containers"]:
                if it["Name"] == "work" and it["KnownStatus"] not in seen:
                  seen.append(it["KnownStatus"])
                  now = time.time()
              time.sleep(0.005)
            print(seen[-2:], it["ExitCode"])
            print(int(1000 * (now - float(open("/io/end").read()))), "ms")
            """);
    register(
        container("main", watch, _ -> {}),
        container(
            "work",
            "sleep 1; date +%s.%N > /io/end; exit 3",
            work -> work.essential(false).dependsOn(after("main", ContainerCondition.START))));

    Task task = loopback.awaitStopped(loopback.run("curious"));

    assertThat(printed(task))
        .satisfiesExactly(
            seen -> assertThat(seen).isEqualTo("['RUNNING', 'STOPPED'] 3"),
            late ->
                assertThat(Integer.parseInt(late.replace(" ms", "")))
                    .as("milliseconds until the end is seen")
                    .isLessThan(1000));
  }

  @Test
  void whatHasNoNetworkCannotReachItEvenIfItKnowsTheAddress() {
    String reach =
        python(
            """
            print(os.environ.get("ECS_CONTAINER_METADATA_URI_V4"))
            try: print(u.urlopen(open("/io/at").read().strip()).status)
            except Exception as e: print(e)
            """);
    register(
        container(
            "teller",
            "echo $ECS_CONTAINER_METADATA_URI_V4 > /io/at",
            teller -> teller.essential(false)),
        container(
            "main",
            reach,
            main ->
                main.disableNetworking(true)
                    .dependsOn(after("teller", ContainerCondition.COMPLETE))));

    Task task = loopback.awaitStopped(loopback.run("curious"));

    assertThat(printed(task))
        .containsExactly("None", "<urlopen error [Errno 101] Network is unreachable>");
  }

  @Test
  void itListensOnTheBridgesGatewayAndTheLoopbackAddressOnly() throws Exception {
    register(container("main", "echo $ECS_CONTAINER_METADATA_URI_V4; sleep 600", _ -> {}));
    String task = loopback.run("curious");
    loopback.awaitStatus(task, "RUNNING");
    await().until(() -> !loopback.log(task).isEmpty());
    URI address = URI.create(loopback.log(task).getFirst());
    InetAddress gateway = InetAddress.getByName(address.getHost());
    assertThat(NetworkInterface.getByInetAddress(gateway)).as("ours").isNotNull();

    List<InetAddress> others =
        Stream.concat(
                Stream.of(InetAddress.getByName("127.0.0.2")),
                NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses))
            .filter(it -> !it.equals(gateway))
            .toList();

    for (InetAddress other : others) {
      assertThatThrownBy(() -> connect(other, address.getPort()))
          .isInstanceOf(SocketException.class);
    }
    connect(gateway, address.getPort());
  }

  private static void connect(InetAddress address, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port));
    }
  }
}
