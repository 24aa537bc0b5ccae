package org.iguazu.loopback.engine;

import java.util.List;

/** Hears what becomes of a task. Calls about one task never overlap, but for its output. */
public interface TaskObserver {

  /** The image of a container is there, under this id; an engine without images does not tell. */
  void pulled(String container, String imageId);

  /** A container was made, and is about to run; an engine that cannot tell both apart does not. */
  void created(String container, Handle handle);

  /** What an engine calls a container: an id, and a name for those who look at it. */
  record Handle(String id, String name) {}

  /** A container runs; {@code runtimeId} is what the engine calls it. */
  void running(String container, String runtimeId);

  /** A container has printed these lines. */
  void printed(String container, List<String> lines);

  /** A container has ended, or will never start. */
  void ended(String container, ContainerEnd end);

  /** Nothing of the task is left: the last call about it. */
  void stopped();
}
