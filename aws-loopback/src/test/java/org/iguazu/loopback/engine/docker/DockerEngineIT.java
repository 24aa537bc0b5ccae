package org.iguazu.loopback.engine.docker;

import java.nio.file.Path;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskEngineContractTest;

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
}
