package org.iguazu.loopback.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.iguazu.loopback.engine.Specs;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskEngineContractTest;
import org.iguazu.loopback.engine.Witness;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

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

  @Test
  void aMountToReadFromCannotBeWrittenTo() throws Exception {
    assertThat(run(passedOnInMemory(holder())).printed("main"))
        .containsExactly("hello", "read-only");
  }

  /** As on AWS: Docker unmounts it when the last container that mounts it ends. */
  @Test
  void aVolumeInMemoryIsEmptyAgainIfNothingMountedItMeanwhile() throws Exception {
    assertThat(run(passedOnInMemory()).printed("main"))
        .doesNotContain("hello")
        .last()
        .isEqualTo("read-only");
  }
}
