package org.iguazu.loopback.engine;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Runs the containers of tasks on this machine. Every method returns at once; what happens is told
 * to the task's observer, on threads of the engine.
 */
public interface TaskEngine extends AutoCloseable {

  /**
   * Starts a task. Its observer hears {@link TaskObserver#stopped} exactly once, whatever happens,
   * also if the task never starts.
   */
  void start(TaskSpec task, TaskObserver observer);

  /**
   * Stops a task as ECS does: SIGTERM to each container, SIGKILL after its stop timeout. A task
   * that is not known, or stopped already, is left alone.
   */
  void stop(String taskId);

  /** Kills a task at once, as the death of its host does. */
  void kill(String taskId);

  /** Where containers find this machine, if 127.0.0.1 is another place to them. */
  default Optional<InetAddress> machineSeenFromContainers() {
    return Optional.empty();
  }

  /** Kills whatever still runs and returns when it is gone. */
  @Override
  void close();

  /** Makes an engine; one that finds tasks left over by a dead predecessor kills them first. */
  @FunctionalInterface
  interface Factory {

    /**
     * Makes one.
     *
     * @param directory where the engine may keep files, and finds those of its predecessor
     */
    TaskEngine create(Path directory, InstantSource clock);
  }
}
