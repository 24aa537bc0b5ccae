package org.iguazu.loopback.engine.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
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
  private static final int SECONDS_UNTIL_THE_DAEMON_KILLS = 3_600;

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

  /**
   * By the signal that its image names, SIGTERM if none. Whoever does not leave is killed by us.
   */
  @Override
  public void terminate() {
    insist(() ->
        daemon.docker().stopContainerCmd(id).withTimeout(SECONDS_UNTIL_THE_DAEMON_KILLS).exec());
  }

  @Override
  public void kill() {
    insist(() -> daemon.docker().killContainerCmd(id).exec());
  }

  /**
   * Asks until the daemon has heard it, or has been silent for too long; does not wait for that.
   */
  private void insist(Runnable request) {
    Thread.ofVirtual()
        .name("signal-" + id)
        .start(() -> {
          try {
            boolean heard = isHeard(request);
            while (!heard && daemon.awaitAnswer(PAUSE)) {
              heard = isHeard(request);
            }
          } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts what is asked of a daemon", e);
          }
        });
  }

  private boolean isHeard(Runnable request) {
    try {
      request.run();
      return true;
    } catch (NotFoundException | ConflictException | NotModifiedException _) {
      return true; // it has ended already
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING, "the Docker daemon does not hear what is to end " + id, e);
      return false;
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
