package org.iguazu.loopback.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.BuildImageResultCallback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.Specs;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskEngineContractTest;
import org.iguazu.loopback.engine.Witness;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsDocker
final class DockerEngineIT extends TaskEngineContractTest {

  @Override
  protected TaskEngine engine(Path directory) {
    return new DockerEngine(directory, DockerOptions.defaults());
  }

  @Override
  protected String image() {
    return TestImage.NAME;
  }

  /** Often, since a daemon loses it only now and then. */
  @RepeatedTest(12)
  void whatIsPrintedLastIsToldHoweverSoonTheEndComes() throws Exception {
    Witness task = run(Specs.task(script("main", "printf out; printf err >&2").spec()));

    assertThat(task.printed("main")).containsExactlyInAnyOrder("out", "err");
  }

  /** As the ECS agent, which has Docker stop containers. */
  @Test
  void theSignalThatEndsItIsThatOfItsImage(@TempDir Path context) throws Exception {
    Path file =
        Files.writeString(
            context.resolve("Dockerfile"),
            "FROM %s\nSTOPSIGNAL SIGUSR1\n".formatted(TestImage.NAME));
    try (var daemon = new Daemon(DockerOptions.defaults(), "nobody")) {
      String image =
          daemon
              .docker()
              .buildImageCmd(file.toFile())
              .exec(new BuildImageResultCallback())
              .awaitImageId();
      try {
        Witness task =
            start(
                    Specs.task(
                        Specs.script(
                                "main",
                                image,
                                "trap 'exit 9' USR1; trap 'exit 8' TERM; echo up;"
                                    + " while :; do sleep 0.1; done")
                            .patient()
                            .spec()))
                .awaitLine("main", "up");

        stop();

        assertThat(task.awaitStopped().end("main")).isEqualTo(new ContainerEnd.Exited(9, null));
      } finally {
        daemon.docker().removeImageCmd(image).withForce(true).exec();
      }
    }
  }

  /** It is what ends code from strangers in time. */
  @Test
  void theKillIsInTimeHoweverBusyOthersKeepTheCommonPool() throws Exception {
    Witness task = startDeaf();
    var done = new CountDownLatch(1);
    for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
      ForkJoinPool.commonPool().execute(() -> hold(done));
    }

    try {
      stop();
      assertThat(task.awaitStopped().end("main")).isEqualTo(new ContainerEnd.Exited(137, null));
    } finally {
      done.countDown();
    }
  }

  private static void hold(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatDoesNotStartIsNotWatchedAnyMore() throws Exception {
    Witness task = run(Specs.task(script("main", "").running("/no/such").healthyIf("true").spec()));

    assertThat(task.end("main")).isInstanceOf(ContainerEnd.NeverStarted.class);
    await().atMost(Duration.ofSeconds(60)).until(() -> listeners() == 0);
  }

  /** What docker-java has a thread each for. */
  private static long listeners() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("docker-java-stream"))
        .count();
  }

  @Test
  void aMountToReadFromCannotBeWrittenTo() throws Exception {
    assertThat(run(passedOnInMemory(holder())).printed("main"))
        .containsExactly("hello", "read-only");
  }

  /** As on AWS: Docker unmounts it when the last container that mounts it ends. */
  @Test
  void aVolumeInMemoryIsEmptyAgainIfNothingMountedItMeanwhile() throws Exception {
    assertThat(run(passedOnInMemory()).printed("main"))
        .containsExactlyInAnyOrder("cat: in: No such file or directory", "read-only");
  }
}
