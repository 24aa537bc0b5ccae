package org.iguazu.loopback.engine.process;

import java.nio.file.Path;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.TaskEngineContractTest;

final class ProcessEngineIT extends TaskEngineContractTest {

  @Override
  protected TaskEngine engine(Path directory) {
    return new ProcessEngine(directory, ProcessEngineOptions.defaults());
  }

  @Override
  protected String image() {
    return "process:";
  }
}
