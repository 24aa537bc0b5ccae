package org.iguazu.loopback.engine.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.iguazu.loopback.engine.Confinement;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.Specs;
import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.Witness;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.docker.NeedsDocker;
import org.iguazu.loopback.engine.docker.TestImage;
import org.iguazu.loopback.engine.process.ProcessEngineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each task runs where it can. */
@NeedsDocker
final class PerImageEngineIT {

  @TempDir Path directory;

  private Witness run(Specs.Draft main) throws Exception {
    EngineChoice choice =
        EngineChoice.of(EngineKind.AUTO, ProcessEngineOptions.defaults(), DockerOptions.defaults());
    try (TaskEngine engine = choice.factory().create(directory, InstantSource.system())) {
      var witness = new Witness();
      engine.start(Specs.task(main.spec()), witness);
      return witness.awaitStopped();
    }
  }

  private Specs.Draft whereAmI(String image) {
    return Specs.script("main", image, "test $HOME = /root && echo container || echo process");
  }

  @Test
  void anImageIsAContainer() throws Exception {
    assertThat(run(whereAmI(TestImage.NAME)).printed("main")).containsExactly("container");
  }

  @Test
  void aCommandOfThisMachineIsAProcess() throws Exception {
    assertThat(run(whereAmI("process:")).printed("main")).containsExactly("process");
  }

  @Test
  void aCommandOfThisMachineThatIsToBeConfinedIsNotRun() throws Exception {
    var confined =
        new Confinement("65532", false, false, List.of(), List.of(), Confinement.Linux.PLAIN);

    assertThat(run(whereAmI("process:").with(confined)).end("main"))
        .isInstanceOfSatisfying(
            ContainerEnd.NeverStarted.class,
            end -> assertThat(end.reason()).contains("process: is no image"));
  }
}
