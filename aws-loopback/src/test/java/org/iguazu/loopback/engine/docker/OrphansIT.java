package org.iguazu.loopback.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.iguazu.loopback.engine.Mount;
import org.iguazu.loopback.engine.Specs;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.engine.Volume;
import org.iguazu.loopback.engine.Witness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left behind on the daemon. */
@NeedsDocker
final class OrphansIT {

  @TempDir Path directory;
  @TempDir Path anothers;

  private static TaskSpec task(String script) {
    return Specs.task(
        List.of(new Volume("io", Map.of())),
        Specs.script("main", TestImage.NAME, script)
            .mounting(new Mount("io", "/io", false))
            .spec());
  }

  private static Witness start(DockerEngine engine, String script) {
    var witness = new Witness();
    engine.start(task(script), witness);
    return witness;
  }

  /**
   * The containers, volumes and control groups on the daemon that belong to the engine of a
   * directory.
   */
  private static List<String> left(Path directory) {
    String owner = DockerEngine.owner(directory);
    try (var daemon = new Daemon(DockerOptions.defaults(), owner)) {
      return Stream.concat(daemon.all().stream(), daemon.allGroups().stream()).toList();
    }
  }

  /** A container, a volume and, where we can make them, a control group. */
  private static int ofATask() {
    return TestImage.canLimitTasks() ? 3 : 2;
  }

  @Test
  void stoppedContainersAndTheirVolumesAreRemovedAfterAWhile() throws Exception {
    var options = DockerOptions.defaults().withCleanupDelay(Duration.ZERO);
    try (var engine = new DockerEngine(directory, options)) {
      start(engine, "true").awaitStopped();

      await().atMost(Duration.ofSeconds(60)).until(() -> left(directory).isEmpty());
    }
  }

  @Test
  void aTaskCannotDisownItsContainers() throws Exception {
    TaskSpec task =
        Specs.task(
            Specs.script("main", TestImage.NAME, "echo up; sleep 600")
                .labelled("org.iguazu.loopback", "another's")
                .spec());
    try (var engine = new DockerEngine(directory, DockerOptions.defaults())) {
      var witness = new Witness();
      engine.start(task, witness);
      witness.awaitLine("main", "up");
      try (var daemon = new Daemon(DockerOptions.defaults(), DockerEngine.owner(directory))) {
        assertThat(daemon.all()).hasSize(1);
      }
    }
  }

  @Test
  void closingRemovesAll() throws Exception {
    try (var engine = new DockerEngine(directory, DockerOptions.defaults())) {
      start(engine, "echo up; sleep 600").awaitLine("main", "up");
      assertThat(left(directory)).hasSize(ofATask());
    }

    assertThat(left(directory)).isEmpty();
  }

  @Test
  void whatAKilledPredecessorLeftIsRemovedAndNothingOfOthers() throws Exception {
    var killed = new DockerEngine(directory, DockerOptions.defaults());
    try (var other = new DockerEngine(anothers, DockerOptions.defaults())) {
      start(killed, "echo up; sleep 600").awaitLine("main", "up");
      start(other, "echo up; sleep 600").awaitLine("main", "up");

      try (var _ = new DockerEngine(directory, DockerOptions.defaults())) {
        assertThat(left(directory)).isEmpty();
        assertThat(left(anothers)).hasSize(ofATask());
      }
    } finally {
      killed.close();
    }
  }
}
