package org.iguazu.scheduler.fire;

import java.util.List;
import org.iguazu.api.invocation.InvocationId;
import org.iguazu.api.schedule.OverlapPolicy;

/** Whether a fire goes ahead while earlier invocations of its schedule have not ended. */
sealed interface OverlapDecision {

  /** It runs as soon as it is due. */
  record Run() implements OverlapDecision {}

  /** It runs after this one has ended. */
  record RunAfter(InvocationId other) implements OverlapDecision {}

  /** It is left out. */
  record LeaveOut(String reason) implements OverlapDecision {}

  /**
   * Decides.
   *
   * @param unfinished the schedule's invocations that have not ended
   */
  static OverlapDecision of(OverlapPolicy policy, List<InvocationId> unfinished) {
    if (unfinished.isEmpty()) {
      return new Run();
    }
    return switch (policy) {
      case ALLOW -> new Run();
      case SKIP -> new LeaveOut("invocation %s has not ended".formatted(unfinished.getFirst()));
      case QUEUE_ONE ->
          unfinished.size() == 1
              ? new RunAfter(unfinished.getFirst())
              : new LeaveOut("invocation %s waits already".formatted(unfinished.getFirst()));
    };
  }
}
