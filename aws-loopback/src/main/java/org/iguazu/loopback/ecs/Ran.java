package org.iguazu.loopback.ecs;

import java.util.List;

/** What came of a RunTask. */
sealed interface Ran {

  /** Tasks were started, or refused. */
  record Now(List<Task> tasks, List<Failure> failures) implements Ran {}

  /** The same request came before; this is what came of it then. */
  record Before(List<Task> tasks, List<Failure> failures) implements Ran {}

  /** The token came before with another request. */
  record Conflict(List<String> taskArns) implements Ran {}

  /** There is nothing to run tasks on. */
  record NoInstances() implements Ran {}
}
