package org.iguazu.loopback.engine.choice;

import org.iguazu.loopback.engine.TaskEngine;
import org.iguazu.loopback.engine.docker.DockerEngine;
import org.iguazu.loopback.engine.docker.DockerOptions;
import org.iguazu.loopback.engine.docker.DockerSocket;
import org.iguazu.loopback.engine.process.ProcessEngine;
import org.iguazu.loopback.engine.process.ProcessEngineOptions;

/**
 * The engine for this machine.
 *
 * @param why what was chosen and why, for whoever starts it: a line without a full stop
 */
public record EngineChoice(TaskEngine.Factory factory, String why) {

  /**
   * Chooses now: a daemon that starts later is not noticed.
   *
   * @throws NoDocker if there must be a Docker daemon and there is none
   */
  public static EngineChoice of(
      EngineKind wanted, ProcessEngineOptions process, DockerOptions docker) {
    boolean answers = wanted != EngineKind.PROCESS && DockerSocket.answers(docker.socket());
    return switch (wanted) {
      case PROCESS ->
          new EngineChoice(
              ProcessEngine.with(process), "tasks run as child processes, as it was asked for");
      case DOCKER -> {
        if (!answers) {
          throw new NoDocker(docker);
        }
        yield new EngineChoice(
            DockerEngine.with(docker), "tasks run as containers of the Docker daemon");
      }
      case AUTO ->
          answers
              ? new EngineChoice(
                  PerImageEngine.with(process, docker),
                  "images run as containers of the Docker daemon, jars as child processes")
              : new EngineChoice(
                  ProcessEngine.with(process),
                  "tasks run as child processes, for no Docker daemon answers at "
                      + docker.socket());
    };
  }

  /** There must be a Docker daemon, and there is none. */
  public static final class NoDocker extends RuntimeException {

    NoDocker(DockerOptions docker) {
      super(
          "No Docker daemon answers at %s; start it (or set DOCKER_HOST to where it is), or choose --engine process for trusted jobs that are jars."
              .formatted(docker.socket()));
    }
  }
}
