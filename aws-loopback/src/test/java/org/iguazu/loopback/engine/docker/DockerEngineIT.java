package org.iguazu.loopback.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskEngineContractTest;
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
