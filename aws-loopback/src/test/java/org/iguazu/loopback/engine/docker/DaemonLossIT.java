package org.iguazu.loopback.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.Specs;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.engine.Witness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The daemon falls silent under a running task, and may come back. */
@NeedsDocker
final class DaemonLossIT {

  private static final String DEAF = "trap '' TERM; echo up; while :; do sleep 0.1; done";
  private static final String POLITE = "trap 'exit 9' TERM; echo up; while :; do sleep 0.1; done";

  @TempDir Path directory;
  private CutableSocket socket;
  private DockerEngine engine;

  @BeforeEach
  void makeEngine() throws Exception {
    socket = new CutableSocket(directory.resolve("socket"), DockerOptions.defaults().socket());
    engine = new DockerEngine(directory, options(Duration.ofSeconds(3)));
  }

  private DockerOptions options(Duration patience) {
    return DockerOptions.defaults()
        .withSocket(socket.path())
        .withCleanupDelay(Duration.ZERO)
        .withPatience(patience);
  }

  @AfterEach
  void closeEngine() throws Exception {
    socket.mend(); // so that closing finds what is to be removed
    engine.close();
    socket.close();
  }

  private Witness start(String script) {
    return start(Specs.task(Specs.script("main", TestImage.NAME, script).patient().spec()));
  }

  private Witness start(TaskSpec task) {
    var witness = new Witness();
    engine.start(task, witness);
    return witness;
  }

  private boolean isAnythingLeft() {
    try (var daemon = new Daemon(DockerOptions.defaults(), DockerEngine.owner(directory))) {
      return !daemon.all().isEmpty();
    }
  }

  private boolean nothingRuns() {
    try (var daemon = new Daemon(DockerOptions.defaults(), DockerEngine.owner(directory))) {
      return daemon.all().stream()
          .map(id -> daemon.docker().inspectContainerCmd(id).exec().getState())
          .noneMatch(state -> Boolean.TRUE.equals(state.getRunning()));
    }
  }

  @Test
  void itsTaskIsLostAndNotWaitedForForEver() throws Exception {
    Witness task = start("echo up; sleep 600").awaitLine("main", "up");

    socket.cut();

    assertThat(task.awaitStopped().end("main"))
        .isEqualTo(
            new ContainerEnd.Lost("ContainerVanishedError: the Docker daemon does not answer"));
  }

  @Test
  void whenItIsBackTasksRunAndWhatWasGivenUpIsRemoved() throws Exception {
    Witness lost = start("echo up; sleep 600").awaitLine("main", "up");
    socket.cut();
    lost.awaitStopped();
    assertThat(start("true").awaitStopped().end("main"))
        .isInstanceOf(ContainerEnd.NeverStarted.class);

    socket.mend();

    assertThat(start("exit 3").awaitStopped().end("main"))
        .isEqualTo(new ContainerEnd.Exited(3, null));
    await().atMost(Duration.ofSeconds(60)).until(() -> !isAnythingLeft());
  }

  @Test
  void whatItWasToEndMeanwhileEndsWhenItIsBackInTime() throws Exception {
    engine.close();
    engine = new DockerEngine(directory, options(Duration.ofMinutes(1)));
    TaskSpec killed = Specs.task(Specs.script("main", TestImage.NAME, DEAF).spec());
    TaskSpec stopped = Specs.task(Specs.script("main", TestImage.NAME, POLITE).patient().spec());
    Witness endOfKilled = start(killed).awaitLine("main", "up");
    Witness endOfStopped = start(stopped).awaitLine("main", "up");

    socket.cut();
    engine.kill(killed.id());
    engine.stop(stopped.id());
    await().during(Duration.ofSeconds(1)).until(() -> !endOfKilled.isStopped());
    socket.mend();

    assertThat(endOfKilled.awaitStopped().end("main"))
        .isEqualTo(new ContainerEnd.Exited(137, null));
    assertThat(endOfStopped.awaitStopped().end("main")).isEqualTo(new ContainerEnd.Exited(9, null));
  }

  @Test
  void howATaskEndedMeanwhileIsToldWhenItIsBackInTime() throws Exception {
    engine.close();
    engine = new DockerEngine(directory, options(Duration.ofMinutes(1)));
    Witness task = start("echo up; sleep 4; exit 3").awaitLine("main", "up");

    socket.cut();
    await().atMost(Duration.ofSeconds(60)).until(this::nothingRuns);
    assertThat(task.end("main")).isNull();
    socket.mend();

    assertThat(task.awaitStopped().end("main")).isEqualTo(new ContainerEnd.Exited(3, null));
  }
}
