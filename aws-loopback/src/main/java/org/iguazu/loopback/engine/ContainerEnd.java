package org.iguazu.loopback.engine;

import org.jspecify.annotations.Nullable;

/** How a container ended. */
public sealed interface ContainerEnd {

  /**
   * It ran, and ended with this code.
   *
   * @param reason what ECS shows beside the code, e.g. {@code OutOfMemoryError: …}
   */
  record Exited(int code, @Nullable String reason) implements ContainerEnd {}

  /** It ran, and how it ended is not known; {@code reason} starts with ECS's name of the error. */
  record Lost(String reason) implements ContainerEnd {}

  /** It never ran; {@code reason} starts with ECS's name of the error. */
  record NeverStarted(String reason) implements ContainerEnd {}

  /** It never ran, because its task was stopped first. */
  record NotNeeded() implements ContainerEnd {}
}
