package org.iguazu.dispatcher.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.iguazu.api.invocation.Invocation;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.invocation.InvocationStatus;
import org.iguazu.core.invocation.InvocationReader;
import org.iguazu.dispatcher.deadline.TaskStopper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Stops tasks that run for an invocation which does not want them any more. */
public final class StrayTasks {

  private static final Logger LOG = LoggerFactory.getLogger(StrayTasks.class);

  /** A runner that has reported its end still needs a moment to exit. */
  private static final Duration LEAVING = Duration.ofSeconds(30);

  private final TaskReader tasks;
  private final InvocationReader invocations;
  private final TaskStopper stopper;

  public StrayTasks(TaskReader tasks, InvocationReader invocations, TaskStopper stopper) {
    this.tasks = tasks;
    this.invocations = invocations;
    this.stopper = stopper;
  }

  /**
   * Searches a cluster.
   *
   * @param followed tasks that are known to be wanted
   */
  void search(String cluster, Set<String> followed, Instant now) {
    try {
      tasks.running(cluster).stream()
          .filter(task -> !followed.contains(task.task()))
          .forEach(task -> judge(cluster, task, now));
    } catch (SdkException e) {
      LOG.warn("cannot search cluster {} for stray tasks: {}", cluster, e.getMessage());
    }
  }

  private void judge(String cluster, TaskNews task, Instant now) {
    DispatchToken.of(task).ifPresent(token -> judge(cluster, task, token, now));
  }

  private void judge(String cluster, TaskNews task, DispatchToken token, Instant now) {
    InvocationId id = token.invocation();
    invocations
        .find(id)
        .flatMap(invocation -> whyStray(invocation, token.dispatch(), now))
        .ifPresent(why -> {
          LOG.warn("task {} runs for invocation {}, {}; stopping it", task.task(), id, why);
          stopper.stop(cluster, task.task(), why);
        });
  }

  static Optional<String> whyStray(Invocation invocation, int dispatch, Instant now) {
    if (dispatch < invocation.dispatch()) {
      return Optional.of("which is at dispatch %d by now".formatted(invocation.dispatch()));
    }
    if (invocation.status() == InvocationStatus.QUEUED) {
      return Optional.of("which is queued again");
    }
    Instant finished = invocation.finishedAt();
    return finished != null && now.isAfter(finished.plus(LEAVING))
        ? Optional.of("which is finished")
        : Optional.empty();
  }
}
