package org.iguazu.dispatcher.follow;

import java.time.Duration;
import java.time.Instant;
import org.iguazu.core.invocation.ActiveDispatch;
import org.jspecify.annotations.Nullable;

/**
 * ECS's times by our clock, which may be minutes away from its own: with ECS's clock behind, a run
 * would seem to have lasted its whole timeout when it begins. Only how long after its creation
 * something happened to a task is believed. That is counted from when we heard that it was created,
 * which is no earlier than it was, so that nothing is said to have happened before it did.
 */
final class TaskTimes {

  private TaskTimes() {}

  /** {@code theirs} by our clock; now, if ECS or the ledger does not say enough. */
  static Instant ours(ActiveDispatch active, TaskNews task, @Nullable Instant theirs, Instant now) {
    Instant launched = active.launchedAt();
    Instant created = task.createdAt();
    if (launched == null || created == null || theirs == null || theirs.isBefore(created)) {
      return now;
    }
    Instant ours = launched.plus(Duration.between(created, theirs));
    return ours.isBefore(now) ? ours : now;
  }
}
