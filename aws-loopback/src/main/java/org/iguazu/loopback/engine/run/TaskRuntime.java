package org.iguazu.loopback.engine.run;

import java.util.Optional;
import org.iguazu.loopback.engine.ContainerSpec;

/** What an engine does for one task: it makes what the containers share, and starts each. */
public interface TaskRuntime extends AutoCloseable {

  /**
   * Makes what the containers share.
   *
   * @return if that cannot be done, why; the reason starts with ECS's name of the error
   */
  Optional<String> prepare();

  /** Starts a container, on a thread of its own. */
  Start start(ContainerSpec container, ContainerEvents events);

  /** Gives back what {@link #prepare} took; nothing of the task runs any more. */
  @Override
  void close();

  /** What came of starting a container. */
  sealed interface Start {

    record Started(LiveContainer container) implements Start {}

    /** It will never run; {@code reason} starts with ECS's name of the error. */
    record Failed(String reason) implements Start {}

    /** It will never run, for its task is being stopped. */
    record NotWanted() implements Start {}
  }
}
