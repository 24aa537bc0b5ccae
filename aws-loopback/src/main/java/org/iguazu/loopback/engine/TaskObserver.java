package org.iguazu.loopback.engine;

import java.util.List;

/** Hears what becomes of a task. Calls about one task never overlap, but for its output. */
public interface TaskObserver {

  /** A container runs; {@code runtimeId} is what the engine calls it. */
  void running(String container, String runtimeId);

  /** A container has printed these lines. */
  void printed(String container, List<String> lines);

  /** A container has ended, or will never start. */
  void ended(String container, ContainerEnd end);

  /** Nothing of the task is left: the last call about it. */
  void stopped();
}
