package org.iguazu.loopback.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.Resources;
import org.iguazu.loopback.engine.Specs;
import org.iguazu.loopback.engine.TaskSpec;
import org.iguazu.loopback.engine.Witness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What a task may use is for all its containers together. */
@NeedsDocker
@EnabledIf("org.iguazu.loopback.engine.docker.TestImage#canLimitTasks")
final class TaskLimitsIT {

  private static final String OUT_OF_MEMORY =
      "OutOfMemoryError: Container killed due to memory usage";

  /** Prints how much of a processor it got in two seconds, in percent. */
  private static final String BUSY =
      """
      python3 -c 'import time
      end = time.monotonic() + 2
      while time.monotonic() < end: pass
      print(int(time.process_time() / 2 * 100))'
      """;

  @TempDir Path directory;
  private DockerEngine engine;

  @BeforeEach
  void makeEngine() {
    engine = new DockerEngine(directory, DockerOptions.defaults().withProcesses(40));
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  private Witness run(TaskSpec task) throws Exception {
    var witness = new Witness();
    engine.start(task, witness);
    return witness.awaitStopped();
  }

  /** Two containers that do the same; each may use 64 MiB. */
  private static TaskSpec pair(String script) {
    return Specs.task(
        Specs.script("one", TestImage.NAME, script)
            .with(new Resources(1024, 64, 0))
            .notEssential()
            .patient()
            .spec(),
        Specs.script("two", TestImage.NAME, script)
            .with(new Resources(1024, 64, 0))
            .notEssential()
            .patient()
            .spec());
  }

  @Test
  void itsCpuIs() throws Exception {
    Witness task = run(Specs.limited(pair(BUSY), 512, 0));

    int percent =
        Stream.of("one", "two").mapToInt(it -> Integer.parseInt(task.printed(it).getFirst())).sum();
    assertThat(percent).as("of half a processor").isLessThan(65);
  }

  @Test
  void itsMemoryIs() throws Exception {
    Witness task =
        run(
            Specs.limited(
                pair("python3 -c 'import time; x = bytearray(40 << 20); time.sleep(3)'"), 0, 64));

    assertThat(Stream.of("one", "two").map(task::end))
        .contains(new ContainerEnd.Exited(137, OUT_OF_MEMORY));
  }

  @Test
  void whatItHasRoomForIsNotKilled() throws Exception {
    Witness task =
        run(
            Specs.limited(
                pair("python3 -c 'import time; x = bytearray(20 << 20); time.sleep(1)'"), 0, 128));

    assertThat(Stream.of("one", "two").map(task::end))
        .containsOnly(new ContainerEnd.Exited(0, null));
  }

  @Test
  void itsProcessesAre() throws Exception {
    Witness task = run(pair("for i in $(seq 30); do sleep 2 & done; wait"));

    assertThat(Stream.of("one", "two").flatMap(it -> task.printed(it).stream()))
        .anyMatch(line -> line.contains("Cannot fork"));
  }
}
