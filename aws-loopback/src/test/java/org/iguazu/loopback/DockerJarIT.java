package org.iguazu.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.iguazu.loopback.engine.docker.DockerEngine;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.docker.NeedsDocker;
import org.iguazu.loopback.engine.docker.TestImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.Task;

/** Jars in containers of an image that has a Java. */
@NeedsDocker
final class DockerJarIT {

  @TempDir Path directory;

  private record Ran(Task task, List<String> printed) {}

  private Ran run(DockerOptions options) throws Exception {
    Path jar = JarTaskIT.jarOf(JarTaskIT.Job.class, directory);
    try (Loopback loopback =
        Loopback.in(
            directory.resolve("state"), config -> config.withEngine(DockerEngine.with(options)))) {
      String definition =
          loopback.register("jar", main -> main.image(jar.toString()).command("heap"));
      Task task = loopback.awaitStopped(loopback.run(definition));
      return new Ran(task, task.startedAt() == null ? List.of() : loopback.log(task.taskArn()));
    }
  }

  @Test
  @EnabledIf("org.iguazu.loopback.engine.docker.TestImage#hasBaseImage")
  void aJarRunsWithThreeQuartersOfTheContainersMemoryAsItsHeap() throws Exception {
    Ran ran = run(DockerOptions.defaults().withJarImage(TestImage.BASE));

    assertThat(ran.task.containers().getFirst().exitCode()).isZero();
    assertThat(Integer.parseInt(ran.printed.getFirst())).isBetween(512 * 7 / 10, 512 * 3 / 4);
  }

  @Test
  void withoutAnImageItIsRefusedAndToldWhatToDo() throws Exception {
    assertThat(run(DockerOptions.defaults()).task.stoppedReason())
        .startsWith("CannotPullContainerError: the jar")
        .contains("--jar-image");
  }
}
