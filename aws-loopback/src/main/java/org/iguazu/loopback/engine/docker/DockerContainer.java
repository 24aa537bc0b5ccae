package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.iguazu.loopback.engine.ContainerEnd;
import org.iguazu.loopback.engine.run.LiveContainer;

/** A container of the daemon, from its start on. */
final class DockerContainer implements LiveContainer {

  private static final System.Logger LOG = System.getLogger(DockerContainer.class.getName());
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Daemon daemon;
  private final String id;
  private final Output output;

  /** One that was started. */
  DockerContainer(Daemon daemon, String id, Output output) {
    this.daemon = daemon;
    this.id = id;
    this.output = output;
  }

  @Override
  public String runtimeId() {
    return id;
  }

  @Override
  public void terminate() {
    signal("SIGTERM");
  }

  @Override
  public void kill() {
    signal("SIGKILL");
  }

  private void signal(String name) {
    try {
      daemon.docker().killContainerCmd(id).withSignal(name).exec();
    } catch (NotFoundException | ConflictException _) {
      // it has ended already
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot send " + name + " to container " + id, e);
    }
  }

  /**
   * Returns when it has ended, or is given up because the daemon has been silent for too long: then
   * nobody knows how it ended, or whether.
   */
  ContainerEnd awaitEnd() throws InterruptedException {
    while (true) {
      try {
        awaitExit();
        output.finish(LAST_WORDS);
        return end(daemon.docker().inspectContainerCmd(id).exec().getState());
      } catch (NotFoundException _) {
        return new ContainerEnd.Lost("ContainerVanishedError: container %s is gone".formatted(id));
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "the Docker daemon does not tell of " + id, e);
        if (!daemon.awaitAnswer(PAUSE)) {
          return new ContainerEnd.Lost("ContainerVanishedError: the Docker daemon does not answer");
        }
      }
    }
  }

  private void awaitExit() {
    try (var exit = daemon.docker().waitContainerCmd(id).exec(new WaitContainerResultCallback())) {
      exit.awaitStatusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As ECS, whatever the exit code: a child may have been killed, and process 1 end well. */
  private static ContainerEnd end(ContainerState state) {
    boolean outOfMemory = Boolean.TRUE.equals(state.getOOMKilled());
    return new ContainerEnd.Exited(
        Math.toIntExact(state.getExitCodeLong()),
        outOfMemory ? "OutOfMemoryError: Container killed due to memory usage" : null);
  }
}
