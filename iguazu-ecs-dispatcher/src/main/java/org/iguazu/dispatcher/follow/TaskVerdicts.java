package org.iguazu.dispatcher.follow;

import java.time.Instant;
import java.util.Optional;
import org.iguazu.core.invocation.ActiveDispatch;
import org.iguazu.core.invocation.InvocationState;
import org.iguazu.core.invocation.InvocationState.Launched;
import org.iguazu.core.invocation.News;

/** Decides what news about a task means for its dispatch. */
final class TaskVerdicts {

  private TaskVerdicts() {}

  /** The news for the ledger, if the task's state says anything new. */
  static Optional<News> of(ActiveDispatch active, TaskNews task, Instant now) {
    InvocationState state = active.state();
    if (task.isStopped()) {
      return Optional.of(ended(active, task, now));
    }
    return state instanceof Launched(int dispatch, _, _, _) && task.hasStarted()
        ? Optional.of(
            new News.SeenRunning(dispatch, TaskTimes.ours(active, task, task.startedAt(), now)))
        : Optional.empty();
  }

  private static News ended(ActiveDispatch active, TaskNews task, Instant now) {
    Instant at = TaskTimes.ours(active, task, task.stoppedAt(), now);
    boolean neverStarted =
        active.state() instanceof Launched(_, _, var stop, _) && stop == null && !task.hasStarted();
    if (neverStarted && now.isAfter(active.startBy())) {
      return new News.Expired(active.state().lastDispatch(), at);
    }
    EndReason why = EndReason.of(task);
    return new News.TaskEnded(
        active.state().lastDispatch(),
        task.task(),
        task.exitCode(),
        why.cause(),
        why.sentence(),
        null,
        at);
  }
}
