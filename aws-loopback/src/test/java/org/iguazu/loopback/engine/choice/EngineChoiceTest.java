package org.iguazu.loopback.engine.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.process.ProcessEngineOptions;
import org.junit.jupiter.api.Test;

final class EngineChoiceTest {

  private static final DockerOptions NO_DAEMON =
      DockerOptions.defaults().withSocket(Path.of("/no/such.sock"));

  private static EngineChoice choice(EngineKind wanted) {
    return EngineChoice.of(wanted, ProcessEngineOptions.defaults(), NO_DAEMON);
  }

  @Test
  void withoutADaemonAutoIsChildProcessesAndSaysWhy() {
    assertThat(choice(EngineKind.AUTO).why())
        .contains("child processes", "no Docker daemon answers at /no/such.sock");
  }

  @Test
  void dockerWithoutADaemonIsRefusedWithWhatToDo() {
    assertThatExceptionOfType(EngineChoice.NoDocker.class)
        .isThrownBy(() -> choice(EngineKind.DOCKER))
        .withMessageStartingWith("No Docker daemon answers at /no/such.sock; start it");
  }
}
