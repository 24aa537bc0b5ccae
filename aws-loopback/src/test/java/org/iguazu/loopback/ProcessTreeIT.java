package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.Task;

/** Nothing that a container has started outlives it. */
final class ProcessTreeIT {

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

  private static boolean isAlive(long pid) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    return process.isPresent() && process.get().isAlive() && !isZombie(pid);
  }

  /** Dead, but its parent has not looked yet; where process 1 is careless that may be for long. */
  private static boolean isZombie(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException _) {
      return false;
    }
  }

  /** Waits until the script has written the pid of its child, as its last word before it waits. */
  private long pidIn(String name) {
    Path file = directory.resolve(name);
    String text =
        await()
            .atMost(Duration.ofSeconds(10))
            .ignoreExceptions()
            .until(() -> Files.readString(file), written -> written.endsWith("\n"));
    return Long.parseLong(text.strip());
  }

  private String writePid(String name) {
    return "echo $! > %s".formatted(directory.resolve(name));
  }

  @Test
  void aProcessThatIgnoresSigtermIsKilledAfterItsStopTimeout() {
    String definition =
        loopback.register(
            "deaf",
            main ->
                main.command("sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.1; done")
                    .stopTimeout(1));
    String arn = loopback.run(definition);
    loopback.awaitLog(arn, "up");
    long before = System.nanoTime();

    loopback.ecs.stopTask(request -> request.task(arn));

    Task task = loopback.awaitStopped(arn);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(1));
    assertThat(task.containers().getFirst().exitCode()).isEqualTo(137);
  }

  @Test
  void childrenInTheBackgroundDieWithTheirContainer() {
    String definition =
        loopback.registerScript("leaves", "sleep 600 & " + writePid("child") + "; exit 0");

    Task task = loopback.awaitStopped(loopback.run(definition));

    assertThat(task.containers().getFirst().exitCode()).isZero();
    assertThat(isAlive(pidIn("child"))).isFalse();
  }

  @Test
  void aDaemonThatLeftItsSessionDiesToo() {
    assumeTrue(Files.exists(Path.of("/proc/self/environ")), "only Linux shows the environment");
    String definition =
        loopback.registerScript(
            "daemon",
            "(setsid sh -c 'echo $$ > %s; exec sleep 600' </dev/null >/dev/null 2>&1 &); sleep 1"
                .formatted(directory.resolve("daemon")));

    loopback.awaitStopped(loopback.run(definition));

    assertThat(isAlive(pidIn("daemon"))).isFalse();
  }

  @Test
  void aTreeOfForksDiesAsAWholeWhenTheTaskIsStopped() {
    String definition =
        loopback.registerScript(
            "tree",
            "sh -c 'sh -c \"sleep 600 & echo \\$! > %s; wait\" & wait' & wait"
                .formatted(directory.resolve("leaf")));
    String arn = loopback.run(definition);
    long leaf = pidIn("leaf");
    assertThat(isAlive(leaf)).isTrue();

    loopback.ecs.stopTask(request -> request.task(arn));

    loopback.awaitStopped(arn);
    assertThat(isAlive(leaf)).isFalse();
  }

  @Test
  void closingTheLoopbackKillsItsTasks() {
    String definition =
        loopback.registerScript("long", "sleep 600 & " + writePid("child") + "; wait");
    loopback.run(definition);
    long child = pidIn("child");

    loopback.server.close();

    assertThat(isAlive(child)).isFalse();
  }

  @Test
  void theProcessesOfADeadHostDieWithIt() {
    String definition =
        loopback.registerScript("long", "sleep 600 & " + writePid("child") + "; wait");
    String arn = loopback.run(definition);
    long child = pidIn("child");
    String instance = loopback.describe(arn).containerInstanceArn();

    loopback.server.hosts().terminate("default", instance);

    assertThat(loopback.describe(arn).lastStatus()).isEqualTo("STOPPED");
    await().atMost(Duration.ofSeconds(10)).until(() -> !isAlive(child));
  }
}
