package org.iguazu.loopback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.docker.DockerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The loopback as a process of its own: how it starts, dies, and comes back. */
final class StandaloneIT {

  @TempDir Path directory;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process launch(String... arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add("org.iguazu.loopback.LoopbackMain");
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    processes.add(process);
    return process;
  }

  private Process launchHere() throws IOException {
    return launch("--port", "0", "--state", directory.resolve("state").toString());
  }

  private static EcsClient client(Process loopback) throws IOException {
    BufferedReader lines = loopback.inputReader();
    String line = lines.readLine();
    while (line != null && !line.startsWith("aws-loopback listens on ")) {
      line = lines.readLine();
    }
    return Loopback.ecs(URI.create(String.valueOf(line).substring(24)));
  }

  /** Starts a task with a child in the background and returns their pids. */
  private List<ProcessHandle> startTask(EcsClient ecs) {
    Path pids = directory.resolve("pids");
    String script =
        "setsid sleep 600 >/dev/null & c=$!; sleep 600 & echo $$ $c $! done > %s; wait"
            .formatted(pids);
    ecs.registerTaskDefinition(r ->
        r.family("long")
            .containerDefinitions(Loopback.container(c -> c.command("sh", "-c", script))));
    ecs.runTask(r -> r.taskDefinition("long").clientToken("t"));
    String text =
        await()
            .atMost(Duration.ofSeconds(20))
            .ignoreExceptions()
            .until(() -> Files.readString(pids), written -> written.contains("done"));
    return List.of(text.split(" ", -1)).subList(0, 3).stream()
        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
        .toList();
  }

  private static boolean isDead(ProcessHandle process) {
    try {
      Path stat = Path.of("/proc/" + process.pid() + "/stat");
      return !process.isAlive() || Files.readString(stat).contains(") Z ");
    } catch (IOException _) {
      return !process.isAlive();
    }
  }

  private static void awaitDeath(List<ProcessHandle> tree) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> tree.stream().allMatch(StandaloneIT::isDead));
  }

  @Test
  void sigtermStopsItAndItsTasks() throws Exception {
    Process loopback = launchHere();
    try (EcsClient ecs = client(loopback)) {
      List<ProcessHandle> tree = startTask(ecs);

      loopback.destroy();

      assertThat(loopback.waitFor(20, TimeUnit.SECONDS)).isTrue();
      awaitDeath(tree);
    }
  }

  @Test
  void afterKill9TheNextStartKillsTheOrphansAndTellsOfTheirEnd() throws Exception {
    Process bystander = new ProcessBuilder("sleep", "600").start();
    processes.add(bystander);
    Process first = launchHere();
    List<ProcessHandle> tree;
    try (EcsClient ecs = client(first)) {
      tree = startTask(ecs);
    }
    first.destroyForcibly().waitFor();
    assertThat(tree).allMatch(ProcessHandle::isAlive);

    Process second = launchHere();

    try (EcsClient ecs = client(second)) {
      awaitDeath(tree);
      assertThat(bystander.isAlive()).isTrue();
      String task =
          ecs.runTask(r -> r.taskDefinition("long").clientToken("t")).tasks().getFirst().taskArn();
      assertThat(ecs.describeTasks(r -> r.tasks(task)).tasks().getFirst().stopCodeAsString())
          .isEqualTo("TerminationNotice");
    }
  }

  @Test
  void withDockerItTellsWhereContainersFindS3() throws Exception {
    assumeThat(DockerSocket.answers(DockerOptions.defaults().socket())).isTrue();

    BufferedReader lines = launchHere().inputReader();

    assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
        .last()
        .asString()
        .matches("aws-loopback: containers find S3 at http://[\\d.]+:\\d+");
  }

  @Test
  void twoCannotShareAStateDirectory() throws Exception {
    try (EcsClient ecs = client(launchHere())) {
      assertThat(ecs.listClusters().clusterArns()).hasSize(1);

      assertThat(outputOf(1, launchHere())).contains("held by another loopback");
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      Process loopback = launch("--port", port, "--state", directory.resolve("state").toString());

      assertThat(outputOf(1, loopback)).contains("port " + port + " is taken");
    }
  }

  private static String outputOf(int status, Process loopback) throws Exception {
    assertThat(loopback.waitFor(20, TimeUnit.SECONDS)).as("it ends by itself").isTrue();
    assertThat(loopback.exitValue()).isEqualTo(status);
    return new String(loopback.getInputStream().readAllBytes(), UTF_8);
  }
}
